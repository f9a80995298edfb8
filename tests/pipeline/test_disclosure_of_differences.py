"""Published differences of groups say nothing that is not published beside them."""

from __future__ import annotations

import numpy as np
import polars as pl

from tests.pipeline.warehouse_rows import tables


def test_differences_of_groups_follow_from_the_published_figures(built_warehouse):
    """A reader computes every published number of them from the two published shares and errors alone."""
    shown = tables(built_warehouse, "select * from reports.survey_group_difference where statistic = 'share'")
    shares = tables(
        built_warehouse,
        "select wave_id, question_id, option_code, domain, weighting, domain_value, share, standard_error as error "
        "from reports.survey_estimate where base = 'valid' and share is not null",
    )
    place = ["wave_id", "question_id", "option_code", "domain", "weighting"]
    pairs = shown.join(shares, on=[*place, "domain_value"]).join(
        shares.rename({"domain_value": "other_domain_value", "share": "other_share", "error": "other_error"}),
        on=[*place, "other_domain_value"],
    )
    assert pairs.height == shown.height > 500, "a difference is published whose shares are not"
    np.testing.assert_allclose(pairs["difference"], pairs["share"] - pairs["other_share"], atol=1e-12)

    public = tables(built_warehouse, "select wave_id, question_id from reports.survey_question where disclosure = 'public'")
    secret = pairs.join(public, on=["wave_id", "question_id"], how="anti")
    shown_errors = secret.filter(~pl.col("withholds_error"))
    assert shown_errors.height > 500
    np.testing.assert_allclose(
        shown_errors["standard_error"], np.hypot(shown_errors["error"], shown_errors["other_error"]), rtol=1e-8, atol=1e-12
    )
    withheld = secret.filter("withholds_error")
    assert withheld.height > 100
    errors = ["standard_error", "degrees_of_freedom", "ci_low", "ci_high", "p_value", "p_value_adjusted"]
    assert withheld.select(pl.col(errors).is_null().all()).row(0) == (True,) * len(errors)

    # Adjusted over the published p values; those of pairs that are not published are in no rank of it.
    for _, family in shown_errors.filter(pl.col("p_value_adjusted").is_not_null()).group_by(place):
        p = np.sort(family["p_value"].to_numpy())
        holm = np.maximum.accumulate(np.minimum(p * np.arange(p.size, 0, -1), 1))
        np.testing.assert_allclose(np.sort(family["p_value_adjusted"].to_numpy()), holm, rtol=1e-9)


def test_means_of_few_bodies_cannot_be_found_from_differences_of_groups(built_warehouse):
    """Errors across cells would give the sum of each group in each cell, and so the answer of a body alone in one."""
    shown = tables(
        built_warehouse,
        "select d.*, a.standard_error as error, b.standard_error as other_error "
        "from reports.survey_group_difference as d "
        "join reports.survey_question as q on q.wave_id = d.wave_id and q.question_id = d.question_id "
        "left join reports.survey_numeric_estimate as a on a.wave_id = d.wave_id and a.question_id = d.question_id "
        "and a.domain = d.domain and a.domain_value = d.domain_value and a.weighting = d.weighting and a.statistic = 'mean' "
        "left join reports.survey_numeric_estimate as b on b.wave_id = d.wave_id and b.question_id = d.question_id "
        "and b.domain = d.domain and b.domain_value = d.other_domain_value "
        "and b.weighting = d.weighting and b.statistic = 'mean' "
        "where d.statistic = 'mean' and q.disclosure = 'aggregate'",
    )
    assert shown.height > 50
    assert shown["error"].null_count() == shown["other_error"].null_count() == 0
    shown_errors = shown.filter(~pl.col("withholds_error"))
    assert 0 < shown_errors.height < shown.height
    np.testing.assert_allclose(
        shown_errors["standard_error"], np.hypot(shown_errors["error"], shown_errors["other_error"]), rtol=1e-8
    )
    assert shown.filter("withholds_error")["p_value"].null_count() == shown.height - shown_errors.height
