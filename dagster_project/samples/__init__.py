"""The made-up waves that show the system: their frames, answers and filled forms, written anew by one command.

No figure of a real body belongs here, and no build needs this room.
"""
