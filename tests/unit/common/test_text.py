"""Text is made comparable for matching, and kept as published for loading."""

import polars as pl
import pytest

from dagster_project.common.text import clean, clean_cells, trim_cells


@pytest.mark.parametrize(
    ("published", "comparable"),
    [
        ("団体コード ", "団体コード"),
        ("\u3000東京都\u3000", "東京都"),
        ("都道府県名\n（漢字）", "都道府県名(漢字)"),
        ("都道府県名\r\n（ｶﾅ）", "都道府県名(カナ)"),
        ("１２３", "123"),
        ("榊\U000e0100原", "榊原"),
        ("0歳〜4歳", "0歳~4歳"),
        ("0歳～4歳", "0歳~4歳"),
        ("−5", "-5"),
        ("\ufeffコード", "コード"),
    ],
)
def test_spellings_of_the_same_text_become_equal(published: str, comparable: str) -> None:
    assert clean(published) == comparable
    assert clean_cells(pl.Series([published])).to_list() == [comparable]


def test_null_is_the_empty_text() -> None:
    assert clean(None) == ""
    assert clean_cells(pl.Series([None, "a"], dtype=pl.String)).to_list() == ["", "a"]


def test_loaded_text_keeps_its_characters() -> None:
    published = pl.Series(["\u3000（案）①\u3000", "榊\U000e0100", "a\r\nb", "  ", None], dtype=pl.String)
    assert trim_cells(published).to_list() == ["（案）①", "榊\U000e0100", "a\nb", None, None]
