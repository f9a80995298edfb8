select max(as_of_date) as as_of_date
from reports.municipality_profile
