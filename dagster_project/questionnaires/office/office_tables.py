"""The tables of the office's workbook: what came in, what was found, who is missing, and how it went day by day.

Counts of findings by rule and question stay here: together with published counts they would say
how many left a question unanswered.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from dagster_project.questionnaires.form.identity import question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.intake import COUNTS, Intake
from dagster_project.questionnaires.intake.received_forms import COUNTING_ORDER
from dagster_project.questionnaires.office.receipt_words import BASIS, SEVERITY, STATE, bands, vintages


def office_tables(intake: Intake, instrument: Instrument, units: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Sheet name -> rows with Japanese headers."""
    status = unit_status(intake, units)
    groups = {"都道府県別": ("prefecture", "都道府県"), "人口規模別": ("population_band", "人口規模")}
    return {
        "概要": _summary(intake, status),
        "日別": _by_day(intake, instrument, status.height),
        **{
            sheet: _by_group(status, column, head)
            for sheet, (column, head) in groups.items()
            if status[column].null_count() < status.height
        },
        "未回答団体": _missing(status),
        "提出一覧": _submissions(intake, units),
        "指摘一覧": _findings(intake, instrument, units),
        "規則別": _by_rule(intake, instrument),
    }


def unit_status(intake: Intake, units: pl.DataFrame) -> pl.DataFrame:
    """Every unit of the frame with `status`: received, only_refused or missing; `has_errors` if received."""
    refused = intake.submissions.filter((pl.col("state") == "refused") & pl.col("unit_id").is_not_null())
    counting = intake.submissions.filter(COUNTS).select("unit_id", pl.col("state").alias("counting_state"))
    return (
        _named(units)
        .join(counting, on="unit_id", how="left", maintain_order="left")
        .with_columns(
            status=pl.when(pl.col("counting_state").is_not_null())
            .then(pl.lit("received"))
            .when(pl.col("unit_id").is_in(refused["unit_id"].unique().implode()))
            .then(pl.lit("only_refused"))
            .otherwise(pl.lit("missing")),
            has_errors=pl.col("counting_state") == "accepted_with_errors",
        )
        .drop("counting_state")
    )


def _named(units: pl.DataFrame) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    names = ("prefecture", "name_ja", "population_band")
    return units.select("unit_id", *(pl.col(name) if name in units.columns else nothing.alias(name) for name in names))


def _summary(intake: Intake, status: pl.DataFrame) -> pl.DataFrame:
    received = status.filter(pl.col("status") == "received")
    lines = [
        ("対象団体", status.height),
        ("回答団体", received.height),
        ("うち要修正のある団体", received.filter("has_errors").height),
        ("未回答団体", status.height - received.height),
        ("うち提出されたが受け付けられなかった団体", status.filter(pl.col("status") == "only_refused").height),
        ("受領したファイル", intake.submissions.height),
        ("うち受け付けられなかったファイル", intake.submissions.filter(pl.col("state") == "refused").height),
        ("うち後の提出により控えとなったファイル", intake.submissions["superseded_by"].count()),
        ("うち期限後のファイル", intake.submissions.filter("is_late").height),
    ]
    return pl.DataFrame(lines, schema={"項目": pl.String, "件数": pl.Int64}, orient="row")


def _by_day(intake: Intake, instrument: Instrument, unit_count: int) -> pl.DataFrame:
    """Cumulative by day, each body with the form known by then; a form without a date is in the last row only."""
    first_day, last_day = instrument.field_period.first.day, instrument.field_period.last.last_day
    used = intake.submissions.filter(pl.col("state") != "refused")
    sent = {day for day in used["submitted_on"].drop_nulls() if day >= first_day}
    days = sorted({first_day, last_day, *sent})
    known = [(day, "interim" if day <= last_day else "late", used.filter(pl.col("submitted_on") <= day)) for day in days]
    known.append((days[-1], "final", used))
    return pl.DataFrame([_counts(day, vintage, forms, unit_count) for day, vintage, forms in known])


def _counts(day: date, vintage: str, forms: pl.DataFrame, unit_count: int) -> dict[str, object]:
    last = forms.sort(COUNTING_ORDER, nulls_last=False).unique("unit_id", keep="last")
    faulty = last.filter(pl.col("state") == "accepted_with_errors").height
    return {
        "日": day,
        "区分": vintages()[vintage],
        "回答団体": last.height,
        "うち要修正なし": last.height - faulty,
        "うち要修正あり": faulty,
        "うち期限後": last.filter("is_late").height,
        "未回答団体": unit_count - last.height,
        "回答率(%)": round(100 * last.height / unit_count, 1),
    }


