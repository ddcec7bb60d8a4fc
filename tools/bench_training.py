"""Measures how the window answers while pictures are checked and while a training runs.

    python tools/bench_training.py [--seconds 60] [--trainer SCRIPT] [--json FILE]

Three figures of the heartbeat (gaps between the beats of a 10 ms timer): while the page is shown for the first time,
while a folder is checked, and while the run that is then started is followed. QT_QPA_PLATFORM decides about the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_window import ROOT, Child, Heartbeat

PAGES = ROOT / "resources" / "examples" / "text_pages" / "make_pages.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="of following the run")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--trainer", type=Path, help="another process in place of the real one")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["RESSHIFT_STUDIO_HOME"] = home
        pages = Path(home) / "pages"
        subprocess.run([sys.executable, str(PAGES), str(pages), "--count", str(options.pages)], check=True)
        figures = measure(pages, options)
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return 0


def measure(pages: Path, options: argparse.Namespace) -> dict[str, Any]:
    from app.engine.thread import load_engine
    from app.shell.application import Program, make_application
    from app.system.folders import find_folders
    from app.system.logs import set_up_logging
    from app.system.single_instance import SingleInstance

    app = make_application()
    folders = find_folders()
    lines = set_up_logging(folders.logs)
    program = Program(app, folders, SingleInstance(folders.data), lines, load_engine)
    training = program.studio.training
    if options.trainer:
        training.launcher.command, training.launcher.nice = (
            (sys.executable, str(options.trainer.resolve())),
            0,
        )
    program.start([])
    Child.wait_until(lambda: bool(program.studio.window.status.toolTip()), 300)  # the engine is ready
    figures: dict[str, Any] = {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}
    figures["first_shown"] = beats(lambda: program.studio.window.show_page("train"), seconds=5)
    panel = training.panel
    assert panel is not None
    form = panel.setup
    figures["checked"] = beats(lambda: panel.dropped.emit(pages), until=lambda: form.checked is not None)
    form.thoroughness.presets.button(0).click()
    form.bar.start_button.click()
    follower = training.follower
    Child.wait_until(lambda: follower.progress.state == "running", 900)
    figures["followed"] = beats(lambda: None, seconds=options.seconds)
    figures["iterations_meanwhile"] = follower.progress.iteration
    for run in training.watcher.runs:
        training.watcher.say(run.path, "stop")
    Child.wait_until(lambda: training.watcher.at_work is None, 300)
    program.stop()
    return figures


def beats(
    begin: Callable[[], None], *, seconds: float = 0, until: Callable[[], bool] | None = None
) -> dict[str, float]:
    from time import monotonic

    beat = Heartbeat()
    beat.start()
    end = monotonic() + seconds
    begin()
    Child.wait_until(until or (lambda: monotonic() > end))
    return beat.figures()


if __name__ == "__main__":
    sys.exit(main())
