"""The questions of an instrument: type, options, routing, and the earlier question they repeat."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from dagster_project.readers.layout import Bilingual, Strict, Text
from dagster_project.readers.yaml_lines import Misstatement

Disclosure = Literal["public", "aggregate", "never"]
NO_ANSWER = "NA"  # the category of the base `eligible` for those who did not answer


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
    any_of: list[Text] = Field(min_length=1)


class Option(Strict):
    code: Text = Field(min_length=1)
    label: Bilingual
    exclusive: bool = False

    @model_validator(mode="after")
    def _is_an_answer(self) -> Option:
        if self.code == NO_ANSWER:
            raise Misstatement(
                f"code「{NO_ANSWER}」は無回答を表すため、選択肢には使用できません。別の符号にしてください",
                f'"{NO_ANSWER}" stands for no answer and cannot be an option: use another code',
                ("code",),
            )
        return self


class Question(Strict):
    id: Text = Field(min_length=1)
    text: Bilingual
    type: Literal["single", "multiple", "numeric", "text"]
    type_basis: Literal["known", "unknown"] = "known"
    wording_basis: str | Bilingual | None = None
    unit: Annotated[Bilingual | None, BeforeValidator(_as_bilingual)] = None
    min: float | None = None
    max: float | None = None
    disclosure: Disclosure
    universe: Bilingual | None = None
    asked_if: Annotated[Routing | None, BeforeValidator(_as_routing)] = None
    same_as: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[^.\s]+$")] | None = None
    comparability: Literal["identical", "wording_changed", "scale_changed"] | None = None
    options: list[Option] = []

    @model_validator(mode="after")
    def _options_fit_type(self) -> Question:
        has_choices = self.type in ("single", "multiple")
        if has_choices != bool(self.options):
            raise Misstatement(
                "type が single または multiple の設問には options が必要で、numeric と text には使用できません",
                "questions of type single or multiple need options; numeric and text have none",
                ("type",),
            )
        codes = [option.code for option in self.options]
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
        if self.comparability is not None and self.same_as is None:
            raise Misstatement(
                "comparability は same_as と一緒に書いてください",
                "comparability goes with same_as",
                ("comparability",),
            )
        return self


def check_routing(
    routing: Routing, seen: dict[str, set[str]], place: tuple[int | str, ...]
) -> None:
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
