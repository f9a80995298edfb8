"""The office's workbook: all submissions, all findings, who has not answered, and a count by prefecture.

It names bodies and contacts, so it stays with the receipts, outside releases. Everything people
wrote is written as text, never as a formula.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from dagster_project.forms.intake import Intake
from dagster_project.forms.receipt_words import BASIS, SEVERITY, STATE
from dagster_project.readers.instruments import Instrument

_CREATED = datetime(2000, 1, 1)  # the same intake gives the same file
_WIDEST, _NARROWEST = 60, 8


def write_office_file(path: Path, intake: Intake, instrument: Instrument, units: pl.DataFrame) -> None:
    """Write the workbook with five sheets to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": f"{instrument.title.ja} 受付状況", "created": _CREATED})
    head = workbook.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True})
    body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C8C8C8"})
    day = workbook.add_format({"num_format": "yyyy/m/d", "valign": "top", "border": 1, "border_color": "#C8C8C8"})
    for name, frame in sheets(intake, units).items():
        _write(workbook.add_worksheet(name), frame, head, body, day)
    workbook.close()


def sheets(intake: Intake, units: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Sheet name -> rows with Japanese headers."""
    named = _named(units)
    status = unit_status(intake, units)
    submissions = (
        intake.submissions.join(named, on="unit_id", how="left", maintain_order="left")
        .join(intake.contacts, on="source_file", how="left", maintain_order="left")
        .with_columns(_in_words("state", STATE), _in_words("submitted_on_basis", BASIS))
        .select(
            pl.col("unit_id").alias("団体コード"),
            pl.col("prefecture").alias("都道府県"),
            pl.col("name_ja").alias("団体名"),
            _file_name("source_file").alias("ファイル"),
            pl.col("state").alias("受付結果"),
            pl.col("submitted_on").alias("提出日"),
            pl.col("submitted_on_basis").alias("提出日の根拠"),
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
    findings = intake.findings.join(named, on="unit_id", how="left", maintain_order="left").with_columns(
        _in_words("severity", SEVERITY)
    ).select(
        pl.col("unit_id").alias("団体コード"),
        pl.col("name_ja").alias("団体名"),
        _file_name("source_file").alias("ファイル"),
        pl.col("severity").alias("区分"),
        pl.col("question_id").alias("設問"),
        pl.col("cell").alias("セル"),
        pl.col("written").alias("記入内容"),
        pl.col("problem_ja").alias("内容"),
        pl.col("fix_ja").alias("お願いしたいこと"),
        pl.col("rule").alias("規則"),
    )
    missing = status.filter(pl.col("status") != "received").select(
        pl.col("unit_id").alias("団体コード"),
        pl.col("prefecture").alias("都道府県"),
        pl.col("name_ja").alias("団体名"),
        pl.col("status").replace_strict(
            {"missing": "未提出", "only_refused": "提出されたが受け付けられず"}, default="", return_dtype=pl.String
        ).alias("状況"),
    )
    return {
        "概要": _summary(intake, status),
        "提出一覧": submissions,
        "指摘一覧": findings,
        "未回答団体": missing,
        "都道府県別": _by_prefecture(status),
    }


def unit_status(intake: Intake, units: pl.DataFrame) -> pl.DataFrame:
    """Every unit of the frame with `status`: received, only_refused or missing; `has_errors` if received."""
    counting = intake.submissions.filter((pl.col("state") != "refused") & pl.col("superseded_by").is_null())
    refused = intake.submissions.filter((pl.col("state") == "refused") & pl.col("unit_id").is_not_null())
    return (
        _named(units)
        .join(counting.select("unit_id", pl.col("state").alias("counting_state")), on="unit_id", how="left", maintain_order="left")
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
    return units.select(
        "unit_id",
        *(pl.col(name) if name in units.columns else nothing.alias(name) for name in ("prefecture", "name_ja")),
    )


def _file_name(column: str) -> pl.Expr:
    """The name below the folder of forms, as people know it."""
    return pl.col(column).str.replace(r"^.*?/forms/", "")


def _in_words(column: str, words: dict[str, dict[str, str]]) -> pl.Expr:
    return pl.col(column).replace_strict({code: texts["ja"] for code, texts in words.items()}, return_dtype=pl.String)


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


def _by_prefecture(status: pl.DataFrame) -> pl.DataFrame:
    received = pl.col("status") == "received"
    return (
        status.group_by(pl.col("prefecture").fill_null("—").alias("都道府県"), maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("対象団体"),
            received.sum().cast(pl.Int64).alias("回答団体"),
            (received & pl.col("has_errors")).sum().cast(pl.Int64).alias("うち要修正のある団体"),
            (~received).sum().cast(pl.Int64).alias("未回答団体"),
            (received.mean() * 100).round(1).alias("回答率(%)"),
        )
    )


def _write(sheet, frame: pl.DataFrame, head, body, day) -> None:  # noqa: ANN001
    """A table with a frozen, filtered head; widths follow the contents."""
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, name, head)
        longest = frame[name].cast(pl.String).str.len_chars().max() or 0
        sheet.set_column(column, column, min(max(2 * len(name), longest * 1.4, _NARROWEST), _WIDEST))
    for place, row in enumerate(frame.iter_rows(), start=1):
        for column, value in enumerate(row):
            match value:
                case None:
                    sheet.write_blank(place, column, None, body)
                case str():
                    sheet.write_string(place, column, value, body)
                case int() | float():
                    sheet.write_number(place, column, value, body)
                case _:
                    sheet.write_datetime(place, column, value, day)
    sheet.freeze_panes(1, 0)
    if frame.height:
        sheet.autofilter(0, 0, frame.height, frame.width - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
