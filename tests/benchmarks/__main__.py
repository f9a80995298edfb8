"""Run the benchmarks named, or all: ours, the alternative, the ratio and the aim; ratios are kept in docs/performance.md.

python -m tests.benchmarks [reading] [resolving] [taking_in_forms] [estimates] [protecting] [exact_hiding] [build_cost] [site]
"""

from __future__ import annotations

import argparse
from importlib import import_module

from tests.benchmarks import last_ratios

BENCHMARKS = ("reading", "resolving", "taking_in_forms", "estimates", "protecting", "exact_hiding", "build_cost", "site")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    chosen = parser.parse_args().names or BENCHMARKS
    unknown = sorted(set(chosen) - set(BENCHMARKS))
    if unknown:
        parser.error(f"no benchmark named {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    print(f"{'what':58} {'ours':>10} {'other':>10} {'ratio':>8}  aim")
    worse = []
    for name in chosen:
        rows = []
        for row in import_module(f"tests.benchmarks.{name}").measure():
            print(f"{row.what:58} {row.ours:>10.3f} {row.other:>10.3f} {row.ours / row.other:>8.4f}  {row.aim}", flush=True)
            rows.append(row)
        worse += last_ratios.keep(rows)  # at once: what comes after may fail
    for words in worse:
        print(f"worse by more than a quarter: {words}")


if __name__ == "__main__":
    main()
