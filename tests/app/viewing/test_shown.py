"""How large what is shown is, how it is framed, and what is written over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize

from app.queue.items import Item, Result
from app.viewing.captions import side_caption
from app.viewing.compare_bar import ORIGINAL
from app.viewing.shown import Shown
from core.images.framing import AS_IT_IS, Framing, as_written
from core.jobs import Region, SampleSettings

TURNED = Framing(turn=90)


def result(name: str, width: int, height: int, framing: Framing = AS_IT_IS) -> Result:
    return Result(name, SampleSettings(), width, height, 0.0, written=as_written(framing))


def shown_of(*results: Result, framing: Framing = AS_IT_IS) -> Shown:
    shown = Shown()
    shown.sides.show(Item(results=list(results), width=20, height=10, framing=framing))
    return shown


def test_the_size_is_that_of_a_result_else_of_files_else_of_what_is_to_come() -> None:
    shown = shown_of(result("1", 40, 20))
    assert shown.size(SampleSettings(scale=4.0)) == QSize(40, 20)
    shown = shown_of()
    assert shown.item is not None
    assert shown.size(SampleSettings(scale=4.0)) == QSize(80, 40)
    assert shown.file_size is None
    file = shown.sides.files.add(shown.item, Path("a.png"), "a.png")
    file.size = (60, 30)
    shown.sides.choose(file.side, ORIGINAL)
    assert shown.size(SampleSettings(scale=4.0)) == QSize(60, 30)
    assert shown.file_size == (60, 30)
    shown.made = QSize(100, 50)
    assert shown.size(SampleSettings()) == shown.made
    shown.whole = QSize()
    assert shown.size(SampleSettings()).isEmpty()


@pytest.mark.parametrize("scale", [2.0, 4.0])
def test_a_region_and_its_place_lead_to_each_other(scale: float) -> None:
    shown = shown_of()
    shown.settings = SampleSettings(scale=scale)
    region = Region(5, 2, 8, 4)
    place = shown.rect_of(region)
    assert place == QRect(*(round(value * scale) for value in (5, 2, 8, 4)))
    assert shown.region_of(place, shown.settings) == region
    assert Shown().region_of(place, shown.settings) is None


def test_the_original_is_framed_as_the_result_that_is_shown_was_and_without_its_crop_while_that_is_drawn() -> (
    None
):
    now = Framing(turn=90, crop=(0, 0, 8, 8))
    shown = shown_of(result("1", 40, 20), framing=now)
    assert shown.item is not None
    assert shown.framing_of_original(shown.item) == AS_IT_IS
    assert shown.framed_otherwise
    shown.region = Region(0, 0, 4, 4)  # of the picture as it is framed now
    assert shown.framing_of_original(shown.item) == now
    shown.region, shown.whole = None, QSize()
    assert shown.framing_of_original(shown.item) == TURNED


def test_results_are_numbered_where_there_are_several_and_the_right_side_names_what_is_to_come() -> None:
    none, one = shown_of(), shown_of(result("1", 40, 20))
    two = shown_of(result("1", 40, 20), result("2", 40, 20))
    assert side_caption(none.sides, ORIGINAL, mixing="") == "Original"
    assert side_caption(none.sides, ORIGINAL, mixing="", right=True) == "Result"
    assert side_caption(one.sides, ORIGINAL, mixing="", right=True) == "Original"
    assert side_caption(one.sides, "1", mixing="") == "Result"
    assert [side_caption(two.sides, name, mixing="2") for name in ("1", "2")] == ["Result 1", "Mixing…"]
