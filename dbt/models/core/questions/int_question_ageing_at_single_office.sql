-- One row is one group of the comparison: the share of residents of 65 and over, where there is one post office or none and elsewhere.
{{ compared_by_group('ageing_at_single_office', 'share_65plus_pct', 'single_office') }}
