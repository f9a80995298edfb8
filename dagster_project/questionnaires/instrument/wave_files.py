"""The files of questionnaire waves: which there are, what each is, and what is known of it.

A wave folder holds instrument.yml and any of: the frame it names, responses.csv,
published_results.csv, forms/ (read at intake). Files without a record in sources.yml are described
by their instrument.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dagster_project.common.files import sha256_of
from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.instrument.instrument import Instrument, load_instrument
from dagster_project.received.records import INSTRUMENT_FILE, load_subject
from dagster_project.tables.outside_values import NOT_AVAILABLE

SUBJECT = "questionnaires"
RESPONSES_FILE = "responses.csv"
RESULTS_FILE = "published_results.csv"
RESULTS_LAYOUT = "survey_result.layout.yml"

_KINDS = {
    "instrument": ("調査票", "instrument"),
    "survey_frame": ("対象団体の名簿", "frame"),
    "survey_response": ("回答", "answers"),
    "survey_result": ("公表された結果", "published results"),
}


@dataclass(frozen=True)
class WaveFile:
    """One file of a wave; `source_file` is its name in the raw tables."""

    path: Path
    source_file: str
    table: str
    instrument: Instrument
    is_recorded: bool


def wave_instruments(questionnaires_dir: Path) -> list[tuple[Path, Instrument]]:
    """Every wave folder below `questionnaires_dir` with its instrument, ordered by folder.

    Raises InputProblem when an instrument is wrong, or when two folders hold the same wave.
    """
    found: dict[str, Path] = {}
    waves = []
    for path in sorted(Path(questionnaires_dir).glob(f"*/{INSTRUMENT_FILE}")):
        instrument = load_instrument(path)
        if instrument.wave_id in found:
            raise InputProblem(
                file=path,
                column="wave_id",
                value=instrument.wave_id,
                problem_ja=f"この wave_id は {found[instrument.wave_id]} でも使われています。",
                problem_en=f"This wave_id is also used by {found[instrument.wave_id]}.",
                fix_ja="フォルダごとに異なる wave_id にしてください。",
                fix_en="Give each folder a wave_id of its own.",
            )
        found[instrument.wave_id] = path
        waves.append((path.parent, instrument))
    return waves


def wave_files(raw_dir: Path) -> list[WaveFile]:
    """The files of all waves that are there, by wave and then in the order of the flow."""
    folder = Path(raw_dir) / SUBJECT
    recorded = {record.file for record in load_subject(raw_dir, SUBJECT).files}
    found = []
    for wave_dir, instrument in wave_instruments(folder):
        names = {"instrument": INSTRUMENT_FILE, "survey_frame": instrument.frame}
        names |= {"survey_response": RESPONSES_FILE, "survey_result": RESULTS_FILE}
        for table, name in names.items():
            if name is None or not (wave_dir / name).is_file():
                continue
            relative = f"{wave_dir.name}/{name}"
            found.append(WaveFile(wave_dir / name, f"{SUBJECT}/{relative}", table, instrument, relative in recorded))
    return found


def received_row(file: WaveFile) -> dict[str, str]:
    """The row of raw.received_file for a file without a record."""
    kind_ja, kind_en = _KINDS[file.table]
    return {
        "source_file": file.source_file,
        "table_name": file.table,
        "subject": SUBJECT,
        "title_ja": f"{file.instrument.title.ja} {kind_ja}",
        "title_en": f"{file.instrument.title.en}: {kind_en}",
        "compiled_by_ja": NOT_AVAILABLE,
        "compiled_by_en": NOT_AVAILABLE,
        "licence_ja": NOT_AVAILABLE,
        "licence_en": NOT_AVAILABLE,
        "received_on": NOT_AVAILABLE,
        "sha256": sha256_of(file.path),
        "nature": file.instrument.nature,
    }
