"""What receipts and the office's workbook call states, severities and dates."""

from __future__ import annotations

STATE = {
    "accepted": {"ja": "受け付けました", "en": "Accepted."},
    "accepted_with_errors": {"ja": "受け付けました(修正のお願いがあります)", "en": "Accepted, with answers to be corrected."},
    "refused": {"ja": "受け付けられませんでした", "en": "Not accepted."},
}

ABOUT = {
    "accepted": {
        "ja": (
            "ご回答ありがとうございました。再提出の必要はありません。下に「要確認」がある場合は、念のため内容をご確認ください。"
        ),
        "en": "Thank you for your answers. You need not send the form again. Please look at anything marked as to be checked.",
    },
    "accepted_with_errors": {
        "ja": "ご回答ありがとうございました。下の「要修正」の回答だけが使えていません。その他の回答は受け付けています。"
        "お手数ですが、該当の欄を直し、提出回の番号を1つ大きくして再提出してください。",
        "en": "Thank you for your answers. Only those marked as to be corrected could not be used; all others are in."
        " Please correct them and send the form again with the number of the submission raised by one.",
    },
    "refused": {
        "ja": (
            "お送りいただいたファイルからは、回答を受け付けられませんでした。"
            "お手数ですが、下の「お願いしたいこと」に従って、もう一度提出してください。"
        ),
        "en": "No answer could be taken from the file you sent. Please follow the notes below and send it once more.",
    },
}

SEVERITY = {
    "error": {"ja": "要修正", "en": "To be corrected"},
    "warning": {"ja": "要確認", "en": "To be checked"},
    "notice": {"ja": "お知らせ", "en": "For information"},
}

BASIS = {
    "form": {"ja": "調査票の記入日による", "en": "date in the form"},
    "file_name": {"ja": "ファイル名による", "en": "date in the file's name"},
    "not_available": {"ja": "不明", "en": "not available"},
}

VINTAGE = {"interim": "中間", "late": "期限後", "final": "最終"}

# The bands of the warehouse (dbt/seeds/population_band.csv; a test compares); another text of a frame stands as it is.
BAND = {"300k_plus": "30万人以上", "100k_300k": "10万人以上30万人未満", "under_100k": "10万人未満"}
