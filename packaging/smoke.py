"""Tries a finished folder or installed program on any system: self-test, one picture, two steps of training.

    python packaging/smoke.py PROGRAM

PROGRAM is the console executable. Everything happens in a new folder whose name has a space and an umlaut.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SAMPLE = TOP / "resources" / "samples" / "oakland-zoo-otters.png"
sys.path.insert(0, str(TOP))

from core.version import VERSION  # noqa: E402


def smoke(program: Path, place: Path) -> None:
    """Raises CalledProcessError or SystemExit for whatever does not work."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    environment["RESSHIFT_STUDIO_HOME"] = str(place / "home")

    def run(*arguments: str) -> str:
        command = [str(program), *arguments]
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=place
        )
        return done.stdout

    if VERSION not in run("--version"):
        raise SystemExit(f"The program does not have version {VERSION}.")
    report = json.loads(run("selftest", "--json"))
    print(json.dumps(report, indent=1))
    run("upscale", str(SAMPLE), "--scale", "2", "-o", "results")
    if not list((place / "results").glob("*.png")):
        raise SystemExit("No picture was written.")
    run("train", "run", "--pictures", str(SAMPLE.parent), "--preset", "quick", "--iterations", "2")
    if not list((place / "run").glob("ckpt-*")):
        raise SystemExit("The training saved nothing.")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="Prüfung mit Raum ") as folder:
        smoke(Path(sys.argv[1]).resolve(), Path(folder))
    print("The program works.")


if __name__ == "__main__":
    main()
