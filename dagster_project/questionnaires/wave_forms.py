"""All that a command or a build does with the forms of a wave: find it, write its form, take its forms in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from dagster_project.common.files import private_directory
from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.form.blank_form import write_blank_form
from dagster_project.questionnaires.form.identity import form_version
from dagster_project.questionnaires.form.publication_outlook import outlook_text, outlooks
from dagster_project.questionnaires.form.wave_units import former_names, ward_names, wave_attributes, wave_units
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.wave_files import SUBJECT, wave_instruments
from dagster_project.questionnaires.intake.intake import COUNTS, Intake, take_in
from dagster_project.questionnaires.office.office_workbook import write_office_file
from dagster_project.questionnaires.office.receipts import OFFICE_FILE, safe_name, write_receipts
from dagster_project.questionnaires.office.set_aside import write_set_aside
from dagster_project.questionnaires.takeaway.codebook import ddi_codebook
from dagster_project.questionnaires.units.known_bodies import KnownBodies, known_bodies
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.received.recorded_municipalities import RecordedMunicipalities


@dataclass(frozen=True)
class Wave:
    """A wave folder, its instrument, the units of its frame, the names that bodies now in it had before, and those of wards
    that are no bodies of a frame; and all bodies, where it asks some of them."""

    folder: Path
    instrument: Instrument
    units: pl.DataFrame
    former: pl.DataFrame
    wards: frozenset[str]
    known: KnownBodies | None

    @property
    def frame(self) -> Frame:
        """The units with all that tells which of them a code or a name means."""
        return Frame(self.units, self.former, self.wards, self.known)


def waves(raw_dir: Path) -> list[Wave]:
    """Every wave below raw/questionnaires, ordered by folder."""
    municipalities = RecordedMunicipalities(raw_dir)
    return [_wave(folder, instrument, municipalities) for folder, instrument in wave_instruments(raw_dir / SUBJECT)]


def find_wave(raw_dir: Path, wave_id: str) -> Wave:
    """The wave with this id; raises InputProblem naming those there are."""
    known = wave_instruments(raw_dir / SUBJECT)
    for folder, instrument in known:
        if instrument.wave_id == wave_id:
            return _wave(folder, instrument, RecordedMunicipalities(raw_dir))
    listed = ", ".join(instrument.wave_id for _, instrument in known)
    raise InputProblem(
        value=wave_id or None,
        problem_ja=f"{f'調査 {wave_id} はありません' if wave_id else '調査が指定されていません'}。現在ある調査: {listed}",
        problem_en=f"{f'There is no wave {wave_id}' if wave_id else 'No wave is given'}; there are: {listed}",
        fix_ja="WAVE に上のいずれかを指定するか、raw/questionnaires/<wave_id>/instrument.yml を置いてください。",
        fix_en="Give one of these as WAVE, or add raw/questionnaires/<wave_id>/instrument.yml.",
    )


def _wave(folder: Path, instrument: Instrument, municipalities: RecordedMunicipalities) -> Wave:
    units = wave_units(municipalities, folder, instrument)
    former = former_names(municipalities, instrument, units)
    wards, known = ward_names(municipalities, instrument), known_bodies(municipalities, instrument)
    return Wave(folder, instrument, units, former, wards, known)


def write_form(forms_dir: Path, wave: Wave, *, language: str, unit_id: str | None) -> Path:
    """Write the blank form below `forms_dir`/<wave_id>; returns where it is."""
    parts = ["form", wave.instrument.wave_id, *([safe_name(unit_id)] if unit_id else [])]
    if language != "ja":
        parts.append(language)
    path = forms_dir / wave.instrument.wave_id / f"{'_'.join(parts)}.xlsx"
    write_blank_form(path, wave.instrument, wave.units, language=language, unit_id=unit_id)
    return path


def publication_outlook(wave: Wave) -> str | None:
    """What the wave will be able to publish, in words; None where it breaks nothing down."""
    found = outlooks(wave.instrument, wave_attributes(wave.folder, wave.instrument, wave.units))
    return outlook_text(found) if found else None


def take_in_wave(wave: Wave, receipts_dir: Path) -> Intake:
    """Take the wave's forms in and write its receipts and the office's workbook anew."""
    intake = take_in(wave.folder, wave.instrument, wave.units, wave.former, wave.wards, wave.known)
    folder = private_directory(receipts_dir) / wave.instrument.wave_id
    if intake.submissions.height or folder.exists():
        write_receipts(folder, intake, wave.instrument, wave.units)
        write_office_file(folder / OFFICE_FILE, intake, wave.instrument, wave.units)
    return intake


def summary(wave: Wave, intake: Intake) -> str:
    """What the intake found, in a few lines of both languages."""
    states = dict(intake.submissions.group_by("state").len().iter_rows())
    counting = intake.submissions.filter(COUNTS)
    files, units = intake.submissions.height, wave.units.height
    accepted, faulty, refused = (states.get(name, 0) for name in ("accepted", "accepted_with_errors", "refused"))
    lines = [
        f"{wave.instrument.wave_id}  様式の版 / form version {form_version(wave.instrument)}",
        f"受領ファイル {files:,}: 受付 {accepted:,}、受付(要修正あり) {faulty:,}、受付不可 {refused:,}",
        f"回答団体 {counting.height:,} / 対象団体 {units:,}、未回答 {units - counting.height:,}",
        f"{files:,} files: {accepted:,} accepted, {faulty:,} accepted with errors, {refused:,} refused",
        f"{counting.height:,} of {units:,} bodies have answered, {units - counting.height:,} have not",
    ]
    rules = (
        intake.findings.filter(pl.col("severity") != "notice")
        .group_by("severity", "rule")
        .len()
        .sort("len", "rule", descending=[True, False])
    )
    lines += [f"  {severity:8} {rule:28} {count:>6,}" for severity, rule, count in rules.iter_rows()]
    return "\n".join(lines)


def write_rows_set_aside(receipts_dir: Path, raw_dir: Path, rows: pl.DataFrame) -> list[Path]:
    """Write, wave by wave, the text of `rows` (set aside from frames and answers) to the office's folders."""
    private_directory(receipts_dir)
    in_folder = pl.col("source_file").str.split("/").list.get(1)
    written = [
        write_set_aside(
            receipts_dir / instrument.wave_id, instrument.wave_id, instrument.title.ja, rows.filter(in_folder == folder.name)
        )
        for folder, instrument in wave_instruments(raw_dir / SUBJECT)
    ]
    return [path for path in written if path is not None]


def write_downloads(folder: Path, raw_dir: Path) -> list[Path]:
    """The files of a release that describe its questionnaires: blank form and codebook of every wave.

    The published form offers names to choose only where they are those of all municipalities or
    prefectures; what a frame of the wave's own says of its bodies stays with the office.
    """
    written = []
    for wave in waves(raw_dir):
        offered = wave if wave.instrument.frame is None else replace(wave, units=wave.units.select("unit_id"))
        written.append(write_form(folder, offered, language="ja", unit_id=None))
        codebook = folder / wave.instrument.wave_id / f"codebook_{wave.instrument.wave_id}.xml"
        codebook.write_bytes(ddi_codebook(wave.instrument))
        written.append(codebook)
    return written
