"""`make fuzz`: days in an office, each longer than the one of the tests and each of another seed, until one goes wrong."""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from tests.faults.office_days import spend_a_day


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--acts", type=int, default=25, help="of each day; about five seconds each")
    parser.add_argument("--seed", type=int, help="of the first day, to live through it again")
    options = parser.parse_args()
    first = options.seed if options.seed is not None else random.randrange(10**6)
    for seed in range(first, first + options.days):
        with tempfile.TemporaryDirectory() as folder:
            diary = spend_a_day(Path(folder), seed, options.acts)
        print(f"seed {seed}: {', '.join(word.strip() for word in diary)}", flush=True)


if __name__ == "__main__":
    main()
