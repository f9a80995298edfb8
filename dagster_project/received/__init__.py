"""The files as received: their records in `sources.yml`, registering one, choosing its layout, fetching official ones.

What stands in a file is read by `tables`.
"""
