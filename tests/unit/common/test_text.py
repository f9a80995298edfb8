"""Text is made comparable for matching, and kept as published for loading."""

import re

import polars as pl
import pytest

from dagster_project.common.text import FALSE_DIGIT, clean, clean_but_marks, clean_cells, clean_cells_but_marks, trim_cells


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


def test_of_all_signs_false_digits_alone_stay_what_they_are() -> None:
    signs = [chr(code) for code in (*range(0x20, 0xD800), *range(0x1F000, 0x1F200))]
    kept = [sign for sign in signs if clean_but_marks(f"5{sign}年") != clean(f"5{sign}年")]
    assert "".join(kept) == "".join(sign for sign in signs if re.match(FALSE_DIGIT, sign) and clean(sign) != sign)
    assert all(clean_but_marks(f"５{sign}年") == f"5{sign}年" for sign in kept)
    mixed = ["令和５²年", "ｶﾅ①", "", "⑩〜", None]
    assert clean_cells_but_marks(pl.Series(mixed)).to_list() == ["令和5²年", "カナ①", "", "⑩~", ""]
