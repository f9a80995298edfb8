"""The blank form of a wave: its rows, lists, checks and cell formats, and the units it may be sent to."""
