-- One row is one group of the comparison: My Number cards issued per resident, where post offices are far apart and elsewhere.
{{ compared_by_group('cards_where_offices_are_far', 'cards_per_resident', 'distance') }}
