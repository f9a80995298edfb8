"""What all YAML files of the project share: mappings without unknown keys, texts, texts in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from dagster_project.common.text import CONTROL_CHARACTER, clean
from dagster_project.common.yaml_lines import Misstatement


def _as_text(value: Any) -> Any:
    """Texts that YAML took for numbers or truth values, back to text as written: 01 stays 01."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and str(value).isdecimal():
        # ruamel remembers the width of a number with leading zeros.
        return str(value).zfill(getattr(value, "_width", None) or 0)
    return str(value) if isinstance(value, int | float | Decimal) else value


def as_list(value: Any) -> Any:
    """One value where several may stand, as a list."""
    return value if isinstance(value, list | tuple | dict) or value is None else [value]


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[list[Text], BeforeValidator(as_list)]


class Strict(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _says_something(text: str) -> str:
    """Refuses blanks, which readers would look for in vain, and control characters, which no page and no codebook can hold."""
    if not clean(text) or re.search(CONTROL_CHARACTER, text):
        raise Misstatement(
            "空白だけの文言、又は制御文字のある文言です。文言を書き直してください",
            "is blank, or holds a control character: write the words anew",
        )
    return text


Words = Annotated[str, Field(min_length=1), AfterValidator(_says_something)]


class Bilingual(Strict):
    ja: Words
    en: Words
