-- One row is one group of the comparison: the share of temporarily closed post offices, in depopulated municipalities and elsewhere.
{{ compared_by_group('closures_in_depopulated', 'closed_share_pct', 'depopulation') }}
