"""Takes the pictures of the training page from the running program and its real trainer, on a virtual screen.

    python tools/screenshots_train.py [--out docs/screenshots] [--iterations 60] [--pages 24]

The pictures it trains on are drawn pages of text. --trainer SCRIPT starts another process in place of the real one,
for looking at the page where there is no time to train.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from screenshots import ROOT, SMALL, WINDOW, Photographer, virtual_screen

PAGES = ROOT / "resources" / "examples" / "text_pages" / "make_pages.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--trainer", type=Path, help="in place of the real one")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with virtual_screen(), tempfile.TemporaryDirectory() as home:
        os.environ["RESSHIFT_STUDIO_HOME"] = home
        pages = Path(home) / "scanned pages"
        subprocess.run([sys.executable, str(PAGES), str(pages), "--count", str(options.pages)], check=True)
        _spoil(pages)
        photographer = TrainPhotographer(options.out, None, "en")
        if options.trainer:
            photographer.use_trainer(options.trainer)
        photographer.take_form(pages, options.iterations)
        photographer.take_run()
        photographer.stop()
    return 0


def _spoil(pages: Path) -> None:
    """A damaged file, one that is too small and one that is there twice: the check has something to find."""
    first = sorted(pages.glob("*.png"))[0]
    (pages / "notes.png").write_text("not a picture")
    (pages / "page-copy.png").write_bytes(first.read_bytes())
    small = ROOT / "resources" / "icons" / "resshift-studio.png"
    if small.is_file():
        _shrink(small, pages / "stamp.png")


def _shrink(source: Path, target: Path) -> None:
    from PIL import Image

    with Image.open(source) as image:
        image.convert("RGB").resize((40, 40)).save(target)


class TrainPhotographer(Photographer):
    """At each station in dark and light, and once as small as a window may be."""

    def use_trainer(self, script: Path) -> None:
        launcher = self._studio.training.launcher
        launcher.command, launcher.nice = (sys.executable, str(script.resolve())), 0

    def take_form(self, pages: Path, iterations: int) -> None:
        self._studio.theme.choose("dark")
        self._program.start([])
        self._window.move(0, 0)
        self._window.resize(*WINDOW)
        self._window.show_page("train")
        self._wait(1500)
        self._take("train-empty")
        training = self._studio.training
        panel = training.panel
        assert panel is not None  # the page has been shown
        form = panel.setup
        panel.dropped.emit(pages)
        self._until(lambda: form.dataset.progress.value() >= 3, timeout_s=20, may_fail=True)
        self._take("train-checking")
        self._until(lambda: form.checked is not None)
        form.thoroughness.presets.button(0).click()
        for name, value in (("iterations", iterations), ("validate_every", max(1, iterations // 4))):
            editor: Any = form.thoroughness.expert.editor(name)
            editor.setValue(value)
        form.dataset.findings_section.set_open(True)
        self._until(lambda: form.bar.estimate_line.text().startswith("Takes"), may_fail=True)
        self._everywhere("train-checked")
        form.dataset.findings_section.set_open(False)
        form.dataset.pairs_section.set_open(True)
        self._until(lambda: form.dataset.pairs_row.images)
        self._wait(300)
        self._take("train-pairs")
        form.dataset.pairs_section.set_open(False)
        form.thoroughness.expert_section.set_open(True)
        self._wait(200)
        form.scroll_area.ensureWidgetVisible(form.thoroughness.expert.editor("lr"))
        self._take("train-expert")
        form.bar.start_button.click()

    def take_run(self) -> None:
        panel, follower = self._studio.training.panel, self._studio.training.follower
        assert panel is not None
        self._until(lambda: panel.runs.run is not None)
        self._until(lambda: len(follower.progress.samples) >= 3, timeout_s=3000)
        self._wait(1500)
        self._everywhere("train-running")
        self._until(lambda: follower.progress.verdict is not None, timeout_s=3000)
        self._until(lambda: panel.run.result.isVisibleTo(panel.run))
        self._wait(500)
        self._everywhere("train-finished")

    def _everywhere(self, name: str) -> None:
        self._take(name)
        self._studio.theme.choose("light")
        self._wait(300)
        self._take(f"{name}-light")
        self._studio.theme.choose("dark")
        self._window.resize(*SMALL)
        self._wait(400)
        self._take(f"{name}-small")
        self._window.resize(*WINDOW)
        self._wait(300)

    def _until(self, condition, timeout_s: float = 300, *, may_fail: bool = False) -> None:  # type: ignore[no-untyped-def]
        try:
            super()._until(condition, timeout_s)
        except SystemExit:
            if not may_fail:
                raise


if __name__ == "__main__":
    sys.exit(main())
