"""Fetching the official files declared in `raw/sources/downloads.yml`; never replaces a person's file."""
