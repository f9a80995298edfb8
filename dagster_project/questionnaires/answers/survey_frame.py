"""`frame.csv` of a questionnaire wave: the units asked, and all that is known of each.

Any columns beside unit_id. Those that the instrument breaks results down by become attributes, in the
file's own words and called as the instrument calls them, and so do those of the follow-up; all
others (contacts, notes) are kept back: they never enter the warehouse. `NA`, as statistics programs write it, is an empty cell.
A unit without a value for a column that the weighting needs cannot be weighted: its row is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.codes import parse_codes
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import CONTROL_CHARACTER, DITTO, PICTURES, VALUES_LOST, clean, clean_cells
from dagster_project.questionnaires.answers.survey_cells import OWN_COLUMNS, survey_cells, survey_result, violations_where
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import NO_ANSWER
from dagster_project.tables.read_result import ReadResult

NAME_COLUMNS = ("unit_name_ja", "name_ja", "unit_name", "name")
FOLLOW_UP_COLUMNS = ("population_band", "region", "prefecture")  # known by name to every wave
_NO_ATTRIBUTES = (*OWN_COLUMNS, "unit_id")
# An e-mail address, or a Japanese telephone number, in any width.
_CONTACT = r"[@＠]|(?:^|[^\d])[0０+＋][\d０-９]{1,4}[-‐－ー–()（） 　]+[\d０-９]{1,5}[-‐－ー–()（） 　]+[\d０-９]{3,5}"
FRAME_SCHEMA = {
    "wave_id": pl.String,
    "unit_id": pl.String,
    "unit_name_ja": pl.String,
    "position": pl.Int64,
    "source_file": pl.String,
    "row_number": pl.Int64,
}
ATTRIBUTE_SCHEMA = {
    "wave_id": pl.String,
    "unit_id": pl.String,
    "attribute": pl.String,
    "value": pl.String,
}


@dataclass(frozen=True)
class FrameRead:
    """A frame as read: `units.loaded` has FRAME_SCHEMA, `attributes` has ATTRIBUTE_SCHEMA.

    kept_back: the columns of the file that nobody declared publishable.
    """

    units: ReadResult
    attributes: pl.DataFrame
    kept_back: tuple[str, ...]


def read_frame(path: Path, instrument: Instrument, source_file: str) -> FrameRead:
    """Read the frame of a wave.

    Raises InputProblem when the file cannot be read or lacks a column that the instrument uses as
    stratum, margin or domain.
    """
    weighting = instrument.weighting
    needed = [*([weighting.strata] if weighting.strata else []), *weighting.margins]
    used = instrument.breakdowns
    rows = survey_cells(path, source_file, ["unit_id"], in_own_words=True)
    # Headers are compared as all headers are: 層（規模） is 層(規模).
    rows = rows.rename({clean(name): name for name in used if clean(name) in rows.columns and name not in rows.columns})
    _require_columns(rows, used, source_file)
    filled = ~pl.col("is_empty")
    attributes = [name for name in rows.columns if name not in _NO_ATTRIBUTES]
    rows = rows.with_columns(pl.col(attributes).replace(NO_ANSWER, ""))
    rows = rows.with_columns(_bodies(rows["unit_id"], instrument).alias("body"))
    twice = pl.len().over("body") > 1
    same = pl.struct(attributes).n_unique().over("body") == 1 if attributes else pl.lit(True)
    first_row = pl.col("row_number").min().over("body")
    name_column = next((name for name in NAME_COLUMNS if name in rows.columns), None)
    used_attributes = [name for name in attributes if name in (*used, *FOLLOW_UP_COLUMNS)]
    kept_back = tuple(name for name in attributes if name not in (*used_attributes, name_column))
    told = ["unit_id", *used_attributes, *([name_column] if name_column else [])]
    violations = pl.concat(
        [
            violations_where(
                rows,
                filled & pl.col("cell_count").is_not_null(),
                "ragged_row",
                expected=str(len(attributes) + 1),
                found=pl.col("cell_count"),
            ),
            violations_where(rows, filled & (pl.col("unit_id") == ""), "missing_value", column="unit_id"),
            *(
                violations_where(rows, filled & (pl.col(name) == ""), "missing_value", column=name)
                for name in dict.fromkeys(needed)
            ),
            *(
                violations_where(
                    rows,
                    filled & pl.col(name).str.contains(CONTROL_CHARACTER),
                    "control_character",
                    column=name,
                    value=pl.col(name).str.replace_many(PICTURES),
                    found="U+0000-U+001F",
                )
                for name in told
            ),
            *(
                violations_where(rows, filled & pl.col(name).str.contains(pattern), rule, column=name)
                for name in told
                for rule, pattern in VALUES_LOST.items()
            ),
            *(
                violations_where(rows, filled & pl.col(name).str.contains(f"^{DITTO}$"), "ditto_mark", column=name)
                for name in told
            ),
            *(
                violations_where(rows, filled & pl.col(name).str.contains(_CONTACT), "contact_detail", column=name)
                for name in told[1:]
            ),
            violations_where(
                rows,
                filled & twice & same & (pl.col("row_number") > first_row),
                "duplicate_row",
                expected=first_row,
            ),
            violations_where(rows, filled & twice & ~same, "duplicate_key", column="unit_id", expected=first_row),
        ]
    )
    kept = rows.filter(filled & ~pl.col("index").is_in(violations["index"].implode()))
    # Names are compared with what forms say.
    names = pl.Series([None] * kept.height, dtype=pl.String) if name_column is None else clean_cells(kept[name_column])
    loaded = kept.select(
        pl.lit(instrument.wave_id).alias("wave_id"),
        "unit_id",
        names.replace("", None).alias("unit_name_ja"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("position"),
        pl.lit(source_file).alias("source_file"),
        "row_number",
    )
    known = kept.select("unit_id", *used_attributes)
    long = known.unpivot(index="unit_id", variable_name="attribute", value_name="value") if used_attributes else None
    return FrameRead(
        units=survey_result(rows, violations, loaded, source_file=source_file, table_name="survey_frame"),
        attributes=pl.DataFrame(schema=ATTRIBUTE_SCHEMA)
        if long is None
        else long.filter(pl.col("value") != "").select(
            pl.lit(instrument.wave_id).alias("wave_id"), "unit_id", "attribute", "value"
        ),
        kept_back=kept_back,
    )


def _bodies(unit_ids: pl.Series, instrument: Instrument) -> pl.Series:
    """What tells whether two rows are of one unit: of municipalities and prefectures the code, 13101 as 131016."""
    if instrument.universe == "custom":
        return unit_ids
    return pl.DataFrame([unit_ids, parse_codes(unit_ids)["code6"]]).select(pl.coalesce("code6", "unit_id")).to_series()


def _require_columns(rows: pl.DataFrame, names: list[str], source_file: str) -> None:
    known = [name for name in rows.columns if name not in _NO_ATTRIBUTES]
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if missing:
        raise InputProblem(
            file=f"raw/{source_file}",
            row=1,
            column=", ".join(missing),
            problem_ja=f"調査票の weighting 又は domains にある列 {', '.join(missing)} が名簿にありません。",
            problem_en=f"The instrument uses {', '.join(missing)} in weighting or domains; the frame has no such column.",
            fix_ja=f"名簿に列を加えるか、instrument.yml を直してください。名簿の列: {', '.join(known)}",
            fix_en=f"Add the column to the frame or correct instrument.yml. Columns of the frame: {', '.join(known)}",
        )
