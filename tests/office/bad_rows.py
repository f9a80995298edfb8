"""Rows that cannot be right among good ones, a figure that its authority has revised, and a layout that allows less."""

from __future__ import annotations

from pathlib import Path

from tests.pipeline.test_bad_input import CONTRACTS, FACILITIES, MAIL, POPULATION, edit, record


def break_mail(text):
    header, *lines = text.splitlines()
    index = header.split(",").index("value_10k_items")
    annual = next(line for line in lines if line.startswith("fiscal_year,2024") and ",郵便物," in line)
    cells = annual.split(",")
    wrong_unit = ",".join([*cells[:index], "12566070000", *cells[index + 1 :]])
    lines[lines.index(annual)] = wrong_unit
    return "\n".join([header, *lines, lines[0]]) + "\n"


LAYOUT = "outsourcing/outsourcing_contract.layout.yml"


def drop(raw: Path) -> None:
    """Write them into the project's own files."""
    edit(raw, LAYOUT, lambda text: text.replace("max: 1000}", "max: 999}"))
    edit(raw, MAIL, break_mail)
    edit(raw, POPULATION, lambda text: text.rstrip("\n") + "\n011003,北海道,無い市,100,10,10.00\n")
    edit(
        raw,
        CONTRACTS,
        lambda text: text.replace("山口県,萩市,", "山口県,荻市,", 1).replace("三重県,南伊勢町,", "三重県,南伊勢市,", 1),
    )
    edit(
        raw,
        FACILITIES,
        lambda text: text.replace("ファミリーマート,店舗数,全国,16571,", "ファミリーマート,店舗数,全国,16601,", 1),
    )
    for file in (MAIL, POPULATION, CONTRACTS, FACILITIES):
        record(raw, file)
