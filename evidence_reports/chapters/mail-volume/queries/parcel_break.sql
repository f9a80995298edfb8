select fiscal_year as at, title_ja, title_en, explanation_ja, explanation_en
from reports.mail_break where break_id = 'yu_packet_in_yu_pack'
