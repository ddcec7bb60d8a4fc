"""The script that makes the environment, with stand-ins for Python and without the system's packages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SETUP = TOP / "packaging" / "setup.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")

# `python -c` looks at what it is and has, as pip's presence and the version are; all else is written down.
STAND_IN = """#!/bin/sh
[ "$1" != -c ] || exec {python} -c "import sys; sys.version_info = {version}
{pip}
$2"
[ "$2" != ensurepip ] || exit 1
echo "$@" >>{log}
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """All that the script finds: no apt-get, which would install."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "ls"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


def stand_in(path: Path, log: Path, version: tuple[int, int], *, pip: bool = True) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    missing = "sys.modules['pip'] = sys" if pip else "sys.modules['pip'] = None"
    path.write_text(STAND_IN.format(python=sys.executable, version=version, pip=missing, log=log))
    path.chmod(0o755)


def set_up(programs: Path, venv: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(programs), "RESSHIFT_VENV": str(venv)}
    return subprocess.run(["sh", str(SETUP)], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("version", "pip", "stays"),
    [((3, 11), True, True), ((3, 13), True, True), ((3, 10), True, False), ((3, 11), False, False)],
)
def test_an_environment_that_will_not_do_is_made_anew(
    programs: Path, tmp_path: Path, version: tuple[int, int], pip: bool, stays: bool
) -> None:
    """One of another Python, or one that was broken off before it had pip."""
    venv, made, installed = tmp_path / "venv", tmp_path / "made", tmp_path / "installed"
    stand_in(programs / "python3", made, (3, 12))
    stand_in(venv / "bin" / "python", installed, version, pip=pip)
    (venv / "pyvenv.cfg").touch()
    done = set_up(programs, venv)
    assert done.returncode == 0, done.stderr
    assert made.exists() is not stays
    assert stays or made.read_text() == f"-m venv --clear {venv}\n"
    assert installed.read_text().startswith("-m pip install ")


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_that_will_not_do_is_named_before_anything_is_made(
    programs: Path, tmp_path: Path, version: tuple[int, int]
) -> None:
    stand_in(programs / "python3", tmp_path / "made", version)
    done = set_up(programs, tmp_path / "venv")
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13, and python3 is none of them" in done.stderr
    assert not (tmp_path / "made").exists()


def test_a_folder_that_is_no_environment_is_not_emptied(programs: Path, tmp_path: Path) -> None:
    stand_in(programs / "python3", tmp_path / "made", (3, 12))
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "picture.png").touch()
    done = set_up(programs, tmp_path / "venv")
    assert done.returncode == 1
    assert "is no Python environment" in done.stderr
    assert not (tmp_path / "made").exists()


def test_the_script_and_the_project_agree_about_the_versions() -> None:
    wanted = re.search(
        r'requires-python = ">=(\d+)\.(\d+),<(\d+)\.(\d+)"', (TOP / "pyproject.toml").read_text()
    )
    assert wanted is not None
    low, high = wanted.group(1, 2), wanted.group(3, 4)
    assert f"({', '.join(low)}) <= sys.version_info < ({', '.join(high)})" in SETUP.read_text()
