-- First and newest figure of items delivered on 1 January and of cards issued, in one row.
with
ends as (
    select
        metric,
        min(edition_year) as first_year, arg_min(volume_items, edition_year) as first_items,
        max(edition_year) as last_year, arg_max(volume_items, edition_year) as last_items,
        -- What the source says of the newest figure; arg_max() leaves nulls out.
        last(note_ja order by edition_year) as last_note_ja, last(note_en order by edition_year) as last_note_en
    from reports.new_year_mail
    where area_level = 'national' and is_preferred and volume_items is not null
    group by metric
)
select
    delivered.*, delivered.last_items - delivered.first_items as change,
    100.0 * delivered.last_items / delivered.first_items - 100 as change_pct,
    issued.first_year as issued_first_year, issued.first_items as issued_first, issued.last_year as issued_last_year,
    issued.last_items as issued_last, issued.last_note_ja as issued_last_note_ja, issued.last_note_en as issued_last_note_en
from (select * from ends where metric = 'delivered_1_january') as delivered
cross join (select * from ends where metric = 'issued') as issued
