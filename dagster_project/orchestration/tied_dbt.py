"""dbt that ends when the process that started it has ended, however it ended: a killed build leaves none behind.

Run as a program by ``dbt.sh``, under the name that Dagster calls dbt by.
"""

import os
import signal
import sys
import threading
import time
from importlib.metadata import version

STARTED_BY = "WAREHOUSE_BUILD_PROCESS"  # environment variable: the process that started this one
RUNS_IN = "WAREHOUSE_DBT_RUNS_IN"  # environment variable: the folder that the path of the database counts from
SECONDS_BETWEEN_LOOKS = 0.2


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        # dagster-dbt asks for it in each build; dbt would ask the package index on the Internet for newer ones.
        sys.exit(print(version("dbt-core")))
    threading.Thread(target=_end_with, args=(int(os.environ[STARTED_BY]),), daemon=True).start()
    os.chdir(os.environ[RUNS_IN])
    # A Ctrl+C ends it without a word until dbt is there, which answers by ending its queries.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dbt.cli.main import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(cli())
