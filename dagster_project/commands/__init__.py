"""The command line, `python -m dagster_project.commands <command>`: what `make` calls, one module a family.

`__main__.py` reads the arguments and hands them on; a module calls the room that does the work and says in
plain words what came of it. Work that an asset does too does not belong here.
"""
