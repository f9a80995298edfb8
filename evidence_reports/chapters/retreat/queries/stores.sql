-- Stores and outlets of the Post Bank by prefecture, each on the newest date it is known for.
with newest as (
    select * from reports.prefecture_facility
    qualify as_of_date = max(as_of_date) over (partition by facility_code)
)
select
    prefecture_code, prefecture_ja, prefecture_en,
    max(value) filter (where facility_code = 'convenience_store_listed') as stores,
    max(value) filter (where facility_code = 'post_bank_outlet') as outlets,
    max(value) filter (where facility_code = 'post_bank_contract_office') as contract_offices,
    max(value) filter (where facility_code = 'post_bank_atm') as machines
from newest
group by prefecture_code, prefecture_ja, prefecture_en
order by prefecture_code