def _by_group(status: pl.DataFrame, column: str, head: str) -> pl.DataFrame:
    received = pl.col("status") == "received"
    group = pl.col(column).replace(bands()).fill_null("—").alias(head)
    return status.group_by(group, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("対象団体"),
        received.sum().cast(pl.Int64).alias("回答団体"),
        (received & ~pl.col("has_errors")).sum().cast(pl.Int64).alias("うち要修正なし"),
        (received & pl.col("has_errors")).sum().cast(pl.Int64).alias("うち要修正あり"),
        (~received).sum().cast(pl.Int64).alias("未回答団体"),
        (received.mean() * 100).round(1).alias("回答率(%)"),
    )


def _missing(status: pl.DataFrame) -> pl.DataFrame:
    words = {"missing": "未提出", "only_refused": "提出されたが受け付けられず"}
    return status.filter(pl.col("status") != "received").select(
        pl.col("unit_id").alias("団体コード"),
        pl.col("prefecture").alias("都道府県"),
        pl.col("name_ja").alias("団体名"),
        pl.col("status").replace_strict(words, default="", return_dtype=pl.String).alias("状況"),
    )


def _submissions(intake: Intake, units: pl.DataFrame) -> pl.DataFrame:
    return (
        intake.submissions.join(_named(units), on="unit_id", how="left", maintain_order="left")
        .join(intake.contacts, on="source_file", how="left", maintain_order="left")
        .select(
            pl.col("unit_id").alias("団体コード"),
            pl.col("prefecture").alias("都道府県"),
            pl.col("name_ja").alias("団体名"),
            _file_name("source_file").alias("ファイル"),
            _in_words("state", STATE).alias("受付結果"),
            pl.col("submitted_on").alias("提出日"),
            _in_words("submitted_on_basis", BASIS).alias("提出日の根拠"),
            pl.col("is_late").replace_strict({True: "期限後", False: ""}, return_dtype=pl.String).alias("期限"),
            pl.col("round_number").alias("提出回"),
            _file_name("superseded_by").alias("代わりに有効なファイル"),
            pl.col("cell_count").alias("記入のあった回答の欄"),
            pl.col("answer_count").alias("使用した回答の欄"),
            pl.col("error_count").alias("要修正"),
            pl.col("finding_count").alias("指摘の計"),
            pl.col("section").alias("担当部署"),
            pl.col("person").alias("担当者"),
            pl.col("contact").alias("電話・電子メール"),
            pl.col("form_version").alias("様式の版"),
        )
    )


def _findings(intake: Intake, instrument: Instrument, units: pl.DataFrame) -> pl.DataFrame:
    return intake.findings.join(_named(units), on="unit_id", how="left", maintain_order="left").select(
        pl.col("unit_id").alias("団体コード"),
        pl.col("name_ja").alias("団体名"),
        _file_name("source_file").alias("ファイル"),
        _in_words("severity", SEVERITY).alias("区分"),
        _question(instrument).alias("設問"),
        pl.col("cell").alias("セル"),
        pl.col("written").alias("記入内容"),
        pl.col("problem_ja").alias("内容"),
        pl.col("fix_ja").alias("お願いしたいこと"),
        pl.col("rule").alias("規則"),
    )


def _by_rule(intake: Intake, instrument: Instrument) -> pl.DataFrame:
    """How often each rule was broken in each question: where the form itself may be to blame."""
    return (
        intake.findings.group_by("severity", "rule", "question_id", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("指摘の数"),
            pl.col("source_file").n_unique().cast(pl.Int64).alias("ファイルの数"),
            pl.col("problem_ja").first().alias("内容の例"),
        )
        .sort("指摘の数", "rule", "question_id", descending=[True, False, False], nulls_last=True)
        .select(
            _question(instrument).alias("設問"),
            _in_words("severity", SEVERITY).alias("区分"),
            pl.col("rule").alias("規則"),
            "指摘の数",
            "ファイルの数",
            "内容の例",
        )
    )


def _question(instrument: Instrument) -> pl.Expr:
    """問3(Q03): as the form prints it, and as the tables call it."""
    called = {
        question.id: f"{question_number(place, 'ja')}({question.id})"
        for place, question in enumerate(instrument.questions, start=1)
    }
    return pl.col("question_id").replace_strict(called, default=pl.col("question_id"), return_dtype=pl.String)


def _file_name(column: str) -> pl.Expr:
    """The name below the folder of forms, as people know it."""
    return pl.col(column).str.replace(r"^.*?/forms/", "")


def _in_words(column: str, words: dict[str, dict[str, str]]) -> pl.Expr:
    return pl.col(column).replace_strict({code: texts["ja"] for code, texts in words.items()}, return_dtype=pl.String)
