"""Builds the packaged program's folder with PyInstaller, on the system it is for, and checks what is in it.

    python packaging/build_frozen.py WORK [--venv VENV] [--refresh]

WORK gets venv (unless --venv names one), icons, licences, dist/resshift-studio and report.json. --refresh puts this
tree's own modules and resources into a folder that has been built, which is enough while no requirement changes.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
sys.path[:0] = [str(HERE), str(TOP)]

from frozen_parts import faults, is_needless  # noqa: E402

from core.version import VERSION  # noqa: E402

NAME = "resshift-studio"
LOOSE = ("core", "app")  # packages whose byte code lies in the folder as files


@dataclass(frozen=True)
class Places:
    """Where everything of one build lies."""

    work: Path
    venv: Path

    @property
    def python(self) -> Path:
        windows = self.venv / "Scripts" / "python.exe"
        return windows if sys.platform == "win32" else self.venv / "bin" / "python"

    @property
    def folder(self) -> Path:
        """The finished folder."""
        return self.work / "dist" / NAME

    @property
    def inside(self) -> Path:
        return self.folder / "_internal"


def make_venv(places: Places) -> None:
    """The versions of constraints.txt, without anything that tests need."""
    if not places.python.exists():
        venv.create(places.venv, with_pip=True)
    constraints = ["-c", str(HERE / "constraints.txt")]
    project = f"{TOP}[training,evaluation,formats,packaging]"
    _run([places.python, "-m", "pip", "install", "-q", *constraints, "-e", project])


def freeze(places: Places) -> None:
    """Icons, then PyInstaller's long work, as a polite process."""
    _run([places.python, HERE / "render_icons.py", places.work / "icons"])
    command = [places.python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", places.work / "dist", "--workpath", places.work / "pyinstaller"]
    environment = {**os.environ, "RESSHIFT_ICONS": str(places.work / "icons")}
    nice = [] if sys.platform == "win32" else ["nice", "-n", "5"]
    _run([*nice, *command, HERE / f"{NAME}.spec"], env=environment)


def refresh(places: Places) -> None:
    """Own modules as byte code and resources, in the place of what the folder has."""
    staging = places.work / "own"
    shutil.rmtree(staging, ignore_errors=True)
    for package in LOOSE:
        shutil.copytree(TOP / package, staging / package, ignore=shutil.ignore_patterns("__pycache__"))
        # The paths in tracebacks are those of the package, not of the machine that built it.
        if not compileall.compile_dir(
            staging / package, quiet=1, legacy=True, force=True, stripdir=str(staging)
        ):
            raise SystemExit(f"The package {package} does not compile.")
        for source in (staging / package).rglob("*.py"):
            source.unlink()
        shutil.rmtree(places.inside / package, ignore_errors=True)
        shutil.copytree(staging / package, places.inside / package)
    # For the Python environment that the user may choose: it cannot read another version's byte code.
    shutil.rmtree(places.inside / "engine", ignore_errors=True)
    shutil.copytree(
        TOP / "core", places.inside / "engine" / "core", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.rmtree(places.inside / "resources", ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(TOP / "resources", places.inside / "resources", ignore=ignored)
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copyfile(TOP / name, places.inside / name)
    for path in [p for p in places.inside.rglob("*") if p.is_symlink() or p.is_file()]:
        if is_needless(path.relative_to(places.inside).as_posix()):
            path.unlink()


def add_licences(places: Places) -> None:
    target = places.work / "licences"
    _run([places.python, HERE / "collect_licences.py", target, "--frozen", places.folder])
    shutil.rmtree(places.inside / "licences", ignore_errors=True)
    shutil.copytree(target, places.inside / "licences")


def listing(inside: Path) -> dict[str, int]:
    """Every file below `inside` with its size in bytes; a link counts as nothing."""
    return {
        p.relative_to(inside).as_posix(): 0 if p.is_symlink() else p.stat().st_size
        for p in sorted(inside.rglob("*"))
        if p.is_file()
    }


def check(places: Places) -> dict[str, object]:
    """Sizes by part for the report. Raises SystemExit where the folder is not as it should be."""
    files = listing(places.inside)
    found = faults(files)
    if found:
        raise SystemExit("The folder is not as it should be:\n  " + "\n  ".join(found))
    parts: dict[str, int] = {}
    for place, size in files.items():
        parts[place.split("/")[0]] = parts.get(place.split("/")[0], 0) + size
    largest = dict(sorted(parts.items(), key=lambda e: -e[1])[:12])
    (places.work / "files.txt").write_text("\n".join(files) + "\n", "utf-8")
    programs = sum(p.stat().st_size for p in places.folder.iterdir() if p.is_file() and not p.is_symlink())
    total = sum(files.values()) + programs
    return {"version": VERSION, "bytes": total, "files": len(files), "largest_parts": largest}


def _run(command: list[object], **options: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=TOP, **options)  # type: ignore[call-overload]


def build(work: Path, *, own_venv: Path | None = None, only_refresh: bool = False) -> dict[str, object]:
    """Everything, in order; returns the report, which is written to report.json as well."""
    work = work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    places = Places(work, own_venv.absolute() if own_venv else work / "venv")
    began = time.monotonic()
    if own_venv is None and not only_refresh:
        make_venv(places)
    if not only_refresh:
        freeze(places)
    refresh(places)
    add_licences(places)
    report = {**check(places), "seconds": round(time.monotonic() - began)}
    (work / "report.json").write_text(json.dumps(report, indent=1), "utf-8")
    return report


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--venv", type=Path, help="an environment that has everything")
    parser.add_argument("--refresh", action="store_true", help="own modules and resources only")
    options = parser.parse_args()
    print(json.dumps(build(options.work, own_venv=options.venv, only_refresh=options.refresh), indent=1))


if __name__ == "__main__":
    main()
