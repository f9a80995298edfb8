-- One row is one class of mail or parcels, with the class it is part of.
select
    mail_class_code,
    mail_class_ja,
    mail_class_en,
    parent_code as parent_mail_class_code,
    position as mail_class_position,
    definition_ja,
    definition_en
from {{ ref('mail_class') }}
