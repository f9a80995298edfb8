"""What whoever holds two releases can tell that neither tells alone.

Each release is protected by itself. Two of them can be subtracted, so that what is left are the answers of the few bodies that
changed; and where each hides figures that the other shows, all that both show may give away what either hides.
"""

from __future__ import annotations

import polars as pl

RESPONSES, WAVES = "survey_response_rate", "survey_wave"
# Tables of answers, and the figure that a changed answer moves: how many chose an option, what all numbers make together.
FIGURES = {"survey_estimate": "n_yes", "survey_numeric_estimate": "estimate"}
TABLES = (RESPONSES, WAVES, *FIGURES)
_GROUP = ["wave_id", "domain", "domain_value"]
_FIGURE = ["wave_id", "question_id", "option_code", "statistic", "domain", "domain_value", "base", "weighting"]

Tables = dict[str, pl.DataFrame]  # of a release, those of TABLES that it has


def few_more_answers(before: Tables, after: Tables) -> pl.DataFrame:
    """Groups in which fewer bodies answered between two releases than a share may be based on: wave_id, domain,
    domain_value, n_respondents, n_respondents_now.
    """
    groups = _respondents(before, after)
    few = groups.filter((pl.col("change") > 0) & (pl.col("change") < pl.col("disclosure_minimum_base")))
    return few.drop("change", "disclosure_minimum_base").sort(_GROUP)


def few_changed_answers(before: Tables, after: Tables) -> pl.DataFrame:
    """Questions that so few bodies answered, corrected or took back between two releases that their answers follow from
    the two figures: wave_id, question_id.

    A form that is corrected is no further respondent: the number of respondents stays, and the total moves by the number
    that was wanting. Of a total nobody can say how many bodies moved it, of a count at least as many as it moved by.
    """
    few = pl.col("disclosure_minimum_base")
    found = []
    for table, figure in FIGURES.items():
        both = _figures(table, before, after, "n_base", figure)
        bodies = (pl.col("n_base_now") - pl.col("n_base")).abs()
        moved = (pl.col(f"{figure}_now") - pl.col(figure)).abs()
        few_corrected = (moved > 0) & (moved < few) if figure == "n_yes" else moved > 0
        found.append(
            both.filter(pl.col("weighting") == "unweighted")
            .filter((bodies < few) & ((bodies > 0) | few_corrected))
            .select("wave_id", "question_id")
        )
    return pl.concat(found).unique().sort("wave_id", "question_id")


def exchanged_figures(before: Tables, after: Tables) -> pl.DataFrame:
    """Waves of which each of two releases hides figures that the other shows: wave_id, hidden_now, shown_now.

    What is hidden is safe beside what its own release shows; beside what both show it may be calculated. A wave whose
    answers have grown by more than a share may be based on is another one.
    """
    found = []
    for table in FIGURES:
        is_hidden, is_hidden_now = pl.col("disclosure_flag").is_not_null(), pl.col("disclosure_flag_now").is_not_null()
        both = _figures(table, before, after, "disclosure_flag")
        found.append(both.select("wave_id", hidden_now=~is_hidden & is_hidden_now, shown_now=is_hidden & ~is_hidden_now))
    groups = _respondents(before, after)
    others = groups.filter((pl.col("domain") == "all") & (pl.col("change") >= pl.col("disclosure_minimum_base")))
    return (
        pl.concat(found)
        .group_by("wave_id")
        .agg(pl.col("hidden_now", "shown_now").sum())
        .filter((pl.col("hidden_now") > 0) & (pl.col("shown_now") > 0))
        .join(others, on="wave_id", how="anti")
        .sort("wave_id")
    )


def _respondents(before: Tables, after: Tables) -> pl.DataFrame:
    """The groups that both releases have: _GROUP, n_respondents, n_respondents_now, change (its size),
    disclosure_minimum_base.
    """
    schema = {**dict.fromkeys(_GROUP, pl.String), "n_respondents": pl.Int64}
    old, new = (tables.get(RESPONSES, pl.DataFrame(schema=schema)).select(list(schema)) for tables in (before, after))
    both = old.join(new, on=_GROUP, suffix="_now")
    change = (pl.col("n_respondents_now") - pl.col("n_respondents")).abs()
    return both.with_columns(change=change).join(_minimum_bases(after), on="wave_id")


def _figures(table: str, before: Tables, after: Tables, *columns: str) -> pl.DataFrame:
    """The figures that both releases have: their key, the columns before and now, disclosure_minimum_base."""
    if not all({*columns} <= {*tables.get(table, pl.DataFrame()).columns} for tables in (before, after)):
        texts = ("wave_id", "question_id", "weighting", "disclosure_flag", "disclosure_flag_now")
        numbers = [name for name in columns if name != "disclosure_flag"]
        numbers += [*(f"{name}_now" for name in numbers), "disclosure_minimum_base"]
        empty = {name: pl.String if name in texts else pl.Int64 for name in (*texts, *numbers)}
        return pl.DataFrame(schema=empty)
    key = [name for name in _FIGURE if name in before[table].columns]
    old, new = (tables[table].select(*key, *columns) for tables in (before, after))
    return old.join(new, on=key, suffix="_now", nulls_equal=True).join(_minimum_bases(after), on="wave_id")


def _minimum_bases(after: Tables) -> pl.DataFrame:
    schema = {"wave_id": pl.String, "disclosure_minimum_base": pl.Int64}
    return after.get(WAVES, pl.DataFrame(schema=schema)).select(list(schema))
