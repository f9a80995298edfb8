"""The security policy of the published pages: none runs what is written into it, none sends or fetches anything elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'none'", "'self'"},
    "connect-src": {"'none'", "'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
}
DATA = {"application/json", "application/ld+json"}


class Page(HTMLParser):
    """What of a page a browser would run, load or send by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.found: list[str] = []
        self.first_script_or_style: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(values["content"])
            if self.first_script_or_style is not None:
                self.found.append(f"{self.first_script_or_style} before the policy")
        loads = tag in ("script", "style") or (tag == "link" and "stylesheet" in values.get("rel", ""))
        if loads and values.get("type") not in DATA:
            self.first_script_or_style = self.first_script_or_style or tag
        if tag == "script" and values.get("type") not in DATA and "src" not in values:
            self.found.append("script in the page")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.found.append(tag)
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "formaction") and re.match(
                r"\s*(javascript|data|vbscript):", value, re.IGNORECASE
            ):
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def files(site) -> list[Path]:
    """Every page, those at permanent addresses and the one for what is not there included."""
    return sorted(site.rglob("*.html"))


def test_every_page_has_one_policy_that_allows_no_script_but_files_of_its_own(site, files):
    assert len(files) > 200
    for file in files:
        page = Page(file.read_text(encoding="utf-8"))
        (policy,) = page.policies
        parts = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
        assert parts.keys() == POLICY.keys(), file
        assert all(len(values) == 1 and values[0] in POLICY[name] for name, values in parts.items()), (file, policy)
        assert parts["script-src"] == parts["connect-src"], file


def test_nothing_is_written_into_a_page_that_a_browser_would_run(files):
    assert {str(file): found for file in files if (found := Page(file.read_text(encoding="utf-8")).found)} == {}


@pytest.mark.parametrize(
    "markup",
    [
        "<script>1</script>",
        '<p onclick="x()">',
        '<p style="color:red">',
        '<a href=" JavaScript:x()">',
        "<style>p{}</style>",
        '<iframe src="a">',
        '<base href="/">',
    ],
)
def test_the_test_sees_what_it_is_for(markup):
    assert Page(markup).found


@pytest.mark.parametrize(
    "markup", ['<script type="application/json">{"a": 1}</script>', '<script src="../a.js" defer></script>']
)
def test_data_and_files_of_the_site_are_no_script_in_a_page(markup):
    assert not Page(markup).found
