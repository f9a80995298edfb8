-- One row is one received file that was made up. Facts ask this alone of their file: another one, or one that came again, changes none.
select source_file
from {{ source('raw', 'received_file') }}
where nature = 'sample'
