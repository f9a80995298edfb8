"""What a spreadsheet program checks while a form is filled in: lists, ticks, limits, routing.

The messages say in the form's language what to do. Whatever slips through is found at intake.
"""

from __future__ import annotations

from datetime import date

from xlsxwriter.worksheet import Worksheet

from dagster_project.questionnaires.form.drop_down_lists import Lists, municipalities_of
from dagster_project.questionnaires.form.form_formats import Formats
from dagster_project.questionnaires.form.form_rows import FormRow
from dagster_project.questionnaires.form.form_words import TICK, limits
from dagster_project.questionnaires.form.identity import option_text
from dagster_project.questionnaires.instrument.questions import Question
from dagster_project.tables.workbooks.cell_address import column_letter

LONGEST_TEXT = 2000

_MESSAGES = {
    "ja": {
        "list": ("選択してください", "一覧から1つ選んでください。", "一覧にある選択肢から選んでください。"),
        "tick": (
            "当てはまる場合のみ",
            f"当てはまる場合は {TICK} を選んでください。当てはまらない場合は空欄のままにしてください。",
            f"{TICK} を選ぶか、空欄にしてください。",
        ),
        "number": (
            "数字のみ",
            "{limits}を、数字だけで記入してください。「約」や単位は書かないでください。",
            "{limits}を、数字だけで記入してください。",
        ),
        "text": ("自由記述", f"{LONGEST_TEXT}字以内で記入してください。", f"{LONGEST_TEXT}字以内で記入してください。"),
        "date": ("記入日", "2023/11/1 のように記入してください。", "2023/11/1 のような日付を記入してください。"),
        "round": (
            "提出回",
            "初回は1、訂正して再提出するときは2以上を選んでください。",
            "1から9までの数を選んでください。",
        ),
    },
    "en": {
        "list": ("Please choose", "Choose one from the list.", "Choose one of the options in the list."),
        "tick": ("Only if it applies", f"Choose {TICK} if it applies; leave empty if not.", f"Choose {TICK} or leave empty."),
        "number": ("Digits only", "Write {limits}, in digits only.", "Write {limits}, in digits only."),
        "text": ("Free text", f"Up to {LONGEST_TEXT} characters.", f"Please keep to {LONGEST_TEXT} characters."),
        "date": ("Date", "Such as 2023/11/1.", "Write a date such as 2023/11/1."),
        "round": ("Number of submission", "1 at first, 2 or more for corrected forms.", "Choose a number from 1 to 9."),
    },
}


def add(
    sheet: Worksheet, rows: list[FormRow], lists: Lists, language: str, *, first_row: int, column: int, formats: Formats
) -> None:
    """Add validations to every answer cell, and colours that follow routing and exclusive options."""
    places = {row.key: place for place, row in enumerate(rows, start=first_row) if row.key}
    letter = column_letter(column)
    for place in places.values():
        rule = _rule(rows[place - first_row], lists, language, f"${letter}${places.get('unit:prefecture', 0) + 1}")
        if rule is not None:
            sheet.data_validation(place, column, place, column, rule)
    blocks: dict[str, list[int]] = {}
    by_id: dict[str, Question] = {}
    for place, row in enumerate(rows, start=first_row):
        if row.question is not None:
            blocks.setdefault(row.question.id, []).append(place)
            by_id[row.question.id] = row.question
    for question_id, block in blocks.items():
        question = by_id[question_id]
        if question.asked_if is not None:
            formula = _not_asked(by_id[question.asked_if.question], question.asked_if.any_of, places, letter)
            grey = {"type": "formula", "criteria": formula, "format": formats.not_asked}
            sheet.conditional_format(block[0], 1, block[-1], column + 1, grey)
        _mark_contradictions(sheet, question, places, column, formats)


def _rule(row: FormRow, lists: Lists, language: str, prefecture_cell: str) -> dict | None:
    texts = _MESSAGES[language]
    question = row.question
    match row.kind, row.key:
        case _, "unit:prefecture":
            return _list(lists.places["prefectures"], texts["list"])
        case _, "unit:municipality":
            return _list(municipalities_of(prefecture_cell), texts["list"])
        case _, "unit:code":
            return _prompt((row.text, row.hint, row.hint))
        case _, "unit:date":
            between = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2199, 12, 31)}
            return {**_prompt(texts["date"]), **between}
        case _, "unit:round":
            return _list([str(number) for number in range(1, 10)], texts["round"])
        case "single", _ if question is not None:
            return _list(lists.places[question.id], texts["list"])
        case "option", _:
            return _list([TICK], texts["tick"])
        case "numeric", _ if question is not None:
            low = question.smallest
            allowed = limits(low, question.max, language)
            between = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": low,
                "maximum": question.largest,
            }
            return {**_prompt(tuple(text.format(limits=allowed) for text in texts["number"])), **between}
        case "text", _:
            return {**_prompt(texts["text"]), "validate": "length", "criteria": "<=", "value": LONGEST_TEXT}
    return None


def _list(source: str | list[str], texts: tuple[str, str, str]) -> dict:
    return {**_prompt(texts), "validate": "list", "source": source}


def _prompt(texts: tuple[str, ...]) -> dict:
    """Titles up to 32 and messages up to 255 characters: more is not kept by the file format."""
    title, prompt, error = texts
    return {
        "validate": "any",
        "input_title": title[:32],
        "input_message": prompt[:255],
        "error_title": title[:32],
        "error_message": error[:255],
        "error_type": "stop",
    }


def _not_asked(before: Question, codes: list[str], places: dict[str, int], letter: str) -> str:
    """True where the question before is answered and none of `codes` is chosen."""
    if before.type == "multiple":
        ticks = [f"${letter}${places[f'answer:{before.id}={code}'] + 1}" for code in codes]
        block = [place + 1 for key, place in places.items() if key.startswith(f"answer:{before.id}=")]
        answered = f'COUNTIF(${letter}${min(block)}:${letter}${max(block)},"?*")>0'
        return "=AND(" + ",".join([answered, *(f'{tick}=""' for tick in ticks)]) + ")"
    cell = f"${letter}${places[f'answer:{before.id}'] + 1}"
    heads = [option_text(code, "") for code in codes]
    others = (f'LEFT({cell},{len(head)})<>"{head}"' for head in heads)
    return "=AND(" + ",".join([f'{cell}<>""', *others]) + ")"


def _mark_contradictions(sheet: Worksheet, question: Question, places: dict[str, int], column: int, formats: Formats) -> None:
    """Colour the ticks red while an option that stands alone is ticked together with others."""
    exclusive = [option.code for option in question.options if option.exclusive]
    if question.type != "multiple" or not exclusive:
        return
    letter = column_letter(column)
    block = [places[f"answer:{question.id}={option.code}"] for option in question.options]
    everything = f"${letter}${block[0] + 1}:${letter}${block[-1] + 1}"
    rows = [places[f"answer:{question.id}={code}"] + 1 for code in exclusive]
    alone = ",".join(f'${letter}${row}<>""' for row in rows)
    formula = f'=AND(OR({alone}),COUNTIF({everything},"?*")>1)'
    red = {"type": "formula", "criteria": formula, "format": formats.contradiction}
    sheet.conditional_format(block[0], column, block[-1], column, red)
