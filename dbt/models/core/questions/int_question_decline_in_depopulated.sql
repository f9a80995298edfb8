-- One row is one group of the comparison: the projected change to 2050, in depopulated municipalities and elsewhere.
{{ compared_by_group('decline_in_depopulated', 'projected_change_2050_pct', 'depopulation') }}
