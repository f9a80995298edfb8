"""The questions of an instrument: type, options, routing, and the earlier question they repeat."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, FiniteFloat, model_validator

from dagster_project.common.text import CONTROL_CHARACTER, RAISED_DIGIT, clean
from dagster_project.common.yaml_lines import Misstatement, require_in_order
from dagster_project.common.yaml_values import Bilingual, Strict, Text, as_list
from dagster_project.tables.workbooks.unit_words import contradict

Disclosure = Literal["public", "aggregate", "never"]
LARGEST_NUMBER = 1e15  # beyond it a spreadsheet no longer keeps every digit
NO_ANSWER = "NA"  # the category of the base `eligible` for those who did not answer
_TRIANGLE = re.compile(r"^[△▲▼] *(?=[0-9])")
_PLACES = re.compile("[かカヵヶケ箇]所")


def _as_routing(value: Any) -> Any:
    """`Q02=1|2` as {question: Q02, any_of: [1, 2]}; anything else as it is."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*([\w.-]+)\s*=\s*([\w.-]+(?:\s*\|\s*[\w.-]+)*)\s*", value)
    if found is None:
        raise Misstatement(
            f"「{value}」は「設問=選択肢」または「設問=選択肢|選択肢」の形になっていません",
            f'"{value}" is not of the form question=option or question=option|option',
        )
    return {"question": found[1], "any_of": [code.strip() for code in found[2].split("|")]}


def _as_bilingual(value: Any) -> Any:
    return {"ja": value, "en": value} if isinstance(value, str) else value


class Routing(Strict):
    """Who is asked: those who chose one of these options of an earlier question."""

    question: str
    any_of: Annotated[list[Text], BeforeValidator(as_list)] = Field(min_length=1)


class Option(Strict):
    code: Text = Field(min_length=1)
    label: Bilingual
    exclusive: bool = False

    @model_validator(mode="after")
    def _is_an_answer(self) -> Option:
        if not clean(self.code):
            raise Misstatement("code が空欄です。符号を書いてください", "the code is blank: write one", ("code",))
        if self.code == NO_ANSWER:
            raise Misstatement(
                f"code「{NO_ANSWER}」は無回答を表すため、選択肢には使用できません。別の符号にしてください",
                f'"{NO_ANSWER}" stands for no answer and cannot be an option: use another code',
                ("code",),
            )
        return self


class Combined(Strict):
    """Options taken together, such as the upper two of a scale: chosen when any of them is."""

    code: Text = Field(min_length=1)
    label: Bilingual
    of: list[Text]


