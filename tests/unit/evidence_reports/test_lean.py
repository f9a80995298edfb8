"""A finished page loses what nobody reads, and nothing else: no word, no blank between words, no data."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

IMPORTS = "import { lean } from './scripts/lean.mjs';"


def lean(html: str) -> str:
    return str(evaluated("lean(given)", IMPORTS, html))


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        ('<p>a <!-- HEAD_svelte-1_START --><em>b</em> <a href="x">c</a></p>', '<p>a <em>b</em> <a href="x">c</a></p>'),
        ('<tr role="row">\n\t<td>1 </td> <td>2</td>\n</tr>', '<tr role="row"><td>1</td><td>2</td></tr>'),
        ('<p data-svelte-h="svelte-x1" rel="external">a</p>  <div>b</div>', "<p>a</p><div>b</div>"),
        ('<svg> <line x1="0%"></line> <circle r="5"></circle></svg>', '<svg><line x1="0%"/><circle r="5"/></svg>'),
        ('<meta name="a" content="b > c/" /> <br/>', '<meta name="a" content="b > c/"><br>'),
        ('<path d="M0 0"><title>a</title></path>', '<path d="M0 0"><title>a</title></path>'),
        ('<td title="a > b">\u3000c</td>', '<td title="a > b">\u3000c</td>'),
        ("<a>1</a> <a>2</a>\n<span>3</span>", "<a>1</a> <a>2</a> <span>3</span>"),
    ],
)
def test_what_nobody_reads_is_gone_and_blanks_between_words_stay(drawn, left):
    assert lean(drawn) == left


@pytest.mark.parametrize("name", ["pre", "script", "style", "textarea"])
def test_what_is_read_as_it_stands_is_kept(name):
    kept = f"<{name}>select 1\n  <!-- a -->  </{name}>"
    assert lean(f"<div>  {kept}  <p>a</p></div>") == f"<div>{kept}<p>a</p></div>"
