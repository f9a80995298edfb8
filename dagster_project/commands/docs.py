"""`docs`: dbt's documents and the data dictionary of the published release, as pages that ask nothing of other hosts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dagster_project.common.files import write_text_atomically
from dagster_project.orchestration.dbt_project import DbtProjectBroken, generate_docs
from dagster_project.release import data_dictionary, switch
from dagster_project.settings import Settings, shown

# dbt's page counts its visitors with a script from elsewhere. What a browser may load is only what the page holds;
# its framework compiles expressions, hence unsafe-eval.
_NOTHING_FROM_OUTSIDE = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:\">"
)
_TRACKER = "//d1fc8wv8zag5ca.cloudfront.net/2.9.0/sp.js"


def docs(settings: Settings) -> int:
    """Write the pages into `data/docs/`; returns 0, or 1 where there is no release that they could describe."""
    release = switch.current_release(settings.current_link)
    if release is None:
        print("公表中の版はない。make run で作成すること。 / Nothing is published yet: make run", file=sys.stderr)
        return 1
    warehouse = settings.internal_dir / release.name / "warehouse.duckdb"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        try:
            generate_docs(settings, warehouse, target)
            tables = data_dictionary.dictionary(target / "manifest.json", warehouse)
        except DbtProjectBroken as error:
            print(error, file=sys.stderr)
            return 1
        except data_dictionary.WarehouseDiffers as error:
            print(
                f"公表中の版 {release.name} は現在の dbt と一致しない({error})。make run で作成し直すこと。\n"
                f"Release {release.name} does not agree with the present dbt project ({error}). Make it anew: make run",
                file=sys.stderr,
            )
            return 1
        pages = {
            f"dictionary_{language}.html": data_dictionary.page(tables, language, release.name)
            for language in data_dictionary.LANGUAGES
        }
        pages["dbt.html"] = self_contained((target / "static_index.html").read_text(encoding="utf-8"))
    for name, page in pages.items():
        write_text_atomically(settings.docs_dir / name, page)
        print(f"Written: {shown(settings.docs_dir / name)} / 作成した。")
    return 0


def self_contained(page: str) -> str:
    """dbt's page without its tracker, and with a policy that keeps a browser from loading anything else."""
    return page.replace(_TRACKER, "").replace("<head>", f"<head>{_NOTHING_FROM_OUTSIDE}", 1)
