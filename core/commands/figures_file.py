"""The file that a command writes its figures to."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from core.errors import SaveError
from core.storage.atomic import check_folder_writable, write_atomically
from core.storage.paths import display_name
from core.storage.regular import open_regular


def check_figures_file(path: Path | None) -> None:
    """Raises SaveError, before anything is measured, if figures cannot be written there, or would replace a file that
    holds none: the name of a picture is easily given by mistake."""
    if path is None:
        return
    check_folder_writable(path.parent)
    try:
        with open_regular(path) as file:
            begins = file.read(1)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveError(
            f"The figures cannot be written to {display_name(path)}: {error.strerror or error}."
        ) from error
    if begins not in (b"", b"{", b"["):
        raise SaveError(
            f"The figures would replace {display_name(path)}, which is no JSON. Choose another name for them."
        )


def write_figures(path: Path | None, figures: Any) -> None:
    """Writes them as JSON, if a file was named. JSON has no infinity, as the PSNR of equal pictures is: that becomes
    null. Raises SaveError."""
    if path is not None:
        text = json.dumps(_finite(figures), indent=1, allow_nan=False)
        write_atomically(path, text.encode(), overwrite=True)


def _finite(figures: Any) -> Any:
    if isinstance(figures, dict):
        return {name: _finite(value) for name, value in figures.items()}
    if isinstance(figures, list):
        return [_finite(value) for value in figures]
    return None if isinstance(figures, float) and not math.isfinite(figures) else figures
