-- One row is one received file of arrangements or pilots with the day it came in, which is the day they were known on.
select
    source_file,
    received_on
from {{ source('raw', 'received_file') }}
where table_name in ('outsourcing_contract', 'pilot')
