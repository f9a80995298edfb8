"""A release: immutable, numbered, complete, and switched to in one step."""
