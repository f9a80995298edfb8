"""Frames and answers of a wave as files: `frame.csv`, `responses.csv` and exports of survey tools, read against the instrument.

Filled forms are not read here (`intake`).
"""
