"""Survey statistics as pure functions of numpy arrays; the dbt Python models call them.

What belongs here: raking, calibrated variance, quantiles, tests, differences between waves and
intervals. What does not: files, Dagster, DuckDB, wording. Shares have closed forms and are SQL.
"""
