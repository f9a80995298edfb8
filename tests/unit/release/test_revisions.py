"""The log of revisions tells what changed from what to what, and why a file was replaced, once each; and the page shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.yaml_values import Bilingual
from dagster_project.release.pages.history_page import Expected, write_history
from dagster_project.release.published_tables import PublishedTable
from dagster_project.release.revisions import Replaced, next_log, revised_values

TREND = PublishedTable("trend", "", {"year": "", "value": ""}, ("year",))
ANSWERS = PublishedTable("survey_public_answer", "", {"option": "", "share": ""}, ("option",))
FILE = Replaced("mail/trend.csv", "a" * 64, "表", "Table", "2026-11-28", "総務省の訂正<b>", "Corrected by the ministry <b>")


def release(folder: Path, name: str, **tables: pl.DataFrame) -> Path:
    place = folder / name / "tables"
    place.mkdir(parents=True)
    for table, frame in tables.items():
        frame.write_parquet(place / f"{table}.parquet")
    return folder / name


def trend(*values: float | None) -> pl.DataFrame:
    return pl.DataFrame({"year": [2001 + i for i in range(len(values))], "value": values}, schema={"year": int, "value": float})


def log(folder: Path, before: dict | None, previous: Path | None, new: Path, *files: Replaced) -> dict:
    return next_log(
        before,
        release_id=new.name,
        released="2026-11-29",
        tables_dir=new / "tables",
        tables=[TREND, ANSWERS],
        previous=previous,
        replaced=list(files),
    )


def test_a_value_is_told_with_its_row_before_and_now():
    values = revised_values(trend(1.0, 2.0, None, 4.0), trend(1.0, 2.5, 3.0), TREND)
    assert values.to_dicts() == [
        {"key": "year=2002", "column": "value", "before": "2.0", "now": "2.5"},
        {"key": "year=2003", "column": "value", "before": None, "now": "3.0"},
    ]


def test_the_log_grows_by_a_release_and_a_file_is_told_once(tmp_path):
    first, second, third = (
        release(tmp_path, name, trend=frame)
        for name, frame in (("r0001", trend(1.0)), ("r0002", trend(2.0)), ("r0003", trend(2.0)))
    )
    begun = log(tmp_path, None, None, first, FILE)
    assert [entry["files"] for entry in begun["releases"]] == [[FILE.__dict__]] and begun["releases"][0]["tables"] == []
    grown = log(tmp_path, begun, first, second, FILE)
    assert [entry["release"] for entry in grown["releases"]] == ["r0002", "r0001"]
    assert grown["releases"][0]["files"] == []
    again = replace(FILE, sha256="b" * 64)
    assert log(tmp_path, grown, first, second, FILE, again)["releases"][0]["files"] == [again.__dict__], "twice on a day"
    (table,) = grown["releases"][0]["tables"]
    assert (table["added"], table["revised"], table["removed"], table["value_count"]) == (0, 1, 0, 1)
    assert log(tmp_path, grown, second, third)["releases"][0]["tables"] == []


def test_values_of_answers_are_not_told_where_two_releases_tell_single_ones(tmp_path):
    def made(name: str, count: int, share: float) -> Path:
        rows = {"wave_id": ["w"], "domain": ["all"], "domain_value": ["all"], "n_respondents": [count]}
        return release(
            tmp_path,
            name,
            survey_public_answer=pl.DataFrame({"option": ["a"], "share": [share]}),
            survey_response_rate=pl.DataFrame(rows),
            survey_wave=pl.DataFrame({"wave_id": ["w"], "disclosure_minimum_base": [10]}),
        )

    before, few, many = made("r0001", 100, 0.5), made("r0002", 102, 0.6), made("r0003", 150, 0.7)
    (hidden,) = log(tmp_path, {"releases": []}, before, few)["releases"][0]["tables"]
    assert hidden["values"] == [] and hidden["revised"] == 1
    (told,) = log(tmp_path, {"releases": []}, before, many)["releases"][0]["tables"]
    assert told["values"] == [{"key": "option=a", "column": "share", "before": "0.5", "now": "0.7"}]


@pytest.mark.parametrize(("lang", "late", "on_time"), [("ja", "遅れ", "予定どおり"), ("en", "late", "on time")])
def test_the_page_shows_releases_revisions_reasons_and_what_is_due(tmp_path, lang, late, on_time):
    for one in ("ja", "en"):
        page = tmp_path / one / "releases" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text('<main><div class="release-history" data-svelte-h="svelte-1"></div></main>', encoding="utf-8")
    values = [
        {"key": "year=2001", "column": "value", "before": "1.0", "now": "<script>2</script>"},
        {"key": "year=2001", "column": "note_ja", "before": "前", "now": "後"},
        {"key": "year=2001", "column": "note_en", "before": "old", "now": "new"},
        {"key": "year=2001", "column": "value_status", "before": "not_available", "now": None},
        {"key": "year=2001", "column": "change_pct", "before": "-0.5", "now": "2026-11-29"},
    ]
    table = {"table": "trend", "added": 0, "revised": 5, "removed": 0, "value_count": 5, "values": values}
    entry = {"release": "r0002", "released": "2026-11-29", "previous": "r0001", "tables": [table], "files": [FILE.__dict__]}
    due = [
        Expected(Bilingual(ja="古", en="Old"), "2026-01-01", date(2026, 11, 28)),
        Expected(Bilingual(ja="新", en="New"), "2026-01-01", date(2026, 11, 29)),
    ]
    write_history(
        tmp_path,
        day=date(2026, 11, 29),
        releases=[("r0002", "2026-11-29"), ("r0001", "2026-11-01")],
        log={"releases": [entry]},
        expected=due,
    )
    page = (tmp_path / lang / "releases" / "index.html").read_text(encoding="utf-8")
    assert f'href="../../r/0001/{lang}/"' in page and {"ja": "2026年11月1日", "en": "1 November 2026"}[lang] in page
    assert "1.0" in page and "&lt;script&gt;2" in page and "<script>" not in page
    assert f"{FILE.reason_ja if lang == 'ja' else FILE.reason_en}".replace("<b>", "&lt;b&gt;") in page
    texts = {"ja": (' lang="en">old<', ">前<"), "en": (' lang="ja">前<', ">old<")}[lang]
    assert ">1.0<" in page and ">\N{MINUS SIGN}0.5<" in page, "numbers as pages print them"
    assert "><code>not_available</code><" in page and ">–<" in page and "<code>2026-11-29</code>" in page
    assert all(text in page for text in texts) and page.count("lang=") == 2  # before and now, of the other language
    rows = re.findall(r'<tr role="row">(.*)</tr>', page[page.index('id="calendar"') :])[1:]
    assert [re.findall(r">([^<>]+)</td>", row)[-1] for row in rows] == [late, on_time]
