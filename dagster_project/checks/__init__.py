"""Great Expectations at the two borders: what came in (``raw``) and what goes out (``reports``).

The expectations themselves are YAML under ``expectations/``. Rules inside the warehouse (keys of
dimensions, relationships, business rules) are dbt tests and do not belong here.
"""
