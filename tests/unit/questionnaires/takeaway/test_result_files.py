"""Files of survey results: tidy tables and workbooks in which hidden values stay hidden."""

from __future__ import annotations

import csv

import duckdb
import openpyxl
import pytest

from dagster_project.common.kept import Kept
from dagster_project.questionnaires.takeaway.result_files import write_survey_downloads
from dagster_project.questionnaires.takeaway.results_words import HEADS, MARKS, SHEETS, YES_NO

TABLES = {
    "survey_wave": (
        "'w1' as wave_id, '調査' as title_ja, 'Survey' as title_en, date '2023-10-01' as field_start, "
        "date '2023-10-01' as field_end, 'month' as field_end_precision, date '2023-10-20' as interim_as_of, true as has_sample"
    ),
    "survey_base": "'w1' as wave_id",
    "survey_code": (
        "* from (values ('domain', 'all', '全体', 'All'), ('domain', 'region', '地域別', 'region'), "
        "('weighting', 'unweighted', 'ウェイトなし', 'unweighted')) as v(column_name, code, label_ja, label_en)"
    ),
    "survey_threshold": (
        "* from (values ('compared_base', 31e0), ('reliable_base', 29e0), ('significance_level_pct', 25e-1)) "
        "as v(threshold, value)"
    ),
    "survey_question": """
        'w1' as wave_id, 'Q01' as question_id, 1 as question_position, '支所があるか。' as question_ja,
        'Do you have branches?' as question_en, 'single' as question_type, null as unit_ja, null as unit_en,
        '全団体' as universe_ja, 'All bodies' as universe_en, 40 as n_eligible, 40 as n_answered, 1.0 as item_response_rate
    """,
    "survey_estimate": """
        'w1' as wave_id, 'Q01' as question_id, option_code, 'all' as domain, 'all' as domain_value, 'valid' as base,
        'unweighted' as weighting, 1 as question_position, cast(option_code as integer) as option_position,
        option_ja, option_en, '全体' as domain_value_ja, 'All' as domain_value_en, 0 as domain_value_position,
        n_base, n_yes, weighted_base, share, standard_error, degrees_of_freedom, 'logit' as ci_method,
        ci_low, ci_high, null as design_effect, null as reliability_flag, disclosure_flag
        from (values
            ('1', 'ある', 'Yes', 40, 38, 40.0, cast(0.95 as double), 0.01, 39, 0.9, 0.98, null),
            ('2', 'ない', 'No', null, null, null, null, null, null, null, null, 'suppressed')
        ) as v(
            option_code, option_ja, option_en, n_base, n_yes, weighted_base, share, standard_error, degrees_of_freedom,
            ci_low, ci_high, disclosure_flag
        )
    """,
    "survey_numeric_estimate": (
        "'other' as wave_id, 1 as question_position, 'all' as domain, 0 as domain_value_position,"
        " 'all' as domain_value, 'unweighted' as weighting, 'mean' as statistic"
    ),
    "survey_association_test": "'other' as wave_id",
    "survey_group_difference": """
        'w1' as wave_id, 'Q01' as question_id, '1' as option_code, 'share' as statistic, 'region' as domain,
        domain_value, other_domain_value, 'unweighted' as weighting, 1 as question_position, 1 as option_position,
        'ある' as option_ja, 'Yes' as option_en, '東' as domain_value_ja, 'East' as domain_value_en, 1 as domain_value_position,
        '西' as other_domain_value_ja, 'West' as other_domain_value_en, 2 as other_domain_value_position,
        cast(0.25 as double) as difference, standard_error, degrees_of_freedom, ci_low, ci_high, p_value, p_value_adjusted,
        true as is_significant, withholds_error
        from (values
            (
                'e', 'w', cast(0.05 as double), 78, cast(0.15 as double), cast(0.35 as double),
                cast(0.001 as double), cast(0.002 as double), false
            ),
            ('e', 'x', null, null, null, null, null, null, true)
        ) as v(
            domain_value, other_domain_value, standard_error, degrees_of_freedom, ci_low, ci_high, p_value,
            p_value_adjusted, withholds_error
        )
    """,
    "survey_wave_difference": (
        "'other' as to_wave_id, 'Q01' as question_id, 1 as option_position, 'w0' as from_wave_id, 'paired' as method"
    ),
    "survey_response_rate": (
        "'w1' as wave_id, 'all' as domain, 'all' as domain_value, '全体' as domain_value_ja, 'All' as domain_value_en,"
        " 0 as domain_value_position, 80 as n_frame, 40 as n_respondents, 0.5 as response_rate"
    ),
    "survey_weighting": (
        "'other' as wave_id, 'unweighted' as weighting, 'all' as attribute,"
        " 0 as attribute_value_position, 'all' as attribute_value"
    ),
}


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "reports.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name, row in TABLES.items():
            connection.execute(f"create table {name} as select {row}")
    return path


