"""Run every benchmark and print one table: ours, the alternative, the ratio and the aim."""

from __future__ import annotations

from tests.benchmarks import build_cost, estimates, intake, reading, resolving, site


def main() -> None:
    print(f"{'what':58} {'ours':>10} {'other':>10} {'ratio':>7}  aim")
    for benchmark in (reading, resolving, intake, estimates, build_cost, site):
        for row in benchmark.measure():
            print(f"{row.what:58} {row.ours:>10.3f} {row.other:>10.3f} {row.ours / row.other:>7.2f}  {row.aim}")


if __name__ == "__main__":
    main()
