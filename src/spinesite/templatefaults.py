"""What is wrong with a template: its name and its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from traceback import walk_tb

import jinja2

TEMPLATE_SUFFIX = ".html"


def template_message(error: Exception, asked_for: str, where: str = "") -> str:
    """Say which template is at fault and on which line; a runtime error carries its place in its traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"template {error.name}:{error.lineno}: {error.message}"
    steps = [(file, line) for file, line in _steps(error) if file.endswith(TEMPLATE_SUFFIX)]
    file, line = steps[-1] if steps else (asked_for, 0)
    place = f"{Path(file).parent.name}/{Path(file).name}:{line}" if line else file
    what = f"there is no template {error.name}" if isinstance(error, jinja2.TemplateNotFound) else str(error)
    return f"template {place}: {what}{where}"


def not_utf8(folders: Iterable[Path], error: UnicodeDecodeError) -> str:
    """Say which of the templates in some folders cannot be read as text."""
    names = (path for folder in folders for path in sorted(folder.rglob(f"*{TEMPLATE_SUFFIX}")))
    for path in names:
        if path.read_bytes() == error.object:
            return f"template {path.parent.name}/{path.name}: not UTF-8, at byte {error.start + 1}; save it as UTF-8"
    return f"a template is not UTF-8: {error}"


def is_of_template(error: Exception) -> bool:
    """Tell whether an error comes from a template itself (`{{ 1 / 0 }}`) and not from what it called."""
    return _steps(error)[-1][0].endswith(TEMPLATE_SUFFIX)


def _steps(error: Exception) -> list[tuple[str, int]]:
    """Return the files and lines of the traceback of an error, the innermost last."""
    return [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
