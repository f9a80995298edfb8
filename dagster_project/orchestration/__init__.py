"""What Dagster runs: jobs, sensors, the run history, progress on the screen, and the steps between rooms.

Thin: a step asks a room of work and lands what it gets. Parsing, rules and SQL do not belong here.
"""
