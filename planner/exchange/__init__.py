"""Plans in and out: one module a format, each giving or taking a `Plan` and nothing but plain values.

`reading.read_plan` finds out what a file is. Whatever a file holds, a reader answers with a plan or with a
`RefusedError` that names the file; what it had to decide stands in the plan's remarks and doubts, so that nothing is
dropped in silence. Parsers are imported by the module that needs them, never here.
"""
