select * from reports.retreat_summary where series_code = 'bank_outlet_all'
