"""`make docs` describes the published release, and its pages ask nothing of other hosts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from dagster_project.commands.docs import docs
from dagster_project.release import datapackage
from dagster_project.settings import Settings


class _Loaded(HTMLParser):
    """What a browser loads with a page, and the policy that it meets first."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.policy_at: int | None = None
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags += 1
        if values.get("http-equiv") == "Content-Security-Policy" and "default-src 'none'" in (values.get("content") or ""):
            self.policy_at = self.policy_at or self.tags
        if tag in ("script", "link", "img", "iframe"):
            self.addresses += [value for name in ("src", "href") if (value := values.get(name)) is not None]


def test_the_pages_describe_every_published_column_and_load_nothing_from_elsewhere(built, capsys):
    settings = Settings(built.raw, built.data)
    before = (settings.internal_link / "warehouse.duckdb").stat().st_mtime_ns
    assert docs(settings) == 0, capsys.readouterr().err
    assert (settings.internal_link / "warehouse.duckdb").stat().st_mtime_ns == before
    pages = {path.name: path.read_text(encoding="utf-8") for path in settings.docs_dir.iterdir()}
    assert sorted(pages) == ["dbt.html", "dictionary_en.html", "dictionary_ja.html"]

    package = datapackage.read(settings.current_link.resolve())
    columns = {(table["name"], field["name"]) for table in package["resources"] for field in table["schema"]["fields"]}
    for language in ("ja", "en"):
        sections = re.split(r'<h3 id="reports\.', pages[f"dictionary_{language}.html"])[1:]
        named = {
            (section.split('"', 1)[0], column)
            for section in sections
            for column in re.findall(r'<th scope="row"><code>(\w+)</code>', section.split("</section>", 1)[0])
        }
        assert named == columns
    assert json.dumps("model.warehouse.mail_trend") in pages["dbt.html"]

    for name, page in pages.items():
        loaded = _Loaded()
        loaded.feed(page)
        # html, head, the encoding at most: nothing is loaded before the policy holds.
        assert loaded.policy_at is not None and loaded.policy_at <= 4, name
        assert not [address for address in loaded.addresses if "//" in address], name
        assert "//d1fc8wv8zag5ca" not in page


def test_without_a_release_there_is_nothing_to_describe(tmp_path, capsys):
    assert docs(Settings(tmp_path / "raw", tmp_path / "data")) == 1
    assert "make run" in capsys.readouterr().err
