"""Benchmarks: ratios against an alternative measured in the same run, never timed assertions.

Run with ``make bench``. Figures are medians; CPU seconds count all child processes.
"""
