select distinct edition_ja, edition_en, note_ja, note_en, edition_position
from reports.ageing_series
order by edition_position
