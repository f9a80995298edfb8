"""The internal tabulation of a wave: every count and number before suppression, and every free text.

For the survey office alone. It lies beside the receipts, outside every release, and says so in its
name and on every sheet; a column tells which rows the public is not shown.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.common.files import private_directory
from dagster_project.common.kept import Kept, rows_as_contents
from dagster_project.questionnaires.office.office_workbook import write_tables

FILE = "results_{wave}_内部限り_internal.xlsx"
MARK = "内部限り internal"
_GROUP = """
    coalesce(domains.domain_value_ja, estimates.domain_value) as "区分 / Group",
"""
_IN_PUBLIC = """
    case
        when published.wave_id is null then '公表しない / not published'
        when published.disclosure_flag is not null then '秘匿 / suppressed'
        else ''
    end as "公表 / In public"
"""
_GROUP_ORDER = "estimates.domain, coalesce(domains.domain_value_position, 1000000), estimates.domain_value"

_SHARES = f"""
    select
        questions.question_id as "設問 / Question",
        questions.question_ja as "文言",
        estimates.option_code as "選択肢コード / Option code",
        coalesce(options.option_ja, '無回答') as "選択肢",
        estimates.domain as "集計区分 / Grouping",
        {_GROUP}
        estimates.base as "分母 / Base",
        estimates.weighting as "ウェイト / Weights",
        estimates.n_base as "分母の団体数 / Bodies in the base",
        estimates.n_yes as "選択した団体数 / Chose it",
        100 * estimates.share as "割合(％) / Share (%)",
        100 * estimates.standard_error as "標準誤差(ポイント) / Standard error (points)",
        {_IN_PUBLIC}
    from survey.fct_estimate as estimates
    inner join survey.dim_question as questions using (wave_id, question_id)
    left join survey.dim_response_option as options using (wave_id, question_id, option_code)
    left join survey.dim_survey_domain as domains using (domain, domain_value)
    left join reports.survey_estimate as published
        using (wave_id, question_id, option_code, domain, domain_value, base, weighting)
    where estimates.wave_id = $wave
    order by questions.question_position, {_GROUP_ORDER}, estimates.base, estimates.weighting, options.option_position,
        estimates.option_code
"""
_NUMBERS = f"""
    select
        questions.question_id as "設問 / Question",
        questions.question_ja as "文言",
        estimates.domain as "集計区分 / Grouping",
        {_GROUP}
        estimates.weighting as "ウェイト / Weights",
        estimates.statistic as "統計量 / Statistic",
        questions.unit_ja as "単位",
        estimates.n_base as "分母の団体数 / Bodies in the base",
        estimates.estimate as "推定値 / Estimate",
        estimates.standard_error as "標準誤差 / Standard error",
        {_IN_PUBLIC}
    from survey.fct_numeric_estimate as estimates
    inner join survey.dim_question as questions using (wave_id, question_id)
    left join survey.dim_survey_domain as domains using (domain, domain_value)
    left join reports.survey_numeric_estimate as published
        using (wave_id, question_id, domain, domain_value, weighting, statistic)
    where estimates.wave_id = $wave
    order by questions.question_position, {_GROUP_ORDER}, estimates.weighting, estimates.statistic
"""
_TEXTS = """
    select
        questions.question_id as "設問 / Question",
        questions.question_ja as "文言",
        responses.unit_id as "団体コード / Body",
        units.unit_name_ja as "団体名",
        responses.value_text as "回答 / Answer"
    from raw.survey_response as responses
    inner join survey.dim_question as questions using (wave_id, question_id)
    left join survey.int_frame_unit as units using (wave_id, unit_id)
    where responses.wave_id = $wave and questions.question_type = 'text' and coalesce(responses.value_text, '') <> ''
    order by questions.question_position, responses.unit_id
"""
_SHEETS = {"割合 Shares": _SHARES, "数値 Numbers": _NUMBERS, "自由記述 Texts": _TEXTS}


def write_internal_tabulations(warehouse: Path, receipts_dir: Path, kept: Kept) -> list[Path]:
    """Write the workbook of every wave that has answers into its folder of receipts; returns the files.

    A workbook of the same tables as before is taken from what was kept.
    """
    private_directory(receipts_dir)
    written = []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        waves = connection.sql(
            "select wave_id, title_ja from survey.dim_survey_wave "
            "where wave_id in (select wave_id from raw.survey_response) order by wave_id"
        ).fetchall()
        for wave_id, title in waves:
            tables = {
                f"{MARK} {name}": pl.DataFrame(connection.sql(sql, params={"wave": wave_id})) for name, sql in _SHEETS.items()
            }
            filled = {name: table for name, table in tables.items() if table.height}
            path = receipts_dir / wave_id / FILE.format(wave=wave_id)
            contents = [title, *(text for name, table in filled.items() for text in (name, *rows_as_contents(table)))]
            workbook = kept.once("internal_tabulation", contents, partial(_workbook, path, title, filled))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(workbook)
            written.append(path)
    return written


def _workbook(path: Path, title: str, tables: dict[str, pl.DataFrame]) -> bytes:
    write_tables(path, title, MARK, tables)
    return path.read_bytes()
