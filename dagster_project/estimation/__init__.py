"""Survey estimation in numpy and scipy, called by dbt's Python models; arrays and relations in, arrays and relations out.

Which figures may be shown is decided in `disclosure`. No files, no Dagster.
"""
