"""Filled forms taken in: found by their marks, judged by rules, each cell accounted for."""
