"""Takes the README's pictures from the running program with the real engine, on a virtual screen (Xvfb).

python packaging/screenshots.py [--out docs/screenshots] [--picture FILE]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WINDOW = (1320, 840)
SMALL = (800, 600)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--picture", type=Path, help="instead of the first sample")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with virtual_screen(), tempfile.TemporaryDirectory() as home:
        os.environ["RESSHIFT_STUDIO_HOME"] = home
        Photographer(options.out, options.picture).take_all()
    return 0


@contextmanager
def virtual_screen() -> Iterator[None]:
    """An Xvfb of our own, so that the pictures are the same everywhere."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    if not number:
        raise SystemExit("Xvfb does not start.")
    os.environ["DISPLAY"], os.environ["QT_QPA_PLATFORM"] = f":{number}", "xcb"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


class Photographer:
    """Uses the program as a person would, and takes a picture at each station."""

    def __init__(self, out: Path, picture: Path | None) -> None:
        from app.application import Program, make_application
        from app.engine_thread import load_engine
        from app.logs import set_up_logging
        from app.paths import find_folders, sample_pictures
        from app.single_instance import SingleInstance

        self._out = out
        samples = sample_pictures()
        self._pictures = [picture, *samples] if picture else samples
        self._app = make_application()
        folders = find_folders()
        lines = set_up_logging(folders.logs)
        self._program = Program(self._app, folders, SingleInstance(folders.data), lines, load_engine)
        self._studio = self._program.studio
        self._window = self._studio.window

    def take_all(self) -> None:
        studio = self._studio
        studio.theme.choose("dark")
        self._program.start([])
        self._window.move(0, 0)
        self._window.resize(*WINDOW)
        self._wait(1500)
        self._take("empty")
        studio.files.add(self._pictures)
        self._until(lambda: len(studio.model) == len(self._pictures) and self._has_thumbnails())
        studio.run_all()
        self._until(lambda: (studio.window.picture.filmstrip.selected or 0) >= 2)
        self._take("running")
        self._until(lambda: not studio.runner.busy)
        self._wait(500)
        self._take("result-dark")
        studio.theme.choose("light")
        self._wait(300)
        self._take("result-light")
        studio.theme.choose("dark")
        self._zoom_and_side_by_side()
        self._window.resize(*SMALL)
        self._wait(300)
        self._take("small")
        self._program.stop()

    def _zoom_and_side_by_side(self) -> None:
        self._window.actions_.side_by_side.trigger()
        self._window.picture.viewer.set_zoom(1.0)
        self._wait(300)
        self._take("side-by-side")
        self._window.actions_.split.trigger()
        self._window.picture.viewer.fit()

    def _has_thumbnails(self) -> bool:
        return all(item.thumbnail is not None for item in self._studio.model)

    def _take(self, name: str) -> None:
        self._wait(100)
        screen = self._window.screen()
        size = self._window.frameGeometry()
        shot = screen.grabWindow(0, size.x(), size.y(), size.width(), size.height())
        path = self._out / f"{name}.png"
        if not shot.save(str(path)):
            raise SystemExit(f"{path} cannot be written.")
        print(path)

    def _wait(self, milliseconds: int) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _until(self, condition: Callable[[], object], timeout_s: float = 300) -> None:
        for _ in range(int(timeout_s * 50)):
            if condition():
                return
            self._wait(20)
        raise SystemExit("The program did not come to the next picture.")


if __name__ == "__main__":
    sys.exit(main())
