-- What breaks the long series of mail; breaks of Yu-Pack and of New Year cards belong to their own figures.
select fiscal_year as at, title_ja, title_en, explanation_ja, explanation_en
from reports.mail_break
where break_id not in ('edition_year_of_new_year_cards', 'yu_packet_in_yu_pack')
order by fiscal_year
