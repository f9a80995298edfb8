"""What no tool of `make lint` knows: names come from where they are defined, dbt layers read only what lies below them."""

from __future__ import annotations

import ast
import json
import re
import sysconfig
from collections import Counter, defaultdict
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from dagster_project.received.table_layouts import received_tables
from dagster_project.settings import RAW_SUBJECTS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dagster_project"
DBT_MODELS = ROOT / "dbt" / "models"

# Layer -> layers its models may refer to.
LAYER_READS = {
    "staging": {"seeds"},
    "core": {"staging", "seeds", "core"},
    "survey": {"core", "staging", "seeds", "survey"},
    "reports": {"core", "survey", "seeds", "reports"},
}
FILES_IN_A_ROOM = 15
PAPER_TO_WRITE = "council-2026-12"  # the example of `make paper`
DOCS_BLOCK = re.compile(r"{% docs (\w+) %}\n(.*)\n{% enddocs %}")
NOT_PORTABLE = {
    r"::": "casts with ::",
    r"\bstring_agg\s*\(": "string_agg",
    r"\blist_agg\s*\(": "list_agg",
    r"\bstrftime\s*\(": "strftime",
    r"\bqualify\b": "qualify",
    r"\bexclude\s*\(": "* exclude",
}


# What a macro says, and models do not say again.
SAID_BY_A_MACRO = {
    r"9999-12-31|valid_from <= |valid_to is null or ": "valid_on",
    r"counts_in_1741 and (\w+\.)?valid_to is null": "is_municipality_of_today",
}


