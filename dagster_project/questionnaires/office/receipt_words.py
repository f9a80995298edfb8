"""What receipts and the office's workbook call states, severities and dates."""

from __future__ import annotations

from functools import cache

import polars as pl

from dagster_project.settings import DBT_DIR

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


def vintages() -> dict[str, str]:
    """The counts of a follow-up -> what they are called in Japanese, as the published tables call them."""
    codes = _list("questionnaires/survey_code_label").filter(pl.col("column_name") == "vintage")
    return dict(codes.select("code", "label_ja").iter_rows())


def bands() -> dict[str, str]:
    """The population bands of the warehouse -> their Japanese names; another text of a frame stands as it is."""
    return dict(_list("municipalities/population_band").select("population_band_code", "population_band_ja").iter_rows())


@cache
def _list(name: str) -> pl.DataFrame:
    """A list of codes that the warehouse keeps."""
    return pl.read_csv(DBT_DIR / "seeds" / f"{name}.csv", infer_schema=False)
