"""Tries a finished folder or installed program on any system: self-test, pictures, two steps of training.

    python packaging/smoke.py PROGRAM [--copy]

PROGRAM is the console executable. Everything happens in a new folder whose name has a space and an umlaut; with
`--copy` the program itself is copied there first, and nothing may be written among its files. Where there is a Vulkan
device, if only one that the processor imitates, a picture is enlarged on it as well.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import struct
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
    missing = [name for name in ("HEIC", "raw files") if "not installed" in report["Picture formats"][name]]
    if missing:
        raise SystemExit(f"The package cannot read {' and '.join(missing)}.")
    run("upscale", str(SAMPLE), "--scale", "2", "-o", "results")
    if not list((place / "results").glob("*.png")):
        raise SystemExit("No picture was written.")
    if "vulkan:0" in report["Devices"]:
        (place / "small.bmp").write_bytes(ramp(64, 48))  # imitated devices are slow
        said = run("upscale", "small.bmp", "--device", "vulkan", "--dtype", "float32", "-o", "on Vulkan")
        if not list((place / "on Vulkan").glob("*.png")) or "is used" in said:
            raise SystemExit(f"No picture was made on the Vulkan device: {said}")
    run("train", "run", "--pictures", str(SAMPLE.parent), "--preset", "quick", "--iterations", "2")
    if not list((place / "run").glob("ckpt-*")):
        raise SystemExit("The training saved nothing.")


def ramp(width: int, height: int) -> bytes:
    """A bitmap of 24 bits whose colours rise from left to right; the width is a multiple of 4."""
    row = b"".join(bytes((3 * x % 256, 2 * x % 256, x % 256)) for x in range(width))
    file_header = struct.pack("<2sIII", b"BM", 54 + height * len(row), 0, 54)
    header = struct.pack("<IiiHH24x", 40, width, height, 1, 24)
    return file_header + header + height * row


def copied(program: Path, place: Path) -> Path:
    """The program, in a copy of its folder that nothing can be written into."""
    folder = place / "Programm für alle"
    shutil.copytree(program.parent, folder, symlinks=True)
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return folder / program.name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--copy", action="store_true", help="try a read-only copy in that folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="Prüfung mit Raum ") as folder:
        program = options.program.resolve()
        if not options.copy:
            smoke(program, Path(folder))
        else:
            program = copied(program, Path(folder))
            before = sorted(program.parent.rglob("*"))
            smoke(program, Path(folder))
            if sorted(program.parent.rglob("*")) != before:
                raise SystemExit("The program has left files in its own folder.")
            for path in [program.parent, *program.parent.rglob("*")]:
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)  # so that it can be removed
    print("The program works.")


if __name__ == "__main__":
    main()
