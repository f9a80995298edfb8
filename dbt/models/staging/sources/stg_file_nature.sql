-- One row is one received file and whether it was made up. Facts ask this alone of a file: one that came again changes none of them.
select
    source_file,
    nature
from {{ source('raw', 'received_file') }}
