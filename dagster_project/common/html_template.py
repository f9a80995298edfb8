"""Pages of HTML from a template: what is filled in stays text, and what is not there stops the page."""

from __future__ import annotations

from pathlib import Path

import jinja2


def html_template(path: Path) -> jinja2.Template:
    """The template at `path`; values are escaped, and an undefined one raises when the page is made."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(path.parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(path.name)
