-- One row is one place below raw/ with files that nothing reads.
select
    place,
    file_count
from {{ source('raw', 'unread_file') }}