def imported_modules(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            modules.add(node.module)
    return modules


def defined_names(path: Path) -> set[str]:
    """What a module itself defines, as opposed to what it imports."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return names


def test_a_name_is_imported_from_the_module_that_defines_it():
    """Through another module it would break when that one stops needing it, and hide who needs whom."""
    own = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    names = {module: defined_names(path) for module, path in own.items()}
    for path in own.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in own:
                borrowed = {alias.name for alias in node.names} - names[node.module]
                assert not borrowed, f"{path} imports {borrowed} through {node.module}"


def test_what_the_product_defines_the_product_uses():
    """What only tests call tells nothing of the product, and is read as if it did."""
    used = set(re.findall(r"\w+", (PACKAGE / "dagster.yaml").read_text(encoding="utf-8"))) | {"__all__"}
    for path in (*PACKAGE.rglob("*.py"), *DBT_MODELS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)):
                used.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    for path in PACKAGE.rglob("*.py"):
        assert defined_names(path) - used == set(), path


def test_a_name_says_what_it_holds():
    """Words that fit everything, such as what was `said`, tell a reader nothing."""
    for path in PACKAGE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {node.id for node in nodes if isinstance(node, ast.Name)} | {
            node.arg for node in nodes if isinstance(node, ast.arg)
        }
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        assert names & {"said", "ways", "thing", "stuff"} == set(), path


def test_no_two_modules_have_one_name():
    """A name says what is in a file; where two jobs share one, it does not."""
    paths = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*.py") if "node_modules" not in path.parts]
    counted = Counter(path.name for path in paths)
    assert {name for name, count in counted.items() if count > 1} <= {"__init__.py", "__main__.py", "conftest.py"}


def test_unit_tests_lie_as_the_rooms_do():
    unit = ROOT / "tests" / "unit"
    for folder in {path.parent.relative_to(unit) for path in unit.rglob("*.py")}:
        assert (PACKAGE / folder).is_dir() or str(folder) in ("dbt", "evidence_reports"), f"{folder} is no room"


def test_what_a_docstring_or_comment_refers_to_is_there():
    """A name in backquotes of a module, function or table that was renamed since sends its reader nowhere."""
    tops = [PACKAGE, ROOT / "dbt", ROOT / "expectations", ROOT / "tests", ROOT / "evidence_reports" / "components"]
    passed_over = {"node_modules", "__pycache__", "target", "fixtures"}
    paths = [path for top in tops for path in top.rglob("*") if not passed_over & set(path.parts)]
    kinds = (".py", ".sql", ".yml", ".csv", ".js", ".svelte")
    texts = [path.read_text(encoding="utf-8") for path in paths if path.suffix in kinds]
    there = {path.stem for path in paths}.union(*(re.findall(r"\w+", re.sub(r"`[^`\n]*`", "", text)) for text in texts))
    for path in PACKAGE.rglob("*.py"):
        named = set(re.findall(r"(?<!`)`([a-z]+(?:_[a-z]+)+)`", path.read_text(encoding="utf-8")))
        assert named - there == set(), path


def test_files_and_folders_that_documents_name_are_there():
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("*/README.md"), *(ROOT / "docs").glob("*.md")]
    place = re.compile(r"`((?:dagster_project|dbt|docs|evidence_reports|expectations|raw|tests)/[\w./\[\]-]+)`")
    for document in documents:
        named = {name for name in place.findall(document.read_text(encoding="utf-8")) if PAPER_TO_WRITE not in name}
        assert {name for name in named if not (ROOT / name).exists()} == set(), document


def test_great_expectations_is_imported_late():
    """Its import takes seconds: only inside functions, never when Dagster loads its definitions."""
    for path in PACKAGE.rglob("*.py"):
        top_level = [
            node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        names = {alias.name for node in top_level if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in top_level if isinstance(node, ast.ImportFrom) and node.module}
        assert not any(name.split(".")[0] == "great_expectations" for name in names), path


def model_files() -> list[Path]:
    return sorted(path for path in DBT_MODELS.rglob("*") if path.suffix in (".sql", ".py"))


def layer_of_each_model() -> dict[str, str]:
    layers = {path.stem: path.relative_to(DBT_MODELS).parts[0] for path in model_files()}
    return layers | {path.stem: "seeds" for path in (ROOT / "dbt" / "seeds").rglob("*.csv")}


@pytest.mark.parametrize("path", model_files(), ids=lambda path: path.stem)
def test_models_read_only_the_layers_below(path):
    layer = path.relative_to(DBT_MODELS).parts[0]
    sql = path.read_text(encoding="utf-8")
    layers = layer_of_each_model()
    for name in re.findall(r"ref\(\s*['\"](\w+)['\"]\s*\)", sql):
        assert layers[name] in LAYER_READS[layer], f"{path.stem} ({layer}) reads {name} ({layers[name]})"
    if layer != "staging":
        assert not re.search(r"source\(", sql), f"{path.stem} reads raw; only staging may"


def test_nothing_stands_between_staging_and_reports_that_nobody_reads():
    """A reports model has its readers (test_exposures); any other serves a model or a test, but of a received table."""
    readers = [*model_files(), *(ROOT / "dbt" / "macros").rglob("*.sql"), *(ROOT / "dbt" / "tests").rglob("*.sql")]
    read = {name for path in readers for name in re.findall(r"ref\(\s*['\"](\w+)['\"]", path.read_text(encoding="utf-8"))}
    inner = {name for name, layer in layer_of_each_model().items() if layer != "reports"}
    received = {f"stg_{table.name}" for subject in RAW_SUBJECTS for table in received_tables(ROOT / "raw" / subject)}
    assert inner - read - received == set()


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(DBT_MODELS.rglob("*.sql")) if p.relative_to(DBT_MODELS).parts[0] != "staging"],
    ids=lambda path: path.stem,
)
def test_models_above_staging_are_portable_and_leave_to_macros_what_they_say(path):
    sql = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    assert re.sub(r"'[^']*'", "''", sql).isascii(), f"{path.stem} has identifiers outside ASCII"
    for pattern, what in NOT_PORTABLE.items():
        assert not re.search(pattern, sql, flags=re.IGNORECASE), f"{path.stem} uses {what}"
    for pattern, macro in SAID_BY_A_MACRO.items():
        assert not re.search(pattern, sql), f"{path.stem} says what the macro {macro} does"


def test_what_three_models_say_of_a_column_is_said_once():
    """As a docs block, in the file of its subject; a block that no column names goes."""
    blocks = [block for path in DBT_MODELS.rglob("*.md") for block in DOCS_BLOCK.findall(path.read_text(encoding="utf-8"))]
    referred, models_by_text = set(), defaultdict(set)
    for path in (path for folder in ("models", "seeds") for path in (ROOT / "dbt" / folder).rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        referred |= set(re.findall(r"doc\('(\w+)'\)", text))
        if "unit_tests" not in path.name:
            described = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            for model in [*described.get("models", []), *described.get("seeds", [])]:
                for column in model.get("columns", []):
                    models_by_text[" ".join(column["description"].split())].add(model["name"])
    inline = {text: models for text, models in models_by_text.items() if "doc(" not in text}
    assert [text for text, models in inline.items() if len(models) > 2] == []
    assert {text for _, text in blocks} & set(inline) == set()
    assert sorted(name for name, _ in blocks) == sorted(referred)


def test_no_folder_of_tests_is_passed_over(request):
    """By itself pytest leaves out some names, such as "build", without a word."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    names = {part for folder in folders for part in folder.relative_to(ROOT).parts}
    left_out = request.config.getini("norecursedirs")
    assert {name for name in names if any(fnmatch(name, pattern) for pattern in left_out)} == set()


def test_lock_files_say_nothing_of_where_packages_come_from():
    python_lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in python_lock and "index-url" not in python_lock
    assert all("==" in line for line in python_lock.splitlines() if line and line[0].isalnum())
    locks = [*ROOT.glob("*/package-lock.json"), *ROOT.glob("*/*/package-lock.json")]
    assert len(locks) == 3
    for lock in locks:
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        assert not any("resolved" in package for package in packages.values()), lock


def test_the_environment_names_no_folder():
    """Python 3.11 reads such a line in the signs of the locale: with LC_ALL=C it starts in no folder of a Japanese name."""
    lines = [
        line for file in Path(sysconfig.get_path("purelib")).glob("*.pth") for line in file.read_text("utf-8").splitlines()
    ]
    assert "../../../.." in lines
    assert [line for line in lines if line.startswith("/") or not line.isascii()] == []


def test_every_dependency_is_pinned_and_explained():
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            assert version, f"{line} is not pinned exactly"
            assert f"`{name}`" in reasons, f"docs/dependencies.md does not say why {name} is needed"
    for file in ("evidence_reports/package.json", "evidence_reports/handouts/package.json", "tests/browser/package.json"):
        package = json.loads((ROOT / file).read_text(encoding="utf-8"))
        for name, version in {**package.get("dependencies", {}), **package.get("devDependencies", {})}.items():
            assert version[0].isdecimal(), f"{name} is not pinned exactly in {file}"
            assert f"`{name}`" in reasons, f"docs/dependencies.md does not say why {name} is needed"


@pytest.mark.parametrize("path", sorted(DBT_MODELS.rglob("*.py")), ids=lambda path: path.stem)
def test_python_models_stay_in_survey_and_leave_the_statistics_to_estimation(path):
    """A Python model fetches columns and hands them on; numpy and scipy load only when there is work."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.relative_to(DBT_MODELS).parts[0] == "survey"
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == ["model"]
    assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)
    inside = {module for module in imported_modules(path) if module.startswith("dagster_project")}
    assert inside and all(
        module.startswith(("dagster_project.estimation.", "dagster_project.disclosure.")) for module in inside
    )


def test_a_source_counts_the_rows_of_every_fact_that_names_one():
    """reports.source lists the facts by hand; one that joins its rows' origin and is not among them would go uncounted."""
    counted = set(re.findall(r"'(fct_\w+)'", (DBT_MODELS / "reports" / "sources" / "source.sql").read_text(encoding="utf-8")))
    facts = {path.stem for path in DBT_MODELS.rglob("fct_*.sql") if "join_origin(" in path.read_text(encoding="utf-8")}
    assert facts <= counted


def rooms() -> list[Path]:
    """Folders of code, as far as people look for a thing in them by its name."""
    tops = [PACKAGE, *(ROOT / "evidence_reports" / name for name in ("components", "pages", "scripts", "template"))]
    folders = [folder for top in tops for folder in (top, *top.rglob("*")) if folder.is_dir()]
    return [folder for folder in folders if not {"__pycache__", "templates"} & set(folder.parts)]


@pytest.mark.parametrize("room", rooms(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_can_be_looked_over(room):
    files = [path.name for path in room.iterdir() if path.is_file() and path.name != "__init__.py"]
    assert len(files) <= FILES_IN_A_ROOM, f"{len(files)} files: a second room?"