@pytest.fixture
def write(database, tmp_path):
    """Write the files below a folder; nothing of other tests is used."""
    return lambda folder: write_survey_downloads(database, tmp_path / folder, Kept(tmp_path / "kept", is_used=False))


def rows_of(path, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_a_wave_gets_a_tidy_table_and_a_workbook_in_each_language(write, tmp_path):
    written = write("out")
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in written) == [
        "w1/estimates_w1.csv",
        "w1/group_differences_w1.csv",
        "w1/results_w1_en.xlsx",
        "w1/results_w1_ja.xlsx",
    ]


def test_the_tidy_table_carries_wording_and_an_empty_cell_with_its_reason(write, tmp_path):
    write("out")
    with (tmp_path / "out/w1/estimates_w1.csv").open(encoding="utf-8-sig", newline="") as file:
        yes, no = csv.DictReader(file)
    assert (yes["question_en"], float(yes["share"]), yes["disclosure_flag"]) == ("Do you have branches?", 0.95, "")
    assert (no["share"], no["n_yes"], no["n_base"], no["disclosure_flag"]) == ("", "", "", "suppressed")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_hidden_value_is_a_mark_in_the_language_of_the_workbook(write, tmp_path, language):
    write("out")
    place = ("ja", "en").index(language)
    path = tmp_path / f"out/w1/results_w1_{language}.xlsx"
    warning, heads, yes, no = rows_of(path, SHEETS["shares"][place])
    share = heads.index(("割合", "Share")[place])
    assert yes[share] == 0.95
    assert no[share] == MARKS[language]
    numbers = [value for value in no if isinstance(value, int | float)]
    assert numbers == []
    assert warning[0]
    notes = " ".join(str(row[0]) for row in rows_of(path, SHEETS["notes"][place]) if row[0])
    assert ("見本" if language == "ja" else "made up") in notes
    assert ("中間集計。2023-10-20まで" if language == "ja" else "received by 2023-10-20") in notes
    assert "2023-10 – 2023-10" in notes, "the days of the fieldwork are not known"
    assert MARKS[language] in notes


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_difference_of_groups_whose_error_is_withheld_still_says_whether_it_is_significant(write, tmp_path, language):
    write("out")
    place = ("ja", "en").index(language)
    _, heads, told, withheld = rows_of(tmp_path / f"out/w1/results_w1_{language}.xlsx", SHEETS["groups"][place])
    shown = [HEADS[name][place] for name in ("difference", "standard_error", "p_value")]
    columns = [heads.index(head) for head in (*shown, ("有意(2.5%、Holm)", "Significant (2.5 %, Holm)")[place])]
    yes = YES_NO[True][place]
    assert [told[at] for at in columns] == [0.25, 0.05, 0.001, yes]
    assert [withheld[at] for at in columns] == [0.25, MARKS[language], MARKS[language], yes]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_codes_and_thresholds_are_those_that_the_release_publishes(write, tmp_path, language):
    write("out")
    place = ("ja", "en").index(language)
    path = tmp_path / f"out/w1/results_w1_{language}.xlsx"
    _, heads, row, _ = rows_of(path, SHEETS["groups"][place])
    words = {column: row[heads.index(HEADS[column][place])] for column in ("domain", "weighting", "statistic")}
    assert words == {
        "domain": ("地域別", "region")[place],
        "weighting": ("ウェイトなし", "unweighted")[place],
        "statistic": "share",  # no words were published for it
    }
    notes = " ".join(str(note[0]) for note in rows_of(path, SHEETS["notes"][place]) if note[0])
    assert ("有効回答が31団体以上", "31 valid answers or more")[place] in notes
    assert ("分母が29団体未満", "fewer than 29 bodies")[place] in notes


def test_the_same_tables_give_the_same_bytes(write):
    first = write("one")
    second = write("two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
