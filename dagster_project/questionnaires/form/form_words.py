"""The fixed texts of a form in both languages; nothing here depends on a questionnaire."""

from __future__ import annotations

TICK = "○"

COLUMN_HEADS = {
    "ja": ("番号", "設問・選択肢", "回答欄", "記入の方法"),
    "en": ("No.", "Question and options", "Answer", "How to answer"),
}

HOW_TO = {
    "ja": (
        "薄い黄色の欄だけに記入してください。灰色に変わった設問は、前の設問への回答により、回答の必要がありません。",
        "行や列の追加・削除、シート名の変更は行わないでください。欄外の書き込みは集計に使いません。",
        (
            "記入後は、ファイル形式を変えず(.xlsx のまま)保存し、提出してください。"
            "訂正して再提出するときは、提出回の番号を1つ大きくしてください。"
        ),
    ),
    "en": (
        "Fill in the pale yellow cells only. A question that turns grey need not be answered, given the answers before it.",
        "Please do not insert or delete rows or columns, or rename sheets. Notes outside the answer cells are not counted.",
        (
            "Save the file in its own format (.xlsx) and send it back. "
            "When you send a corrected form, raise the number of the submission by one."
        ),
    ),
}

NOT_THE_FORM_AS_SENT = {
    "ja": "この調査票は公表資料から復元したものであり、実際に配布された調査票ではありません。",
    "en": "This form is reconstructed from published documents; it is not the form that was sent out.",
}

SAMPLE = {
    "ja": "動作例として作成した調査票です。実際の調査ではありません。",
    "en": "This form is a sample made up to show the system; it belongs to no real survey.",
}

SECTION_HEADS = {
    "ja": {"respondent": "回答団体", "questions": "設問"},
    "en": {"respondent": "Responding body", "questions": "Questions"},
}

FIELD_PERIOD = {"ja": "調査期間", "en": "Field period"}
VERSION = {"ja": "様式の版", "en": "Form version"}
# The line under the title as any form of any wave prints it; the group is the version.
PRINTED_VERSION = rf"^(?:{'|'.join(FIELD_PERIOD.values())}): .*(?:{'|'.join(VERSION.values())}): (\S+)\s*$"

# entry -> (label, how to answer)
RESPONDENT = {
    "ja": {
        "prefecture": ("都道府県", "一覧から選択"),
        "municipality": ("市区町村", "都道府県を選んでから、一覧から選択"),
        "code": ("団体コード", "6桁。上の2欄で選んだ場合は省略可"),
        "date": ("記入日", "例: 2023/11/1"),
        "round": ("提出回", "初回は1。訂正して再提出するごとに1を加える"),
        "section": ("担当部署", "照会にのみ使用し、公表しない"),
        "person": ("担当者", "照会にのみ使用し、公表しない"),
        "contact": ("電話・電子メール", "照会にのみ使用し、公表しない"),
    },
    "en": {
        "prefecture": ("Prefecture", "Choose from the list"),
        "municipality": ("Municipality", "Choose the prefecture first, then from the list"),
        "code": ("Code of the body", "Six digits; may be left out if chosen above"),
        "date": ("Date of filling in", "Such as 2023/11/1"),
        "round": ("Number of submission", "1 at first; one more for every corrected form"),
        "section": ("Section in charge", "For queries only; never published"),
        "person": ("Person in charge", "For queries only; never published"),
        "contact": ("Telephone, e-mail", "For queries only; never published"),
    },
}

# Where the frame has codes of its own.
OWN_CODE = {"ja": "御案内した団体のコード", "en": "The code given to your body"}

HOW_TO_ANSWER = {
    "ja": {
        "single": "1つ選択(一覧から)",
        "multiple": f"当てはまるもの全てに{TICK}",
        "numeric": "数字のみを記入",
        "text": "自由記述",
    },
    "en": {
        "single": "Choose one from the list",
        "multiple": f"Mark all that apply with {TICK}",
        "numeric": "Digits only",
        "text": "In your own words",
    },
}

EXCLUSIVE = {"ja": "他の選択肢と同時に選べません", "en": "Not together with other options"}
ANSWERED_BY = {"ja": "回答する団体: ", "en": "To be answered by: "}
EVERYBODY = {"ja": "全ての対象団体", "en": "All bodies surveyed"}
ONLY_IF = {"ja": "{question}で{options}を選んだ団体のみ回答", "en": "Only if {options} was chosen in {question}"}


def limits(low: float, high: float | None, language: str) -> str:
    """The permitted range of a number in words."""
    if high is None:
        return f"{low:,.15g}以上の数" if language == "ja" else f"a number of at least {low:,.15g}"
    if language == "ja":
        return f"{low:,.15g}以上{high:,.15g}以下の数"
    return f"a number from {low:,.15g} to {high:,.15g}"
