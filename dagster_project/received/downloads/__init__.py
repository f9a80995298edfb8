"""Fetching the official files declared in `raw/sources/downloads.yml`; never replaces a person's file.

A fetched file is recorded as any other (`received`); what stands in it is not looked at beyond its kind.
"""
