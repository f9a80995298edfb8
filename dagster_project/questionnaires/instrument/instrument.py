"""Questionnaire instruments (`instrument.yml`): what was asked, of whom, and how it is treated.

    wave_id: fy2023_outsourcing
    title: {ja: …, en: …}
    field_period: {start: 2023-10-20, end: 2023-11-06}   # or 2022-10 when only the month is known
    interim_as_of: 2023-10-31         # optional, while answers still come in: results are marked as interim
    universe: municipalities          # municipalities | prefectures | custom (then `frame` is required)
    universe_note: {ja: …, en: …}     # optional
    frame: frame.csv                  # optional; unit_id and any columns. Default: the bodies valid on the
                                      # first field day, with population_band, region, prefecture
    nature: published                 # published | press | submitted | sample
    weighting: {method: raked, strata: population_band, margins: [population_band, region]}
                                      # method: stratified | poststratified | raked | none (see Weighting)
    domains: [population_band, region, prefecture]
    disclosure: {threshold: 3, minimum_base: 10, dominance_percent: 10}
    questions:
      - id: Q01
        text: {ja: …, en: …}
        type: single                  # single | multiple | numeric | text
        type_basis: known             # unknown: the type is inferred from the published table
        wording_basis: as printed     # optional: where the wording is from
        unit: 箇所                    # numeric only; a text or {ja: …, en: …}
        max: 500                      # numeric only, optional: the largest number an answer may be; min likewise
                                      # (forms take none below 0 where absent)
        disclosure: aggregate         # public | aggregate | never
        universe: {ja: …, en: …}      # who was to answer; made from asked_if when absent
        asked_if: {question: Q00, any_of: ["1", "2"]}   # optional; or Q00=1|2
        same_as: fy2022_wave.Q07      # optional: the comparable question of an earlier wave
        comparability: identical      # identical | wording_changed | scale_changed, with same_as
        options: [{code: "1", label: {ja: …, en: …}, exclusive: false}]
        combined: [{code: T2, label: {ja: …, en: …}, of: [1, 2]}]   # optional: options taken together;
                                      # a further row of the results, never part of a sum over options
        per: Q12                      # numeric only, optional: another number of this wave; adds the
                                      # ratio of the two totals over the bodies that gave both

Questions are modelled in questions.py; the instrument as raw tables is in instrument_tables.py.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from dagster_project.common.eras import ParsedDate, parse_date
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean
from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict, Text, as_list
from dagster_project.questionnaires.instrument.questions import Disclosure, Question, check_filter, check_per, check_routing

# What the default frame knows of each body; a frame of its own may have any columns.
DEFAULT_ATTRIBUTES = {
    "municipalities": ("population_band", "region", "prefecture"),
    "prefectures": ("region", "prefecture"),
}


def _as_period_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _as_names(value: Any) -> Any:
    """One column is a list of one, and a key without a value a list of none."""
    return [] if value is None else as_list(value)


def _as_day(value: Any) -> date:
    found = parse_date(_as_period_text(value)) if isinstance(value, str | date) else None
    if found is None or found.precision != "day":
        raise Misstatement(
            f"「{value}」は 2023-10-31 の形の実在する日付ではありません",
            f'"{value}" is no real day such as 2023-10-31',
        )
    return found.day


def _each_once(names: list[str]) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Misstatement(f"同じ列名が2回以上書かれています: {', '.join(twice)}", f"named more than once: {', '.join(twice)}")
    return names


def _no_name_of_our_own(names: list[str]) -> list[str]:
    """`all` is every body together, and a panel the bodies of two waves."""
    taken = [name for name in names if name == "all" or name.startswith("panel:")]
    if taken:
        raise Misstatement(
            f"「{', '.join(taken)}」は全体又は両回の回答団体を表すため、集計区分に使用できません。名簿の列名を変えてください",
            f"{', '.join(taken)} stands for all bodies, or those of two waves, and cannot be a domain: rename the column",
        )
    return names


def _is_wave_id(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Misstatement(
            f"wave_id「{name}」は、英小文字で始まり、英小文字、数字、_ だけからなる名前にしてください(例: fy2023_outsourcing)",
            f'wave_id "{name}" must start with a small letter and consist of small letters, digits and _'
            " (such as fy2023_outsourcing)",
        )
    return name


PeriodText = Annotated[str, BeforeValidator(_as_period_text), Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
Attributes = Annotated[list[Text], BeforeValidator(_as_names), AfterValidator(_each_once)]
Domains = Annotated[Attributes, AfterValidator(_no_name_of_our_own)]
WaveId = Annotated[Text, AfterValidator(_is_wave_id)]


Day = Annotated[date, BeforeValidator(_as_day)]


def _real(found: ParsedDate | None) -> ParsedDate:
    """A date that the model has made sure of; raises ValueError where it has not."""
    if found is None:
        raise ValueError("The period was not validated: it is no date.")
    return found


class FieldPeriod(Strict):
    start: PeriodText
    end: PeriodText

    @model_validator(mode="after")
    def _in_order(self) -> FieldPeriod:
        first, last = parse_date(self.start), parse_date(self.end)
        if first is None or last is None or first.precision not in ("day", "month"):
            raise Misstatement(
                "start と end は 2023-10-20 または 2023-10 の形の実在する日付にしてください",
                "start and end must be real dates such as 2023-10-20 or 2023-10",
            )
        if first.day > last.day:
            raise Misstatement("start が end より後になっています", "start is later than end")
        return self

    @property
    def first(self) -> ParsedDate:
        return _real(parse_date(self.start))

    @property
    def last(self) -> ParsedDate:
        return _real(parse_date(self.end))


class Weighting(Strict):
    """How answers are weighted to the frame; `strata` and `margins` are columns of the frame.

    stratified, poststratified: need `strata`. raked: needs `margins`; with `strata` it starts from
    the stratified design, without them from simple random sampling of the frame.
    """

    method: Literal["stratified", "poststratified", "raked", "none"] = "none"
    strata: Text | None = None
    margins: Attributes = []

    @model_validator(mode="after")
    def _complete(self) -> Weighting:
        if self.method in ("stratified", "poststratified") and self.strata is None:
            raise Misstatement(
                f"method: {self.method} には strata(名簿の列名)が必要です",
                f"method {self.method} needs `strata`, a column of the frame",
                ("method",),
            )
        if self.method == "raked" and not self.margins:
            raise Misstatement(
                "method: raked には margins(名簿の列名の一覧)が必要です",
                "method raked needs `margins`, a list of columns of the frame",
                ("method",),
            )
        return self


class DisclosureRule(Strict):
    """Counts from 1 to threshold − 1 are suppressed; shares on smaller bases than minimum_base are hidden.

    Totals and means are hidden where a body could estimate another's number to within dominance_percent.
    """

    threshold: int = Field(default=3, ge=1)
    minimum_base: int = Field(default=10, ge=1)
    dominance_percent: float = Field(default=10.0, ge=0, le=100)


class Instrument(Strict):
    """One questionnaire wave.

    `publishable` says why a column of the frame may be published. A column that is neither there nor
    named under domains, strata or margins never enters the warehouse.
    """

    wave_id: WaveId
    title: Bilingual
    field_period: FieldPeriod
    interim_as_of: Day | None = None
    universe: Literal["municipalities", "prefectures", "custom"]
    universe_note: Bilingual | None = None
    frame: str | None = None
    nature: Literal["published", "press", "submitted", "sample"]
    weighting: Weighting = Weighting()
    domains: Domains = []
    publishable: dict[Text, Bilingual] = {}
    disclosure: DisclosureRule = DisclosureRule()
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _interim_is_after_the_start(self) -> Instrument:
        if self.interim_as_of and self.interim_as_of < self.field_period.first.day:
            raise Misstatement(
                f"interim_as_of({self.interim_as_of})が調査期間の開始日より前です",
                f"interim_as_of ({self.interim_as_of}) is before the field period starts",
                ("interim_as_of",),
            )
        return self

    @model_validator(mode="after")
    def _frame_is_known(self) -> Instrument:
        if self.frame is not None:
            if Path(self.frame).name != self.frame:
                raise Misstatement(
                    f"frame「{self.frame}」は、調査票と同じフォルダにあるファイルの名前にしてください",
                    f'frame "{self.frame}" must be the name of a file in the folder of this instrument',
                    ("frame",),
                )
            return self
        if self.universe == "custom":
            raise Misstatement(
                "universe: custom には frame(対象団体の名簿のファイル名)が必要です",
                "universe custom needs `frame`, the file that lists the units",
                ("universe",),
            )
        known = DEFAULT_ATTRIBUTES[self.universe]
        uses: list[tuple[tuple[int | str, ...], list[str]]] = [
            (("domains",), self.domains),
            (("weighting", "margins"), self.weighting.margins),
            (("weighting", "strata"), [self.weighting.strata] if self.weighting.strata else []),
        ]
        for place, names in uses:
            unknown = [name for name in names if name not in known]
            if unknown:
                raise Misstatement(
                    f"「{', '.join(unknown)}」は既定の名簿の列ではありません。使用できる列: {', '.join(known)}。"
                    "他の列を使用する場合は frame にファイル名を書いてください",
                    f"{', '.join(unknown)} is no column of the default frame, which has {', '.join(known)};"
                    " name a file in `frame` to use other columns",
                    place,
                )
        return self

    @model_validator(mode="after")
    def _breakdowns_are_publishable(self) -> Instrument:
        undeclared = [name for name in self.breakdowns if name not in self.publishable]
        if self.publishable and undeclared:
            raise Misstatement(
                f"名簿の列「{', '.join(undeclared)}」を集計に使用していますが、publishable に公表できる理由が書かれていません",
                (
                    f"{', '.join(undeclared)} breaks results down, "
                    "but `publishable` gives no reason why the column may be published"
                ),
                ("publishable",),
            )
        return self

    @property
    def breakdowns(self) -> list[str]:
        """The columns of the frame whose values are published: domains, strata and margins."""
        strata = [self.weighting.strata] if self.weighting.strata else []
        return list(dict.fromkeys([*self.domains, *strata, *self.weighting.margins]))

    @model_validator(mode="after")
    def _questions_agree(self) -> Instrument:
        seen: dict[str, set[str]] = {}
        typed: set[str] = set()
        by_id = {question.id: question for question in self.questions}
        for position, question in enumerate(self.questions):
            at = ("questions", position)
            if clean(question.id) in typed:
                raise Misstatement(
                    f"設問の id「{question.id}」が重複しています",
                    f'question id "{question.id}" is used twice',
                    (*at, "id"),
                )
            if question.asked_if is not None:
                check_routing(question.asked_if, seen, (*at, "asked_if"))
                check_filter(question, by_id[question.asked_if.question], (*at, "asked_if"))
            check_per(question, by_id, (*at, "per"))
            if question.same_as is not None and question.same_as.split(".")[0] == self.wave_id:
                raise Misstatement(
                    "same_as には以前の調査の設問を書いてください",
                    "same_as names a question of an earlier wave, not of this one",
                    (*at, "same_as"),
                )
            typed.add(clean(question.id))
            seen[question.id] = {option.code for option in question.options}
        return self

    def disclosures(self) -> dict[str, Disclosure]:
        """How each question is treated: as stated, but no less strictly than the question that leads to it.

        The list of answers to a public question names everybody who was asked, and with them an answer
        to the question before: after an `aggregate` question it is published as an aggregate, too.
        """
        found: dict[str, Disclosure] = {}
        for question in self.questions:
            after = found[question.asked_if.question] if question.asked_if else "public"
            found[question.id] = "aggregate" if (question.disclosure, after) == ("public", "aggregate") else question.disclosure
        return found


def load_instrument(path: Path) -> Instrument:
    """The instrument at `path`; raises InputProblem naming the line and the fix.

    A frame it names must lie beside it.
    """
    path = Path(path)
    instrument = validate_yaml(path, Instrument)
    if instrument.frame is not None and not (path.parent / instrument.frame).is_file():
        raise InputProblem(
            file=path,
            column="frame",
            value=instrument.frame,
            problem_ja="frame に書かれたファイルが、この調査のフォルダにありません。",
            problem_en="The file named in `frame` does not lie in the folder of this wave.",
            fix_ja=f"{instrument.frame} を同じフォルダに置くか、frame の記載を直してください。",
            fix_en=f"Put {instrument.frame} beside instrument.yml, or correct `frame`.",
        )
    return instrument
