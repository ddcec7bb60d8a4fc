"""What the two boxes of the compare bar call the results."""

from app.queue.items import Result
from app.viewing.compare_bar import ORIGINAL, CompareBar, describe
from core.jobs import SampleSettings

LITE = SampleSettings(model="lite-x4", steps=4, kappa=1.0, seed=7)
AT_ONCE = SampleSettings(model="/some/esrgan.x4.safetensors", steps=1, seed=7)
LDM = SampleSettings(model="ldm", steps=15, seed=7)


def result(name: str, settings: SampleSettings) -> Result:
    return Result(name, settings, 8, 8, 3.1)


def test_a_result_is_called_by_what_its_model_has():
    assert describe(2, result("a", LITE)) == "2 · 4 steps · kappa 1 · seed 7 · 3.1 s"
    assert describe(1, result("b", AT_ONCE)) == "1 · 3.1 s"
    assert describe(1, result("c", LDM)) == "1 · 15 steps · seed 7 · 3.1 s"


def test_the_model_is_named_where_results_are_by_several(qtbot):
    bar = CompareBar()
    qtbot.addWidget(bar)
    bar.show_results([result("a", LITE), result("b", LITE)], ORIGINAL, "b")
    assert bar.after_box.itemText(1) == "1 · 4 steps · kappa 1 · seed 7 · 3.1 s"
    bar.show_results([result("a", LITE), result("b", AT_ONCE), result("c", LDM)], "b", "c")
    assert bar.before_box.currentText() == "2 · esrgan.x4 · 3.1 s"
    assert bar.after_box.currentText() == "3 · ldm · 15 steps · seed 7 · 3.1 s"
