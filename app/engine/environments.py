"""Python environments of the user's that could run the engine: found, looked at, and judged."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.engine.status import device_title
from app.kit.words import tr
from core.process.messages import Found
from core.process.other_python import Look, look_closely, source_folder
from core.storage.looking import is_file

log = logging.getLogger(__name__)

START_LIMIT = 180.0  # seconds; importing torch from a cold disk takes long


@dataclass(frozen=True)
class Environment:
    """What a check found. `problem` is a sentence, or "" if the environment can be used; `summary` says what it has."""

    python: Path
    problem: str = ""
    summary: str = ""
    detail: str = ""


def interpreter_of(path: Path) -> Path | None:
    """The interpreter of an environment's folder, or the interpreter itself; None if there is none."""
    if is_file(path):
        return path
    places = ("bin/python3", "bin/python", "Scripts/python.exe", "python.exe")
    return next((path / place for place in places if is_file(path / place)), None)


def likely_environments() -> list[Path]:
    """Interpreters worth offering: of the active environment, then of the search path."""
    folders = [Path(os.environ[name]) for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if os.environ.get(name)]
    found = [p for p in map(interpreter_of, folders) if p]
    found += [Path(p) for p in map(shutil.which, ("python3", "python")) if p]
    return list(dict.fromkeys(found))


def check(path: Path) -> Environment:
    """Start the environment's Python and look at what it has. This takes seconds, so call it in a worker thread."""
    python = interpreter_of(path)
    if python is None:
        return Environment(
            path, tr("There is no Python in {0}: choose an environment's folder.").format(path)
        )
    try:
        look = look_closely(python, limit=START_LIMIT)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Environment(python, tr("{0} cannot be started.").format(python), detail=str(error))
    if look.found is None:
        log.warning("%s ended with code %d and no answer: %s", python, look.code, look.errors[-2000:])
        return Environment(python, _why_no_answer(look).format(python), detail=look.errors[-2000:])
    return _judged(python, look.found)


def _why_no_answer(look: Look) -> str:
    """A sentence with {0} for the interpreter."""
    if look.crashed:
        return tr("{0} cannot run the engine: its Python crashed while it looked for the engine's packages.")
    # An older one does not know the option -P, or not the words of the engine's sources.
    not_understood = "SyntaxError" in look.errors and str(source_folder()) in look.errors
    if not_understood or ("option" in look.errors and "-P" in look.errors):
        return tr("{0} cannot run the engine: it needs Python 3.11 or newer.")
    return tr("{0} cannot run the engine: it ended without saying what it has. See the log.")


def _judged(python: Path, found: Found) -> Environment:
    version = tuple(int(part) for part in found.python.split(".")[:2])
    if version < (3, 11):
        text = tr("Python {0} is too old: the engine needs 3.11 or newer.").format(found.python)
        return Environment(python, text, detail=found.detail)
    if found.missing:
        names = " ".join(found.missing)
        text = tr("Packages are missing. Install them with: {0} -m pip install {1}").format(python, names)
        return Environment(python, text, detail=found.detail)
    titles = ", ".join(device_title(name, title) for name, title, _, sound in found.devices if sound)
    summary = tr("Python {0}, torch {1}: {2}").format(found.python, found.torch, titles)
    return Environment(python, "", summary, found.detail)
