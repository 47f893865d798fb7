-- The day that the plan has a workout on, while the runner has it on another by hand. Of what was moved before, nobody
-- knows any more whether the runner or the plan did it; it counts as moved by hand, as it did until now.
ALTER TABLE item ADD COLUMN plan_date TEXT
  CONSTRAINT "plan_date must be a real date from 1970 to 2199, and not the day it is on"
  CHECK (plan_date IS date(plan_date, '+0 days') AND plan_date BETWEEN '1970-01-01' AND '2199-12-31'
         AND plan_date <> date);
-- What a workout was before its kind was changed, so that the same kind brings it back.
ALTER TABLE item ADD COLUMN former_kind TEXT
  CONSTRAINT "former_kind must be a JSON object of at most 40000 characters"
  CHECK (former_kind IS NULL OR CASE WHEN json_valid(former_kind)
         THEN json_type(former_kind) = 'object' AND length(former_kind) <= 40000 ELSE 0 END);

DROP TRIGGER IF EXISTS journal_item_update; -- it would raise versions that the journal knows; it is made again
UPDATE item SET plan_date = original_date WHERE original_date <> date;
UPDATE change SET before = json_set(before, '$.plan_date', json_extract(before, '$.original_date'))
  WHERE table_name = 'item' AND json_extract(before, '$.original_date') <> json_extract(before, '$.date');
UPDATE change SET after = json_set(after, '$.plan_date', json_extract(after, '$.original_date'))
  WHERE table_name = 'item' AND json_extract(after, '$.original_date') <> json_extract(after, '$.date');
