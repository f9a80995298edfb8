"""The made-up waves that show the system: their frames, answers and filled forms, written anew by one command."""
