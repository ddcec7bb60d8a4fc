"""Takes the README's pictures from the running program with the real engine, on a virtual screen (Xvfb).

    python tools/screenshots.py [--out docs/screenshots] [--picture FILE] [--more] [--long] [--language CODE]

With --more it also takes what the README does not show: other modes, a small window, the log. With --long every
vowel is doubled, which makes the texts about as long as German ones: does everything still fit?
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QTranslator

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WINDOW = (1320, 840)
SMALL = (800, 600)
STEPS = 4  # enough to see them come


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--picture", type=Path, help="instead of the first sample")
    parser.add_argument("--more", action="store_true", help="also what the README does not show")
    parser.add_argument("--long", action="store_true", help="with texts as long as German ones")
    parser.add_argument("--language", default="en", help="of the window: en, de, es, fr, ja, zh_CN")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with virtual_screen(), tempfile.TemporaryDirectory() as home:
        os.environ["RESSHIFT_STUDIO_HOME"] = home
        photographer = Photographer(
            options.out, options.picture, options.language, long=options.long, more=options.more
        )
        photographer.take_readme()
        photographer.take_strength()
        photographer.take_crop()
        photographer.take_explore(more=options.more)
        photographer.take_inventions(Path(home))
        photographer.take_faces(Path(home))
        photographer.take_sizes()
        photographer.take_filling()
        photographer.take_models()
        if options.more:
            photographer.take_more()
        photographer.stop()
    return 0


def long_texts(parent: QObject) -> QTranslator:
    """A translation into the same words with every vowel doubled; what stands in braces stays."""
    from PySide6.QtCore import QTranslator

    class Doubled(QTranslator):
        def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:
            parts = re.split(r"(\{[^}]*\})", source)
            return "".join(p if p.startswith("{") else re.sub("[aeiou]", r"\g<0>\g<0>", p) for p in parts)

        def isEmpty(self) -> bool:
            return False

    return Doubled(parent)


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

    def __init__(
        self, out: Path, picture: Path | None, language: str, *, long: bool = False, more: bool = False
    ) -> None:
        from app.engine.thread import load_engine
        from app.shell.application import Program, make_application
        from app.system.folders import find_folders, sample_pictures
        from app.system.language import install_language
        from app.system.logs import set_up_logging
        from app.system.single_instance import SingleInstance

        self._out, self._more = out, more
        samples = sample_pictures()
        self._pictures = [picture, *samples] if picture else samples
        self._app = make_application()
        install_language(self._app, language)
        if long:
            self._app.installTranslator(long_texts(self._app))
        folders = find_folders()
        lines = set_up_logging(folders.logs)
        self._program = Program(self._app, folders, SingleInstance(folders.data), lines, load_engine)
        self._studio = self._program.studio
        self._window = self._studio.window

    def take_readme(self) -> None:
        studio = self._studio
        studio.theme.choose("dark")
        self._program.start([])
        self._window.move(0, 0)
        self._window.resize(*WINDOW)
        self._until(lambda: studio.window.status.toolTip() or studio.window.status.text())
        self._wait(1500)
        self._take("empty")
        controls = studio.window.controls
        controls.set_settings(replace(controls.settings(), steps=STEPS))
        studio.opening.add(self._pictures)
        self._until(lambda: len(studio.model) == len(self._pictures) and self._has_thumbnails())
        studio.upscaling.run_all()
        self._until(lambda: (studio.window.picture.filmstrip.selected or 0) >= 2)
        self._take("running")
        studio.runner.cancel(list(studio.model)[1:])
        self._until(lambda: not studio.runner.busy)
        self._wait(500)
        self._take("result")
        studio.theme.choose("light")
        self._wait(300)
        self._take("result-light")
        studio.theme.choose("dark")

    def take_strength(self) -> None:
        """A result that is mixed with the faithful picture, with the mask of what is protected."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        picture, viewer = self._window.picture, self._window.picture.viewer
        picture.strength.slider.setValue(70)
        picture.strength.grain.click()
        picture.strength.brush.click()
        viewer.brush.set_radius(36)
        middle, left, none = viewer.rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        path = [QPoint(-130, -90), QPoint(-100, -80), QPoint(-70, -66), QPoint(-50, -50)]
        QTest.mousePress(viewer, left, none, middle + path[0])
        for point in path:
            QTest.mouseMove(viewer, middle + point)
        QTest.mouseRelease(viewer, left, none, middle + path[-1])
        self._wait(3000)
        self._take("strength", colours=256)
        picture.strength.brush.click()
        picture.strength.grain.click()
        picture.strength.slider.setValue(100)
        self._wait(500)

    def take_crop(self) -> None:
        """The frame of a crop, with its handles and the bar that ends it."""
        from PySide6.QtCore import QRect

        viewer, bar = self._window.picture.viewer, self._window.picture.crop_bar
        self._window.queue.view.choose(self._studio.model.item(1))
        self._window.actions_.crop.trigger()
        self._until(lambda: viewer.region_tool.active)
        whole = viewer.region_tool.rect
        if whole is not None:
            parts, sides = (0.22, 0.1, 0.6, 0.78), (whole.width(), whole.height())
            viewer.region_tool.rect = QRect(*(round(p * s) for p, s in zip(parts, 2 * sides, strict=True)))
        viewer.update()
        self._wait(300)
        self._take("crop", colours=256)
        bar.cancel_button.click()
        self._window.queue.view.choose(self._studio.model.item(0))
        self._wait(300)

    def take_more(self) -> None:
        actions, viewer = self._window.actions_, self._window.picture.viewer
        actions.side_by_side.trigger()
        viewer.set_zoom(1.0)
        self._wait(300)
        self._take("side-by-side")
        actions.split.trigger()
        viewer.fit()
        self._window.controls.advanced_section.set_open(True)
        self._studio.opening.add([Path(__file__)])
        actions.log.trigger()
        self._wait(500)
        self._take("advanced-and-log")
        actions.log.trigger()
        self._window.resize(*SMALL)
        self._wait(300)
        self._take("small")

    def take_explore(self, *, more: bool) -> None:
        """A sheet of kappa and steps, then two of its cells."""
        window, studio = self._window, self._studio
        window.resize(*WINDOW)
        if not len(studio.model):
            studio.opening.add(self._pictures[:1])
            self._until(lambda: studio.comparison.item is not None)
        window.show_page("explore")
        explorer, page = studio.exploring.explorer, window.explore_page
        page.side.rows.set_typed({"steps": "1   2   4"})  # enough to see what they change
        page.side.planChanged.emit()
        self._until(lambda: explorer.sheet is not None)
        explorer.compute()
        self._until(lambda: explorer.sheet is not None and explorer.sheet.done >= 6)
        if more:
            self._take("explore-running")
        self._until(lambda: not explorer.busy)
        self._take("explore", colours=256)
        if more:
            explorer.comparing.compare(page.sheet.current, 0)
            self._wait(500)
            self._take("explore-compare")
            page.show_grid()
            studio.theme.choose("light")
            self._wait(300)
            self._take("explore-light")
            studio.theme.choose("dark")
        window.show_page("upscale")

    def take_inventions(self, folder: Path) -> None:
        """Where four seeds of a result with kappa 2 differ, and how far it leaves its picture: of a part of a sample,
        which takes seconds."""
        from PIL import Image

        from app.inventions.strip import CONSISTENCY, OFF, SPREAD

        studio, controls = self._studio, self._window.controls
        part, path = Image.open(ROOT / "resources/samples/perched-osprey.png"), folder / "osprey.png"
        part.crop((90, 40, 218, 136)).save(path)
        studio.opening.add([path])
        self._until(lambda: studio.comparison.item is not None and studio.comparison.item.path == path)
        before = controls.settings()
        controls.set_settings(replace(before, steps=STEPS, kappa=2.0))
        studio.upscaling.on_settings()
        studio.upscaling.run_selected()
        self._until(lambda: not studio.runner.busy)
        self._window.picture.viewer.set_divider(0.25)
        studio.tools.inventions.choose(SPREAD)
        self._until(lambda: not studio.tools.inventions.seeds.running)
        self._until(lambda: controls.run.estimate.text())
        self._wait(500)
        self._take("spread", colours=256)
        studio.theme.choose("light")
        studio.tools.inventions.choose(CONSISTENCY)
        self._wait(1500)
        if self._more:
            self._take("consistency-light")
        studio.theme.choose("dark")
        studio.tools.inventions.choose(OFF)
        controls.set_settings(before)
        self._window.picture.viewer.set_divider(0.5)

    def take_faces(self, folder: Path) -> None:
        """A portrait with its name below: face and name are found and proposed to be protected."""
        import cv2

        studio, strength = self._studio, self._window.picture.strength
        portrait = cv2.imread(str(ROOT / "tests/core/finishing/pictures/eileen-collins.jpg"))
        assert portrait is not None
        card = cv2.copyMakeBorder(portrait, 0, 30, 0, 0, cv2.BORDER_CONSTANT, value=(235, 235, 235))
        font = cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(card, "Eileen Collins", (12, 221), font, 0.55, (40, 40, 40), 1, cv2.LINE_AA)
        path = folder / "eileen-collins.png"
        cv2.imwrite(str(path), card)
        studio.opening.add([path])
        self._until(lambda: studio.comparison.item is not None and studio.comparison.item.path == path)
        studio.upscaling.run_selected()
        self._until(lambda: not studio.runner.busy)
        self._until(strength.isVisible)
        strength.propose.click()
        self._until(lambda: self._window.picture.viewer.proposals.boxes)
        self._wait(500)
        self._take("faces", colours=256)
        strength.dismiss_all.click()

    def take_sizes(self) -> None:
        """A scan that is softer than its size: a print is chosen, and reducing first is proposed."""
        import cv2

        studio, controls = self._studio, self._window.controls
        picture = cv2.imread(str(self._pictures[0]))
        assert picture is not None
        scan = Path(os.environ["RESSHIFT_STUDIO_HOME"]) / "soft-scan.png"
        cv2.imwrite(str(scan), cv2.GaussianBlur(cv2.resize(picture, None, fx=2, fy=2), (0, 0), 2.5))
        studio.opening.add([scan])
        self._until(controls.reduce_first.isVisible)
        controls.size_chooser.choose("print")
        controls.size_chooser.print_fields.width_field.setValue(20)
        self._wait(300)
        self._take("reduce-first")

    def take_filling(self) -> None:
        """The mask for an inpainting model. The authors' weights are not here, so nothing is filled in."""
        from app.models.model_list import MISSING

        studio, controls = self._studio, self._window.controls
        fill = replace(MISSING, key="inpaint-imagenet", title="ResShift inpainting", scale=1, task="inpaint")
        controls.set_models(
            [controls.model, replace(fill, steps_range=(4, 4), kappa_range=(2.0, 2.0), default_kappa=2.0)]
        )
        studio.window.queue.view.choose(studio.model.item(2))
        controls.choose_model("inpaint-imagenet")
        self._wait(300)
        studio.tools.filling.set_painting(True)
        size, brush = studio.window.picture.viewer.layers.size, studio.window.picture.viewer.brush
        if size is not None:
            path = [(0.388, 0.2), (0.39, 0.42)]
            points = [(x * size.width(), y * size.height()) for x, y in path]
            brush.painted.emit(points, size.width() * 0.035, False)
        self._wait(300)
        self._take("inpainting")

    def take_models(self) -> None:
        """The Models page, with examples of what models make of three pictures."""
        window = self._window
        window.resize(*WINDOW)
        window.show_page("models")
        self._wait(300)
        self._take("models")
        window.show_page("upscale")

    def stop(self) -> None:
        self._program.stop()

    def _has_thumbnails(self) -> bool:
        return all(item.thumbnail is not None for item in self._studio.model)

    def _take(self, name: str, *, colours: int = 0) -> None:
        """With `colours` the file has no more than these, which makes it half as large."""
        self._wait(100)
        screen = self._window.screen()
        size = self._window.frameGeometry()
        shot = screen.grabWindow(0, size.x(), size.y(), size.width(), size.height())
        path = self._out / f"{name}.png"
        if not shot.save(str(path)):
            raise SystemExit(f"{path} could not be written.")
        if colours:
            from PIL import Image

            shown = Image.open(path).convert("RGB")
            palette = shown.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=2)
            shown.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
        print(path, path.stat().st_size)

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
