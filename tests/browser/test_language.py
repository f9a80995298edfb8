"""Both languages as an official document has them, on every page of the built site: words, signs, names of programs."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb
import pytest
import yaml

from dagster_project.settings import SITE_DIR
from tests.browser.page_texts import Text, texts_of

JAPANESE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_./][A-Za-z0-9]+)*")
ADDRESS = re.compile(r"https?://\S+|\br/\d{4}/\S+")  # whole, or of a release where the site has no address
# Words that a Japanese text quotes as a document in another language has them.
QUOTED = re.compile(r"「[A-Za-z0-9 .,&'-]+」")
# A name of a column, table or file, and what is typed into a terminal.
IDENTIFIER = re.compile(r"\b[a-z]{2,}[a-z0-9]*(?:_[a-z0-9]+)+\b|\b[\w-]+/[\w./-]+\.(?:csv|json|md|parquet|sql|xlsx|yml)\b")
COMMAND = re.compile(
    r"\bmake (?:build|run|register|paper|preview|handout|serve|refresh|form|intake|tables)\b|\bnpm \w|\bgit \w"
)
# Where words for developers may stand.
FOR_DEVELOPERS = re.compile(r"^(?:ja|en)/about/|data-engineering")
WORD_LIST = yaml.safe_load((SITE_DIR / "word_list.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(release) -> list[Text]:
    """Every text once: what stands on hundreds of pages is one finding. Earlier releases are never rewritten."""
    own = (text for text in texts_of(release / "site") if not text.page.startswith("r/"))
    once = {(text.lang, text.words, text.kind, text.is_code): text for text in own}
    return list(once.values())


@pytest.fixture(scope="module")
def titles(release) -> set[str]:
    """The Latin words in names and titles of publications, which are quoted as they are."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            "select concat_ws(' ', title_ja, publisher_ja, title_en, url) from source "
            "union all select concat_ws(' ', title_ja, compiled_by_ja, licence_ja) from received_file"
        ).fetchall()
    words = {word for (text,) in rows for word in LATIN.findall(text)}
    return words | {part for word in words for part in word.split("/")}


def found(texts: list[Text], lang: str, look: Callable[[str], list[str]], *, kinds: tuple[str, ...] = ()) -> list[str]:
    """What is found in the texts of a language that are no code, with its page and its text."""
    return [
        f"{text.page}: {hit!r} in {text.words[:80]!r}"
        for text in texts
        if text.lang == lang and not text.is_code and text.kind not in kinds
        for hit in look(ADDRESS.sub("", text.words))
    ]


def test_latin_words_on_japanese_pages_are_names_titles_or_on_the_list(texts, titles):
    allowed = titles | {word for words in WORD_LIST["latin"].values() for word in words}
    pattern = re.compile("|".join(f"(?:{one})" for one in WORD_LIST["latin_patterns"]))

    def strangers(words: str) -> list[str]:
        latin = (word for word in LATIN.findall(QUOTED.sub("", words)) if len(word) > 1)
        return [word for word in latin if word not in allowed and not pattern.fullmatch(word)]

    # A title in the browser's tab is the name of a table, which no markup can say.
    assert found(texts, "ja", strangers, kinds=("title", "attribute")) == []


def test_japanese_on_english_pages_is_said_to_be_japanese(texts):
    assert found(texts, "en", JAPANESE.findall) == []


def test_each_language_has_one_width_of_per_cent_and_parentheses_and_one_minus(texts):
    def mixed(words: str) -> list[str]:
        if not JAPANESE.search(words):
            return re.findall(r"^-\d.*", words)
        around = re.findall(r"[々\u3041-\u9fff」』）]\d* ?\(|\([^()]*[\u3005-\u9fff][^()]*\)|\)[々\u3041-\u9fff]", words)
        return [
            *around,
            *re.findall(r"\d\s?%", words),
            *re.findall(r"(?:^|[\s（、\u3041-\u3096比率])[-▲△]\d\S*|−\d+-\d|▲", words),
        ]

    def wide(words: str) -> list[str]:
        return [
            *re.findall(r"[％（）、。「」▲△]", words),
            *re.findall(r"(?:^|[\s(])-\d\S*|−\d+-\d", words),
            *re.findall(r"\d %", words),
        ]

    assert found(texts, "ja", mixed) == []
    assert found(texts, "en", wide) == []


def test_a_count_of_items_has_no_decimals(texts):
    """12,566,070,000.00 items: each value of a column of many units has its own decimals."""
    for lang in ("ja", "en"):
        assert found(texts, lang, lambda words: re.findall(r"^\d{1,3}(?:,\d{3}){3,}\.0+$", words)) == []


def test_ten_thousand_oku_are_a_cho(texts):
    assert found(texts, "ja", lambda words: re.findall(r"\d{2,},\d{3}億", words)) == []


def test_english_counts_in_billions(texts):
    assert found(texts, "en", lambda words: re.findall(r"\bhundred million\b", words)) == []


def test_names_of_columns_and_files_stand_in_code(texts):
    for lang in ("ja", "en"):
        assert found(texts, lang, IDENTIFIER.findall, kinds=("title", "attribute")) == []


def test_what_developers_type_stands_only_where_developers_read(texts):
    hits = [f"{text.page}: {text.words[:80]}" for text in texts if COMMAND.search(text.words)]
    assert [hit for hit in hits if not FOR_DEVELOPERS.search(hit.split(": ")[0])] == []


def test_words_are_those_of_official_documents(texts):
    def unofficial(words: str) -> list[str]:
        return [f"{word} ({right})" for word, right in WORD_LIST["official"].items() if word in words]

    assert found(texts, "ja", unofficial) == []


def test_no_page_claims_that_something_was_never_published(texts):
    def claimed(words: str) -> list[str]:
        return [f"{claim} ({instead})" for claim, instead in WORD_LIST["never_claimed"].items() if claim in words]

    # The record of changes quotes what earlier releases said.
    assert found([text for text in texts if text.page != "ja/releases/"], "ja", claimed) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_words_of_developers_stand_in_code_or_where_developers_read(texts, lang):
    edge = r"\b" if lang == "en" else ""
    word = re.compile(rf"{edge}(?:{'|'.join(WORD_LIST['for_developers'][lang])}){edge}", re.IGNORECASE)
    public = [text for text in texts if not FOR_DEVELOPERS.search(text.page)]
    assert found(public, lang, word.findall, kinds=("title", "attribute")) == []


def test_a_class_of_the_ministry_is_no_name_for_our_own_groups(texts):
    """類似団体 is the ministry's classification; ours are 比較団体, and the page that says so names both."""
    own = [text for text in texts if "類似団体" in text.words]
    assert [text.words for text in own if "総務省" not in text.words] == []
