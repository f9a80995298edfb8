"""What a rule of the intake is: how grave, what is wrong, what to do, for the official who filled in the form.

Three severities: `error` (an answer, or the whole form, could not be used and should be sent
again), `warning` (used as it stands; please check) and `notice` (for information; nothing to do).

Places in the texts: {written} what stands in the cell, {expected} what may stand there,
{found} where or what else it concerns.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    severity: str
    problem_ja: str
    fix_ja: str
    problem_en: str
    fix_en: str


SEND_XLSX_JA = "お送りした調査票(.xlsx)を開き、回答を記入して、そのままの形式で保存したものを提出してください。"
SEND_XLSX_EN = "Please open the form sent to you (.xlsx), fill it in, save it in the same format and send it."
SEND_AGAIN_JA = "正しく記入したものを、提出回の番号を1つ大きくして再提出してください。"
SEND_AGAIN_EN = "Please correct it and send the form again with the number of the submission raised by one."
NOTHING_JA = "対応は不要です。"
NOTHING_EN = "Nothing needs to be done."
