-- One row is one published number on outsourcing: service × metric × area × date × source × vintage.
{{ observations_of_kind('affair') }}
