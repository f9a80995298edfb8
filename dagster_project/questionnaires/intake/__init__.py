"""Filled forms taken in: found by their marks, judged by rules, each cell accounted for.

The papers that answer a form are not written here (`office`).
"""
