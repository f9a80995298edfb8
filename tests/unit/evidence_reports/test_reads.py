"""What a page was drawn from is noted read by read: a page is drawn again exactly where one of them gives something else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.unit.evidence_reports.page_code import SITE, evaluated

IMPORTS = "import { areSame, noting, once, reader } from './components/server/reads.js';"
# A release of two tables and one file; the readers look into it as those of reports.js and files.js do.
RELEASE = """
	const release = { mail: [1, 2], offices: [3], 'form.xlsx': 'text' };
	let readings = 0;
	const rows = reader('rows', (sql) => { readings += 1; return release[sql]; }, (sql) => `hash of ${release[sql]}`);
	const text = reader('text', (name) => release[name].toUpperCase());
	const readsOf = async (page) => { const reads = new Map(); await noting(reads, page); return [...reads]; };
"""


def tried(steps: str):
    return evaluated(f"(async () => {{ {RELEASE} {steps} }})()", IMPORTS, None)


def test_a_read_that_gives_something_else_is_found_whatever_it_reads():
    assert tried("""
        const reads = await readsOf(async () => { await rows('mail'); await rows('offices'); await text('form.xlsx'); });
        release.mail = [1, 9];
        release['form.xlsx'] = 'other';
        return await areSame(reads);
    """) == [False, True, False]


def test_what_a_read_rests_on_spares_the_reading():
    assert tried("const reads = await readsOf(() => rows('mail')); return [await areSame(reads), readings];") == [[True], 1]


def test_where_other_rows_give_the_same_the_page_stays():
    """The table changed, what the page took of it did not."""
    steps = """
        const first = reader('first', () => release.mail[0], () => `hash of ${release.mail}`);
        const reads = await readsOf(() => first());
        release.mail = [1, 9];
        return await areSame(reads);
    """
    assert tried(steps) == [True]


def test_what_is_not_there_any_more_is_not_the_same():
    assert tried("""
        const reads = await readsOf(() => text('form.xlsx'));
        delete release['form.xlsx'];
        return await areSame(reads);
    """) == [False]


def test_every_page_rests_on_what_was_made_for_all():
    """The first page makes it, the second one finds it made; both are drawn again when it changes."""
    assert tried("""
        const inner = once(() => rows('mail'));
        const outer = once(async () => [await inner(), await rows('offices')]);
        const [first, second] = [await readsOf(outer), await readsOf(outer)];
        const third = await readsOf(inner);
        return [readings, first.map(([read]) => read), second.map(([read]) => read), third.map(([read]) => read)];
    """) == [2, *[['["rows","mail"]', '["rows","offices"]']] * 2, ['["rows","mail"]']]


# The only modules that reach beyond the code, and what each may take for it.
DOORS = {
    "reports.js": {"@duckdb/node-api"},
    "files.js": {"node:fs", "node:path"},
    "reads.js": {"node:async_hooks", "node:crypto"},
}


def test_nothing_of_a_release_is_read_past_the_readers():
    """What keeps a page from being drawn again must know of every read."""
    for file in sorted(path for folder in ("components", "pages") for path in (SITE / folder).rglob("*") if path.is_file()):
        code = file.read_text(encoding="utf-8")
        imported = set(re.findall(r"""from ['"]((?:node:|@duckdb)[^'"]*)['"]""", code))
        is_server = file.parent.name == "server"
        assert imported <= (DOORS.get(file.name, set()) if is_server else set()), (file, imported)
        if is_server and file.name not in DOORS:
            assert not re.search(r"^let ", code, re.M), f"{file}: what several pages need is made by once() of reads.js"


def test_what_pages_read_of_the_environment_is_part_of_what_they_are_made_of():
    """A page drawn for another address or number of a release is never taken."""
    sources = [path for folder in ("components", "pages") for path in (SITE / folder).rglob("*.js")]
    named = {name for path in sources for name in re.findall(r"process\.env\.(\w+)", path.read_text(encoding="utf-8"))}
    build = (SITE / "scripts" / "build.mjs").read_text(encoding="utf-8")
    told = set(re.findall(r"'(\w+)'", re.search(r"const OF_RELEASE = \[(.*?)\]", build, re.S)[1]))
    assert re.search(r"drawnFrom = \(digest, published\) =>\s*JSON\.stringify\(\[digest, .*, published\]\)", build, re.S)
    assert named == told | {"REPORTS_DB", "SITE_API", "SITE_DOWNLOADS", "SITE_PACKAGE", "SITE_PUBLISHED"}


def test_pages_drawn_by_other_code_or_packages_are_never_taken(tmp_path: Path):
    """Code that compiles, draws or writes what is taken away: any of it may change a page or a file beside it."""
    files = [
        tmp_path / name for name in ("package-lock.json", "folder/page.svelte", "scripts/lean.mjs", "scripts/away/pixels.mjs")
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("before", encoding="utf-8")

    def digest(folder: Path = tmp_path / "folder") -> object:
        return evaluated(
            "sourcesDigest(...given)",
            "import { sourcesDigest } from './scripts/compile.mjs';",
            [str(tmp_path), str(folder)],
        )

    seen = [digest()]
    for file in files:
        file.write_text("after", encoding="utf-8")
        seen.append(digest())
    assert len(set(seen)) == len(seen)
    elsewhere = Path(shutil.copytree(tmp_path / "folder", tmp_path / "ahead" / "folder"))
    assert digest(elsewhere) == seen[-1], "compiled ahead, in another place"
