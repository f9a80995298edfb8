-- One row is one published number on agreements with Japan Post: kind × metric × area × date × source × vintage.
{{ observations_of_kind('agreement') }}
