"""How much pain lets training go on, rise or pause: the numbers that safety gates and the load ladder share."""

PAIN_GO_MAX, PAIN_KEEP_MAX = 3, 5
"""The most pain, 0 to 10, with which training goes on, and with which it is kept or reduced (R4, ``Silber07``)."""
HARMLESS_PAIN_MAX = 2
"""The most pain, 0 to 10, that counts as none, so that the load may rise."""
RED_DAY_PAUSE_DAYS = 7
"""Days without heavy and moderate sessions after one day of bad pain; a default."""
