"""Files that somebody put into ``raw/`` and that nothing reads: named by every build, never passed over in silence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dagster_project.common.files import content_files, name_as_text
from dagster_project.received.records import FORMS_FOLDER, INSTRUMENT_FILE, load_subject

# What describes received files, or explains a folder to people.
_ABOUT_FILES = (".yml", ".yaml", ".md")
# What lies here may be called after the person who sent it: of a wave only the folder is named, of anything else this one.
_CONFIDENTIAL_SUBJECT = "questionnaires"


def unread_files(raw_dir: Path, subjects: tuple[str, ...], wave_files: set[str]) -> dict[str, int]:
    """Each place below ``raw/`` with files that nothing reads, and how many: a file, or the folder of a wave.

    ``wave_files`` are the files of waves that are read, as ``<subject>/<file>``. A file that could be recorded and is
    not stops the build (recorded_files.py) and is not among these.
    """
    records = [load_subject(raw_dir, subject) for subject in subjects]
    read = wave_files | {f"{subject.subject}/{record.file}" for subject in records for record in subject.files}
    taken_in = [f"{subject.subject}/{folder}" for subject in records for folder in subject.intake_folders]
    found: Counter[str] = Counter()
    for path in content_files(raw_dir):
        name = path.relative_to(raw_dir)
        if name.as_posix() in read or path.suffix.lower() in _ABOUT_FILES or _is_taken_in(name, raw_dir, taken_in):
            continue
        found[_place(name, raw_dir)] += 1
    return dict(sorted(found.items()))


def _place(name: Path, raw_dir: Path) -> str:
    """What may be said of where the file lies: its name, or the folder of confidential files that it is in."""
    if name.parts[0] != _CONFIDENTIAL_SUBJECT:
        return name_as_text(name)
    is_of_a_wave = len(name.parts) > 2 and (raw_dir / Path(*name.parts[:2]) / INSTRUMENT_FILE).is_file()
    return "/".join(name.parts[: 2 if is_of_a_wave else 1]) + "/"


def _is_taken_in(name: Path, raw_dir: Path, intake_folders: list[str]) -> bool:
    """Whether it is a filled form, each of which intake answers by a receipt, or lies in another folder of intake."""
    wave = raw_dir / Path(*name.parts[:2])
    is_form = len(name.parts) > 3 and name.parts[2] == FORMS_FOLDER and (wave / INSTRUMENT_FILE).is_file()
    return is_form or any(name.is_relative_to(folder) for folder in intake_folders)