class Question(Strict):
    id: Text = Field(min_length=1)
    text: Bilingual
    type: Literal["single", "multiple", "numeric", "text"]
    type_basis: Literal["known", "unknown"] = "known"
    wording_basis: str | Bilingual | None = None
    unit: Annotated[Bilingual | None, BeforeValidator(_as_bilingual)] = None
    min: FiniteFloat | None = None
    max: FiniteFloat | None = None
    disclosure: Disclosure
    universe: Bilingual | None = None
    asked_if: Annotated[Routing | None, BeforeValidator(_as_routing)] = None
    same_as: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[^.\s]+$")] | None = None
    comparability: Literal["identical", "wording_changed", "scale_changed"] | None = None
    options: list[Option] = []
    combined: list[Combined] = []
    per: Text | None = None

    def has_raised_digit(self, written: str) -> bool:
        """Whether a raised digit stands in what somebody wrote, but for that of an option's own text (100m²以上)."""
        if re.search(RAISED_DIGIT, written) is None:
            return False
        for option in self.options:
            for label in filter(None, (option.label.ja, option.label.en)):
                written = written.replace(label, "")
        return re.search(RAISED_DIGIT, written) is not None

    def is_in_another_unit(self, shown: str) -> bool:
        """Whether the unit that a cell shows beside its number is another than the one asked for: 円 for 千円."""
        return self.unit is not None and contradict(shown, self.unit.ja)

    def number_in(self, text: str) -> str:
        """A cleaned text without the unit of the question behind its number, and with a minus for a triangle before it: 20 of
        20か所, 20ヶ所 and 20箇所 where か所 are asked for, -5 of △5."""
        units = [] if self.unit is None else filter(None, (clean(self.unit.ja), clean(self.unit.en)))
        either = "|".join(_PLACES.sub(_PLACES.pattern, re.escape(each)) for each in units)
        number = _TRIANGLE.sub("-", text)
        return re.sub(rf"(?<=[0-9]) *(?:{either})$", "", number) if either else number

    @property
    def smallest(self) -> float:
        """The smallest number a form takes: counts and amounts are not negative unless the instrument says so."""
        return 0.0 if self.min is None else self.min

    @property
    def largest(self) -> float:
        """The largest number an answer may be: the instrument's, else what a spreadsheet can hold to the digit."""
        return LARGEST_NUMBER if self.max is None else self.max

    @model_validator(mode="after")
    def _id_can_be_marked(self) -> Question:
        if re.fullmatch(r"[^\s=](?:[^\t\r\n=]*[^\s=])?", self.id) is None or re.search(CONTROL_CHARACTER, self.id):
            raise Misstatement(
                f"id「{self.id}」は使用できません。=、改行及び前後の空白のない名前にしてください(例: Q01)",
                f'"{self.id}" cannot be an id: use one without =, line breaks and spaces around it, such as Q01',
                ("id",),
            )
        return self

    @model_validator(mode="after")
    def _options_fit_type(self) -> Question:
        has_choices = self.type in ("single", "multiple")
        if has_choices != bool(self.options):
            raise Misstatement(
                "type が single または multiple の設問には options が必要で、numeric と text には使用できません",
                "questions of type single or multiple need options; numeric and text have none",
                ("type",),
            )
        # Answers are found by their codes however typed: １ and 1 are one.
        codes = [clean(option.code) for option in self.options]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise Misstatement(
                f"選択肢の code が重複しています: {', '.join(twice)}",
                f"option codes are used twice: {', '.join(twice)}",
                ("options", len(codes) - 1 - codes[::-1].index(twice[0])),
            )
        if self.unit is not None and self.type != "numeric":
            raise Misstatement(
                "unit は type が numeric の設問だけに使用できます", "unit goes with type numeric only", ("unit",)
            )
        if (self.min is not None or self.max is not None) and self.type != "numeric":
            raise Misstatement(
                "min と max は type が numeric の設問だけに使用できます", "min and max go with type numeric only", ("type",)
            )
        require_in_order(self.smallest, self.max)
        if self.comparability is not None and self.same_as is None:
            raise Misstatement(
                "comparability は same_as と一緒に書いてください",
                "comparability goes with same_as",
                ("comparability",),
            )
        return self

    @model_validator(mode="after")
    def _combined_options_fit_options(self) -> Question:
        if self.combined and not self.options:
            raise Misstatement(
                "combined は type が single または multiple の設問だけに使用できます",
                "combined goes with type single and multiple only",
                ("combined",),
            )
        codes = [option.code for option in self.options]
        for position, combined in enumerate(self.combined):
            place = ("combined", position)
            if clean(combined.code) in ("", *map(clean, codes), NO_ANSWER):
                raise Misstatement(
                    f"code「{combined.code}」は空欄であるか、選択肢又は無回答({NO_ANSWER})の符号です。別の符号にしてください",
                    f'"{combined.code}" is blank, or the code of an option or of no answer ({NO_ANSWER}): use another code',
                    (*place, "code"),
                )
            if clean(combined.code) in [clean(other.code) for other in self.combined[:position]]:
                raise Misstatement(
                    f"code「{combined.code}」が重複しています。別の符号にしてください",
                    f'"{combined.code}" is used twice: use another code',
                    (*place, "code"),
                )
            unknown = [code for code in combined.of if code not in codes]
            if unknown:
                raise Misstatement(
                    f"選択肢「{', '.join(unknown)}」はありません。使用できる符号: {', '.join(codes)}",
                    f"there is no option {', '.join(unknown)}; the codes are {', '.join(codes)}",
                    (*place, "of"),
                )
            if len(set(combined.of)) < 2 or len(set(combined.of)) < len(combined.of):
                raise Misstatement(
                    "of には異なる選択肢を2つ以上、1回ずつ書いてください",
                    "`of` names at least two options, each once",
                    (*place, "of"),
                )
        return self


def check_per(question: Question, others: dict[str, Question], place: tuple[int | str, ...]) -> None:
    """Refuse a ratio to anything but another number of the same wave that may be published."""
    if question.per is None:
        return
    divisor = others.get(question.per)
    if question.type != "numeric" or divisor is None or divisor.type != "numeric" or divisor is question:
        raise Misstatement(
            f"per は numeric の設問に、同じ調査の他の numeric の設問の id を書きます(「{question.per}」は該当しません)",
            f'per goes with a numeric question and names another numeric question of this wave; "{question.per}" is none',
            place,
        )
    if divisor.disclosure == "never" and question.disclosure != "never":
        raise Misstatement(
            f"設問 {divisor.id} は公表しない設問(disclosure: never)であり、比の分母にできません。per を削除してください",
            f"question {divisor.id} is not published (disclosure: never) and cannot be divided by: remove `per`",
            place,
        )


def check_filter(question: Question, earlier: Question, place: tuple[int | str, ...]) -> None:
    """Refuse routing from a question that is not published into one that is: how many were asked would tell."""
    if earlier.disclosure == "never" and question.disclosure != "never":
        raise Misstatement(
            f"設問 {earlier.id} は公表しない設問(disclosure: never)ですが、{question.id} の対象団体数からその回答が判明します。"
            f"{earlier.id} を aggregate にするか、{question.id} も never にしてください",
            f"question {earlier.id} is not published (disclosure: never), but how many were asked {question.id} shows"
            f" its answers: make {earlier.id} aggregate, or {question.id} never as well",
            place,
        )


def check_routing(routing: Routing, seen: dict[str, set[str]], place: tuple[int | str, ...]) -> None:
    """Refuse routing that points to no earlier question or to options it does not have."""
    codes = seen.get(routing.question)
    if codes is None:
        raise Misstatement(
            f"前にある設問に「{routing.question}」というものはありません",
            f'"{routing.question}" is no earlier question',
            place,
        )
    unknown = [code for code in routing.any_of if code not in codes]
    if unknown:
        raise Misstatement(
            f"設問 {routing.question} に選択肢「{', '.join(unknown)}」はありません",
            f"question {routing.question} has no option {', '.join(unknown)}",
            place,
        )
