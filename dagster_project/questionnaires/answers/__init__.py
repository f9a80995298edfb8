"""Frames and answers of a wave as files: `frame.csv` and `responses.csv`, read against the instrument.

Filled forms are not read here (`intake`).
"""
