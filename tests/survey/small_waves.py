"""Small made-up waves: a panel, strata with one and with all respondents, raking from strata, the default frame."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.survey.survey_waves import answers, drop_wave, frame, instrument

LABEL = {"ja": "選択肢", "en": "option"}
TEXT = {"ja": "設問", "en": "question"}


def choice(name: str, codes: list[int], **more) -> dict:
    options = [{"code": code, "label": LABEL} for code in codes]
    return {"id": name, "text": TEXT, "type": "single", "disclosure": "aggregate", "options": options, **more}


def described(wave_id: str, questions: list[dict], **more) -> dict:
    return {
        "wave_id": wave_id,
        "title": {"ja": "試験", "en": "Trial"},
        "field_period": {"start": "2023-11-01", "end": "2023-11-30"},
        "universe": "custom",
        "frame": "frame.csv",
        "nature": "sample",
        "questions": questions,
        **more,
    }


def small_frame() -> pl.DataFrame:
    """Twenty units: stratum A has one respondent of 4, B all 5, C 3 of 6 and D none of 5."""
    strata = "A" * 4 + "B" * 5 + "C" * 6 + "D" * 5
    return pl.DataFrame({"unit_id": [f"u{at:02}" for at in range(20)], "size": list(strata), "half": ["x", "y"] * 10})


SMALL_ANSWERS = pl.DataFrame(
    [
        ("u00", "Q1", "1", None, "ok"),
        *((f"u{at:02}", "Q1", "1" if at < 7 else "2", None, None) for at in range(4, 9)),
        ("u09", "Q1", "1", None, None),
        ("u10", "Q1", "2", None, None),
        ("u11", "Q1", None, None, "missing"),
        ("u00", "Q2", "1", None, None),
        ("u00", "Q3", None, "12", None),
        ("u10", "Q2", "1", None, None),
        ("u04", "Q2", "1", None, None),
        ("u04", "Q2", "2", None, None),
        ("u05", "Q3", None, "twelve", None),
        ("u99", "Q1", "1", None, None),
    ],
    schema=["unit_id", "question_id", "option_code", "value", "status"],
    orient="row",
)


def second_answers() -> pl.DataFrame:
    """A later wave of the reference frame: two units of three answer, partly otherwise than before."""
    units = frame().with_row_index("at").filter(pl.col("at") % 3 != 1)
    codes = (pl.col("at") * 7 % 11 % 5).replace_strict({0: "1", 1: "2", 2: "3", 3: "4", 4: "9"})
    return units.select(
        "unit_id", pl.lit("S1").alias("question_id"), codes.alias("option_code"), pl.lit(None, pl.String).alias("value"),
        pl.when(pl.col("at") % 17 == 0).then(pl.lit("missing")).alias("status"),
    ).with_columns(pl.when(pl.col("status").is_null()).then("option_code").alias("option_code"))  # fmt: skip


def drop(raw: Path) -> None:
    """Put them below raw/questionnaires."""
    strata = {"method": "stratified", "strata": "pop_class"}
    first = {**instrument(), "wave_id": "w_first", "weighting": strata, "domains": ["kind"]}
    drop_wave(raw, first, frame(), answers())
    again = choice("S1", [1, 2, 3, 4, 9], same_as="w_first.Q01", comparability="wording_changed")
    drop_wave(raw, described("w_second", [again], weighting=strata), frame(), second_answers())

    questions = [
        choice("Q1", [1, 2]),
        {**choice("Q2", [1, 2], asked_if={"question": "Q1", "any_of": [1]}), "type": "multiple"},
        {"id": "Q3", "text": TEXT, "type": "numeric", "unit": "人", "disclosure": "public", "asked_if": "Q2=1"},
    ]
    for wave_id, weighting in {
        "s_stratified": {"method": "stratified", "strata": "size"},
        "s_poststratified": {"method": "poststratified", "strata": "size"},
    }.items():
        wave = described(wave_id, questions, weighting=weighting, domains=["size"])
        drop_wave(raw, wave, small_frame(), SMALL_ANSWERS)
    known = frame().filter(pl.col("kind") == "municipality")
    raked = {"method": "raked", "strata": "pop_class", "margins": ["region", "depop"]}
    upper = [{"code": "T", "label": LABEL, "of": [1, 2]}]
    wave = described("s_raked", [choice("Q01", [1, 2, 3, 4, 9], combined=upper)], weighting=raked, domains=["depop"])
    drop_wave(
        raw, wave, known, answers().filter(pl.col("question_id") == "Q01", pl.col("unit_id").is_in(known["unit_id"].implode()))
    )

    default = described("s_default", [choice("Q1", [1, 2])], domains=["population_band", "region"])
    default |= {"universe": "municipalities", "weighting": {"method": "poststratified", "strata": "population_band"}}
    del default["frame"]
    listed = pl.read_csv(raw / "municipalities/municipalities.csv", infer_schema=False).filter(
        pl.col("counts_in_1741").str.to_lowercase() == "true"
    )
    codes = listed["code5"].gather_every(4).to_list() + listed["code6"].gather_every(4, 1).to_list()
    rows = pl.DataFrame(
        {"unit_id": codes, "question_id": "Q1", "option_code": ["1", "2", "2"] * 290 + ["1"] * (len(codes) - 870)}
    )
    drop_wave(raw, default, None, rows)
    own = described(
        "s_own", [choice("Q1", [1, 2], same_as="s_default.Q1")], universe="municipalities", weighting={"method": "none"}
    )
    own_frame = pl.DataFrame({"unit_id": listed["code6"].head(400)})
    drop_wave(
        raw, own, own_frame, pl.DataFrame({"unit_id": listed["code5"].head(300), "question_id": "Q1", "option_code": "1"})
    )
