"""The blank form of a wave: its rows, lists, checks and looks, and the units it may be sent to."""
