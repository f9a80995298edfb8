"""Great Expectations at the two borders: suites as YAML, run read-only over one database, results in plain words.

What is expected of a table stands in `expectations/`, not here; what dbt can test inside is not asked again.
"""
