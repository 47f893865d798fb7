"""Run plans in and out of files: one module for each format, each reading or writing a `Plan`.

`plan_files.read_plan_file` finds out what a file is. A reader answers any file with a plan or with a `RefusedError`
that names the file. Whatever it had to decide is in the plan's remarks and doubts, so nothing is dropped silently.
Parsers are imported by the module that needs them, never here, because a start of the program rarely needs them.
"""
