select distinct source_id, source_label_ja, source_label_en from reports.council_meeting order by source_id
