"""Great Expectations at the two borders: suites as YAML, run read-only over one database, results in plain words."""
