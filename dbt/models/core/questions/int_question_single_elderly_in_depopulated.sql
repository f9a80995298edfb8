-- One row is one group of the comparison: the share of single households of 65 and over, in depopulated municipalities and elsewhere.
{{ compared_by_group('single_elderly_in_depopulated', 'single_65plus_share_pct', 'depopulation') }}
