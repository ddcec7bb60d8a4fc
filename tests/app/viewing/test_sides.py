"""What takes the place of a side that goes away, and that nothing is compared which is framed otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.queue.items import Item, Result
from app.viewing.compare_bar import ORIGINAL
from app.viewing.sides import ALONE, Sides
from core.images.framing import AS_IT_IS, Framing, as_written
from core.jobs import SampleSettings

TURNED = Framing(turn=90)


def result(name: str, framing: Framing = AS_IT_IS) -> Result:
    return Result(name, SampleSettings(), 4, 4, 0.0, written=as_written(framing))


def sides_of(*results: Result) -> Sides:
    sides = Sides()
    sides.show(Item(results=list(results)))
    return sides


@pytest.mark.parametrize("framing", [AS_IT_IS, TURNED])
@pytest.mark.parametrize("gone", ["file", "result"])
def test_what_comes_in_the_place_of_what_has_gone_is_compared_only_with_what_is_framed_alike(
    gone: str, framing: Framing
) -> None:
    sides = sides_of(result("1"), result("2"), result("newest", framing))
    assert sides.item is not None
    file = sides.files.add(sides.item, Path("a.png"), "a.png")
    sides.choose("1", file.side if gone == "file" else "2")
    sides.files.remove(sides.item, file)
    del sides.item.results[1]
    for left in (sides.still_there(sides.now), sides.without(file) if gone == "file" else None):
        assert left in (None, ("1" if framing == AS_IT_IS else ORIGINAL, "newest"))


def test_what_stood_there_before_a_file_comes_back() -> None:
    sides = sides_of(result("1"), result("2"))
    assert sides.item is not None
    file = sides.files.add(sides.item, Path("a.png"), "a.png")
    sides.choose("1", "2")
    assert sides.beside(file, right=None) == (file.side, "2")
    sides.choose(*sides.beside(file, right=True))
    assert sides.now == ("1", file.side)
    assert sides.file is file
    assert sides.without(file) == ("1", "2")


def test_the_result_before_another_is_known_where_there_are_two() -> None:
    assert sides_of(result("1")).previous() is None
    sides = sides_of(result("1"), result("2"), result("3"))
    for after, expected in (("3", ("2", "3")), ("2", ("1", "2")), ("1", ("2", "3")), (ORIGINAL, ("2", "3"))):
        sides.choose(ORIGINAL, after)
        assert sides.previous() == expected
    sides.show(None)
    assert (sides.now, sides.previous(), sides.extent(None)) == (ALONE, None, None)


def test_a_file_on_the_left_is_not_compared_with_itself_once_the_result_has_gone() -> None:
    sides = sides_of(result("1"))
    assert sides.item is not None
    file = sides.files.add(sides.item, Path("a.png"), "a.png")
    sides.choose(file.side, "1")
    sides.item.results.clear()
    assert sides.still_there(sides.now) == (ORIGINAL, file.side)
    assert sides.still_there((file.side, file.side)) == (file.side, file.side)  # as a person has chosen
