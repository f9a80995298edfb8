"""The files of questionnaire waves: which there are, what each is, and what is known of it.

A wave folder holds instrument.yml and any of: the frame it names, responses.csv (or an export of a survey
tool, which responses.layout.yml names), published_results.csv, forms/ (read at intake). Files without a
record in sources.yml are described by their instrument.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dagster_project.common.files import sha256_of
from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.instrument.instrument import Instrument, load_instrument
from dagster_project.questionnaires.instrument.responses_layout import ResponsesLayout, load_responses_layout
from dagster_project.received.records import INSTRUMENT_FILE, RESPONSES_LAYOUT, WAVES, load_subject
from dagster_project.tables.outside_values import NOT_AVAILABLE

SUBJECT = WAVES
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
    """One file of a wave; `source_file` is its name in the raw tables.

    responses_layout: how answers stand in it, where a survey tool wrote it.
    """

    path: Path
    source_file: str
    table: str
    instrument: Instrument
    is_recorded: bool
    responses_layout: ResponsesLayout | None = None


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
    """The files of all waves that are there, by wave and then in the order of the flow.

    Raises InputProblem as wave_instruments does, and when a layout of answers is wrong or its file is not there.
    """
    folder = Path(raw_dir) / SUBJECT
    recorded = {record.file for record in load_subject(raw_dir, SUBJECT).files}
    found = []
    for wave_dir, instrument in wave_instruments(folder):
        names = {"instrument": INSTRUMENT_FILE, "survey_frame": instrument.frame}
        layout = _responses_layout(wave_dir)
        names |= {"survey_response": RESPONSES_FILE if layout is None else layout.file, "survey_result": RESULTS_FILE}
        for table, name in names.items():
            if name is None or not (wave_dir / name).is_file():
                continue
            relative = f"{wave_dir.name}/{name}"
            is_recorded = relative in recorded
            how = layout if table == "survey_response" else None
            found.append(WaveFile(wave_dir / name, f"{SUBJECT}/{relative}", table, instrument, is_recorded, how))
    return found


def _responses_layout(wave_dir: Path) -> ResponsesLayout | None:
    path = wave_dir / RESPONSES_LAYOUT
    if not path.is_file():
        return None
    layout = load_responses_layout(path)
    if not (wave_dir / layout.file).is_file():
        raise InputProblem(
            file=path,
            column="file",
            value=layout.file,
            problem_ja="このファイルが調査回のフォルダにありません。",
            problem_en="This file is not in the folder of the wave.",
            fix_ja="ファイルを置くか、file の記載を直してください。",
            fix_en="Put the file there, or correct `file`.",
        )
    if layout.file != RESPONSES_FILE and (wave_dir / RESPONSES_FILE).is_file():
        raise InputProblem(
            file=wave_dir / RESPONSES_FILE,
            problem_ja=f"回答のファイルが2つあります({RESPONSES_FILE} と {layout.file})。",
            problem_en=f"There are two files of answers: {RESPONSES_FILE} and {layout.file}.",
            fix_ja=f"一方を移してください。{RESPONSES_FILE} を使う場合は {RESPONSES_LAYOUT} も移してください。",
            fix_en=f"Move one of them away; with {RESPONSES_FILE}, move {RESPONSES_LAYOUT} as well.",
        )
    return layout


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
