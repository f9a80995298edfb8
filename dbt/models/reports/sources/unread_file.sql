-- One row is one place below raw/ with files that nothing reads.
select
    place,
    subject,
    file_count,
    false as has_sample
from {{ ref('dim_unread_file') }}
