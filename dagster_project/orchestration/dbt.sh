#!/bin/sh
# dbt as Dagster calls it: one program, with the Python of the build (see tied_dbt.py).
# -P: dbt takes every dbt_*.py beside the program for a plugin of its own.
exec "$WAREHOUSE_PYTHON" -P "$(dirname "$0")/tied_dbt.py" "$@"
