"""What a reader meets on the pages of survey results: switches without script, hidden values, samples, files."""

from __future__ import annotations

import csv
import io

import duckdb
import openpyxl
import pytest

LANGUAGES = ("ja", "en")
MARK = {"ja": "x", "en": "[c]"}


@pytest.fixture(scope="session")
def waves(release) -> dict[str, bool]:
    """Wave with answers -> whether it is made up."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        found = dict(
            connection.sql(
                "select wave_id, has_sample from survey_wave where wave_id in (select wave_id from survey_base)"
            ).fetchall()
        )
    assert found
    return found


@pytest.fixture(scope="session")
def switch_pages(site, pages) -> list[str]:
    """The path of every page with switches."""
    return [
        path for path in pages if "/survey/" in path and 'class="switches"' in (site / path / "index.html").read_text("utf-8")
    ]


@pytest.fixture(scope="session")
def used(browse, switch_pages):
    """Every page with switches, by its path, as a reader without script used it."""
    return browse("survey.mjs", switch_pages)


@pytest.fixture(scope="session")
def estimates(release) -> dict[tuple, list[tuple]]:
    """(wave, question, domain, kind of weights, base) -> rows (group, option, share, disclosure flag) in page order."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            """
            select
                wave_id, question_id, domain, domain_value, option_code, base,
                case weighting when 'unweighted' then 'unweighted' else 'weighted' end,
                share, disclosure_flag
            from survey_estimate
            order by domain_value_position, domain_value, option_position
            """
        ).fetchall()
    found: dict[tuple, list[tuple]] = {}
    for wave, question, domain, group, option, base, kind, share, flag in rows:
        found.setdefault((wave, question, domain, kind, base), []).append((group, option, share, flag))
    return found


def test_every_page_with_switches_can_be_used(used, switch_pages, waves):
    assert used.errors == {} and used.troubles == {}
    assert sorted(used) == switch_pages
    assert len(switch_pages) >= 2 * len(waves)


def test_every_wave_with_answers_has_its_pages(pages, waves):
    for wave in waves:
        for page in ("", "non-response/", "codebook/"):
            for lang in LANGUAGES:
                assert f"{lang}/survey/{wave}/{page}" in pages
    assert {"ja/survey/methodology/", "en/survey/methodology/"} <= set(pages)


def test_every_page_of_a_made_up_wave_says_so(visited, waves):
    banner = {"ja": "見本データを含む", "en": "Contains sample data"}
    seen = 0
    for path, page in visited.items():
        lang, _, rest = path.partition("/")
        wave = rest.removeprefix("survey/").split("/")[0]
        if waves.get(wave):
            seen += 1
            assert banner[lang] in page["text"], path
    assert seen >= 6


def test_switches_work_by_keyboard_without_script(used):
    for path, page in used.items():
        start = set(page["start"]["variants"])
        assert page["labelled"], path
        assert "valid" in start and "eligible" not in start, path
        if "weighting" in page["switched"]:
            assert "weighted" in start and "unweighted" not in start, path
            weights = page["switched"]["weighting"]["variants"]
            assert "unweighted" in weights and "weighted" not in weights, path
        else:  # a wave without weights has nothing to switch
            assert "unweighted" in start and "weighted" not in start, path
        bases = page["switched"]["base"]["variants"]
        assert "eligible" in bases and "valid" not in bases, path
        assert page["back"] == page["start"], path
    assert {"weighting" in page["switched"] for page in used.values()} == {True, False}


def test_the_largest_share_comes_first_when_asked_for(used):
    """In the chart, in the table behind it and in the columns of the tables by groups."""
    moved = dict.fromkeys(("chart", "behind", "columns"), 0)
    for path, page in used.items():
        start, by_share = page["start"]["order"], page["switched"]["order"]["order"]
        for part in moved:
            assert sorted(by_share[part]) == sorted(start[part]), path
            moved[part] += by_share[part] != start[part]
        assert by_share["behind"][: len(by_share["chart"])] == by_share["chart"], path
        if by_share["chart"]:
            assert by_share["columns"] == by_share["chart"], path
        assert start["isAligned"] and by_share["isAligned"], path
    # The first question of the second sample wave has its larger answer below the smaller one.
    assert min(moved.values()) > 0, moved


def test_paper_shows_the_start_and_says_which(used):
    for path, page in used.items():
        assert page["printed"]["variants"] == page["start"]["variants"], path
        assert page["printed"]["order"] == page["start"]["order"], path
        assert not page["printed"]["switches"], path
        assert page["printed"]["says"].strip(), path


def test_hidden_cells_show_the_mark_and_nothing_else(used, estimates):
    hidden = shown = 0
    for path, page in used.items():
        lang, _, wave = path.split("/")[:3]
        for table_id, rows in page["tables"].items():
            question, domain, kind, base = table_id.rsplit("-", 3)
            if base == "all":  # numeric questions
                continue
            expected = [*estimates[wave, question, "all", kind, base], *estimates[wave, question, domain, kind, base]]
            cells = [cell for row in rows for cell in row[2:]]
            assert len(cells) == len(expected), (path, table_id)
            for cell, (group, option, share, flag) in zip(cells, expected, strict=True):
                if flag is None:
                    shown += 1
                    assert float(cell.removesuffix("u")) == pytest.approx(100 * share, abs=0.0501), (
                        path,
                        table_id,
                        group,
                        option,
                    )
                else:
                    hidden += 1
                    assert cell == MARK[lang], (path, table_id, group, option)
        assert any(MARK[lang] in legend for legend in page["legends"]) == any(
            MARK[lang] in row for rows in page["tables"].values() for row in rows
        ), path
    assert hidden > 100 and shown > 100


@pytest.fixture(scope="session")
def above(release) -> dict[tuple, set[tuple]]:
    """(wave, question, domain, kind of weights) -> (option or mean, higher group, lower group) of what is significant."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            """
            select
                wave_id, question_id, domain, case weighting when 'unweighted' then 'unweighted' else 'weighted' end,
                case when statistic = 'mean' then 'mean' else option_code end,
                case when difference > 0 then domain_value_ja else other_domain_value_ja end,
                case when difference > 0 then other_domain_value_ja else domain_value_ja end
            from survey_group_difference
            where is_significant
            """
        ).fetchall()
    found: dict[tuple, set[tuple]] = {}
    for wave, question, domain, kind, *row in rows:
        found.setdefault((wave, question, domain, kind), set()).add(tuple(row))
    return found


def test_a_cell_names_the_groups_it_is_significantly_higher_than(used, above, estimates):
    """By the letter or number that stands before their name, in tables of valid answers and nowhere else."""
    seen = 0
    for path, page in used.items():
        if not path.startswith("ja/"):
            continue
        wave = path.split("/")[2]
        for table_id, rows in page["tables"].items():
            question, domain, kind, base = table_id.rsplit("-", 3)
            options = ["mean", "p25", "p50", "p75", "total", "ratio"][: len(rows[0]) - 2]
            if base != "all":
                options = [option for _, option, _, _ in estimates[wave, question, "all", kind, base]]
            named = [row[0].split("　") for row in rows]
            names = {parts[0]: parts[1] for parts in named if len(parts) == 2}
            shown = {
                (option, named[at][-1], names[mark])
                for at, cells in enumerate(page["below"][table_id])
                for option, (_, higher) in zip(options, cells[2:], strict=True)
                if higher
                for mark in higher.removeprefix("＞").replace(",", " ").split()
            }
            assert shown == (set() if base == "eligible" else above.get((wave, question, domain, kind), set())), (
                path,
                table_id,
            )
            seen += len(shown)
    assert seen > 50


def test_a_share_by_groups_stands_with_its_interval(used):
    """Everywhere but for all asked by prefecture, where the downloads have it."""
    for path, page in used.items():
        by_many_groups = path.count("/") > 3
        for table_id, rows in page["tables"].items():
            has_interval = not (by_many_groups and table_id.endswith("-eligible"))
            for row, below in zip(rows, page["below"][table_id], strict=True):
                for cell, (interval, _) in zip(row[2:], below[2:], strict=True):
                    is_number = cell[0].isdigit()
                    assert (interval is not None) == (is_number and has_interval), (path, table_id, cell)


def test_both_languages_show_the_same_tables(used):
    for path, page in used.items():
        if path.startswith("ja/"):
            english = used[f"en/{path.removeprefix('ja/')}"]
            assert list(page["tables"]) == list(english["tables"]), path
            for table_id, rows in page["tables"].items():
                numbers = [[MARK["en"] if cell == MARK["ja"] else cell for cell in row[1:]] for row in rows]
                theirs = [row[1:] for row in english["tables"][table_id]]
                assert [[cell.replace("～", "–").replace("…", "n/a") for cell in row] for row in numbers] == theirs, (
                    path,
                    table_id,
                )


def test_downloads_are_there_and_hold_no_hidden_value(site, waves, estimates):
    for wave in waves:
        folder = site / "downloads" / wave
        for name in (f"form_{wave}.xlsx", f"codebook_{wave}.xml"):
            assert (folder / name).is_file(), name
        with (folder / f"estimates_{wave}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == sum(len(found) for key, found in estimates.items() if key[0] == wave)
        hidden = [row for row in rows if row["disclosure_flag"]]
        assert hidden
        for row in hidden:
            assert not row["share"] and not row["ci_low"] and not row["standard_error"], row
        for row in rows:
            if row["disclosure_flag"] == "suppressed":
                assert not row["n_yes"] and not row["n_base"] and not row["weighted_base"], row
        for lang in LANGUAGES:
            assert hidden_cells(folder / f"results_{wave}_{lang}.xlsx", lang) == len(hidden), (wave, lang)


def hidden_cells(path, lang: str) -> int:
    """Rows of the sheet of shares that are hidden; each shows the mark in place of its share and interval."""
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    sheet = workbook[{"ja": "割合", "en": "Shares"}[lang]]
    heads = {"ja": ("割合", "95%信頼区間の下限", "秘匿"), "en": ("Share", "95 % interval from", "Disclosure")}[lang]
    rows = list(sheet.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if heads[0] in row)
    share, low, flag = (rows[top].index(head) for head in heads)
    hidden = [row for row in rows[top + 1 :] if row[flag]]
    assert all(row[share] == row[low] == MARK[lang] for row in hidden)
    assert all(isinstance(row[share], int | float) for row in rows[top + 1 :] if not row[flag])
    return len(hidden)
