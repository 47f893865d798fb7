"""The program builder: a form on the left, the slotted block on the right."""
