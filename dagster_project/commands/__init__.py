"""The command line: what `make` calls, one module a family of commands.

A command reads its arguments, calls the room that does the work and says in plain words what came of
it. Work that an asset does too does not belong here.
"""
