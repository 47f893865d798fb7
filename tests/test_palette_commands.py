"""Whatever the palette of the full screen can do, the command line can do, too, unless it needs a screen."""

from __future__ import annotations

import pytest

from planner.cli.parser import make_parser
from planner.tui.keys.commands import COMMAND_TABLES

NEEDS_A_SCREEN = {
    "app.calendar", "app.builder", "app.progress", "app.colours", "app.marks", "app.help", "app.quit",
    "first.leave",
    "calendar.month_back", "calendar.month_on", "calendar.today", "calendar.open", "calendar.mode", "calendar.select",
    "calendar.view",
    "progress.figure", "progress.view", "progress.newest", "progress.oldest", "progress.open",
    "progress.define", "progress.acwr",
    "builder.pane", "builder.fresh", "builder.leave",
    "session.next", "session.pause", "session.skip", "session.redo", "session.more", "session.less", "session.variant",
    "session.end", "session.bell", "session.leave", "session.quit",
}  # fmt: skip
"""What the screen alone needs: views, the choice of what is seen, colours, help, and the keys of a running timer."""

COMMANDS_OF = {
    "app.session": "session --run",
    "app.screening": "screening --answer",
    "app.howto": "howto",
    "app.review": "review",
    "app.week_start": "set",
    "app.backup": "backup",
    "app.restore": "restore",
    "app.check": "doctor",
    "first.open": "new",
    "first.plan": "new --from",
    "first.add": "add",
    "first.demo": "demo",
    "calendar.goto": "week",
    "calendar.done": "done",
    "calendar.not_done": "done --off",
    "calendar.take_offer": "add",
    "calendar.skip": "skip --reason",
    "calendar.import": "import",
    "calendar.inbox": "inbox",
    "calendar.move": "move --mode",
    "calendar.add": "add",
    "calendar.edit": "edit",
    "calendar.delete": "delete",
    "calendar.swap": "swap --every",
    "calendar.copy": "copy",
    "calendar.copy_week": "copy --week",
    "calendar.paste": "copy",
    "calendar.clip_day": "agenda --from",
    "calendar.clip_week": "week",
    "calendar.clip_block": "export",
    "calendar.rest": "rest",
    "calendar.lock": "lock --off",
    "calendar.deload": "deload",
    "calendar.ramp": "ramp --percent",
    "calendar.taper": "taper",
    "calendar.ease": "ease",
    "calendar.text": "rewrite",
    "calendar.shift": "shift --race",
    "calendar.whatif": "whatif --keep",
    "calendar.follow_settings": "set --follow",
    "calendar.absence": "away --kind",
    "calendar.feel": "feel --day",
    "calendar.why": "why --slot",
    "calendar.lint": "lint --accept",
    "calendar.search": "find",
    "calendar.history": "history",
    "calendar.undo": "undo",
    "calendar.redo": "redo",
    "progress.more": "progress --weeks",
    "progress.lighter": "deload",
    "builder.commit": "new",
    "builder.why": "why",
    "builder.force": "force --off",
    "builder.forbid": "forbid --off",
    "builder.lock": "force",
    "builder.compare": "new --compare",
    "builder.text": "export",
    "builder.findings": "lint",
    "builder.howto": "howto",
    "session.howto": "howto",
}
"""The command that does it, and the option that is needed."""

IN_PALETTE = [command.id for table in COMMAND_TABLES.values() for command in table if command.in_palette]


@pytest.mark.parametrize("name", IN_PALETTE)
def test_what_the_palette_does_a_command_does_too(name: str) -> None:
    if name in NEEDS_A_SCREEN:
        assert name not in COMMANDS_OF
        return
    assert name in COMMANDS_OF, f"the command line cannot do {name}"
    command, *options = COMMANDS_OF[name].split()
    parsers = make_parser(is_complete=True).command_parsers
    assert command in parsers, f"there is no command {command}"
    known = {option for action in parsers[command].arguments for option in action.option_strings}
    assert set(options) <= known


def test_the_lists_name_no_command_that_is_gone() -> None:
    assert not (NEEDS_A_SCREEN | set(COMMANDS_OF)) - set(IN_PALETTE)
