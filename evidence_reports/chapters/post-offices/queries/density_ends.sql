-- The prefectures with most and with fewest offices for their residents.
with
ranked as (
    select
        prefecture_ja, prefecture_en, offices_per_10k_persons,
        rank() over (order by offices_per_10k_persons desc) as from_most,
        rank() over (order by offices_per_10k_persons) as from_fewest
    from reports.post_office_prefecture
    where as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
)
select *, from_most <= 3 as is_high from ranked where from_most <= 3 or from_fewest <= 3 order by from_most
