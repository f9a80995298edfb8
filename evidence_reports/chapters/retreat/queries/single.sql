-- Every single national figure found in other documents, as it was printed; what it does not say of itself is left empty.
select
    * exclude (qualifier_ja, qualifier_en, note_ja, note_en),
    coalesce(qualifier_ja, '') as qualifier_ja, coalesce(qualifier_en, '') as qualifier_en,
    coalesce(note_ja, '') as note_ja, coalesce(note_en, '') as note_en
from reports.national_observation
order by metric_position, as_of_date, observation_id
