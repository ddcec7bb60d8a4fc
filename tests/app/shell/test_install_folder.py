"""The program lies in a folder with a space and letters beyond ASCII that nothing can be written into."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[3]

WINDOW = """
import sys
from PySide6.QtCore import QTimer
from app.shell import application
make = application.make_application
def with_an_end():
    app = make()
    QTimer.singleShot(0, app.quit)
    return app
application.make_application = with_an_end
sys.exit(application.main([]))
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The program's files, copied."""
    folder = tmp_path / "Prüfung mit Raum 写真" / "ResShift Studio"
    for name in ("app", "core", "resources"):
        shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "main.py", folder)
    return folder


def read_only(folder: Path, command: list[str]) -> list[str]:
    """The command, to be run where nothing below `folder` can be changed."""
    if os.name == "nt":
        pytest.skip("needs the permissions of a Unix system")
    if os.getuid() != 0:  # who is root may write whatever the permissions
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode & ~0o222)
        return command
    bind = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    inside = ["unshare", "--mount", "sh", "-c", bind, str(folder)]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("root, and without the right to mount")
    return [*inside, *command]


def test_it_works_there_and_leaves_nothing(installed: Path, tmp_path: Path) -> None:
    before = sorted(installed.rglob("*"))
    sample = installed / "resources" / "samples" / "oakland-zoo-otters.png"
    environment = os.environ | {"RESSHIFT_STUDIO_HOME": str(tmp_path / "home")}
    environment.pop("PYTHONPATH", None)

    def run(*arguments: str) -> str:
        command = read_only(installed, [sys.executable, *arguments])
        done = subprocess.run(
            command, cwd=installed, env=environment, capture_output=True, text=True, timeout=100, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("main.py", "upscale", str(sample), "--scale", "2", "-o", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("*.png"))) == 1
    assert str(installed) in run("-c", "import core; print(core.__file__)")
    run("-c", WINDOW)
    assert (tmp_path / "home").is_dir()
    assert sorted(installed.rglob("*")) == before
