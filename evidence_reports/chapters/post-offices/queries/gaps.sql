select title_ja, title_en, explanation_ja, explanation_en from reports.data_gap where subject = 'branch_counts' order by gap_id
