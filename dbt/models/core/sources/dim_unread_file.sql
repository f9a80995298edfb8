-- One row is one place below raw/ with files that nothing reads, with the subject it lies in.
select
    place,
    {{ dbt.split_part('place', "'/'", 1) }} as subject,
    file_count
from {{ ref('stg_unread_file') }}
