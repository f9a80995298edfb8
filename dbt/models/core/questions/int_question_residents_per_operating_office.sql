-- One row is one group of the comparison: residents per operating post office, in depopulated municipalities and elsewhere.
{{ compared_by_group('residents_per_operating_office', 'residents_per_operating_office', 'depopulation') }}
