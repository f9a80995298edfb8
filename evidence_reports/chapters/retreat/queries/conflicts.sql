select title_ja, title_en, figure_ja, figure_en, value, unit_ja, unit_en, difference_pct, source_label_ja, source_label_en
from reports.competing_figure
order by position, member_no
