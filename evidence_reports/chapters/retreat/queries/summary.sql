select * from reports.retreat_summary order by position
