select explanation_ja, explanation_en from reports.mail_break where break_id = 'edition_year_of_new_year_cards'
