"""What is read when, in which order, and when anew."""

import os

import cv2
import numpy as np
import pytest

from app.images.qimages import array_from_qimage
from app.viewing import picture_cache
from app.viewing.picture_cache import PictureCache
from core.images.framing import Framing


@pytest.fixture
def cache(qapp):
    cache = PictureCache()
    yield cache
    assert cache.stop(5000)


@pytest.fixture
def write(tmp_path):
    """write("a.png", 7) writes a gray picture that is newer than whatever was there, and returns its path."""
    clock = iter(range(1, 1000))

    def write(name, level):
        path = tmp_path / name
        cv2.imwrite(str(path), np.full((4, 6, 3), level, np.uint8))
        os.utime(path, (1e9 + next(clock),) * 2)
        return path

    return write


def level(image):
    return int(array_from_qimage(image)[0, 0, 0])


def fail(error):
    raise error


def settle(cache):
    """Until nothing is read or asked."""
    while cache._asker.busy or cache._reader.busy:
        assert cache._asker.finish(5000)
        assert cache._reader.finish(5000)


def test_the_newest_wish_is_read_next_and_what_nobody_waits_for_is_left_out(cache, monkeypatch, tmp_path):
    read, wanted, shown = [], {"a", "c", "e"}, []
    monkeypatch.setattr(picture_cache, "_load", lambda path, _: read.append(path.name) or fail(OSError()))
    for name in "abcde":
        still = lambda name=name: name in wanted  # noqa: E731
        cache.fetch(name, tmp_path / name, shown.append, lambda _: None, still)
    settle(cache)
    assert read == ["a", "e", "c"]
    cache.fetch("b", tmp_path / "b", shown.append, lambda _: None)
    settle(cache)
    assert read[3:] == ["b"]


def test_a_file_that_holds_another_picture_is_read_anew_and_any_other_is_not(cache, write, monkeypatch):
    read, shown, load = [], [], picture_cache._load
    monkeypatch.setattr(
        picture_cache, "_load", lambda path, framing: read.append(path) or load(path, framing)
    )
    path = write("a.png", 10)
    cache.fetch("a", path, shown.append, fail)
    settle(cache)
    for _ in range(2):
        cache.follow("a", shown.append, lambda: True)
        settle(cache)
    assert ([level(image) for image in shown], len(read)) == ([10], 1)
    assert cache.kept("a").is_of_its_file
    write("a.png", 20)
    assert not cache.kept("a").is_of_its_file
    renewed = []
    cache.renewed.connect(renewed.append)
    for _ in range(2):  # as two of those who show it do at the same time
        cache.follow("a", shown.append, lambda: True)
    settle(cache)
    assert [level(image) for image in shown] == [10, 20, 20]
    assert (level(cache.get("a")), len(read), renewed) == (20, 2, ["a"])


@pytest.mark.parametrize("broken", [None, b"half"])
def test_of_a_file_that_is_gone_or_being_written_what_was_read_stays(cache, write, broken):
    shown, path = [], write("a.png", 10)
    cache.fetch("a", path, shown.append, fail)
    settle(cache)
    path.unlink()
    if broken:
        path.write_bytes(broken)
    cache.follow("a", shown.append, lambda: True)
    settle(cache)
    assert ([level(image) for image in shown], level(cache.get("a"))) == ([10], 10)


def test_what_is_written_while_it_is_read_counts_as_changed(cache, write, monkeypatch):
    path, load, shown = write("a.png", 10), picture_cache.pictures.read, []

    def load_and_write(path):
        picture = load(path)
        write("a.png", 20)
        return picture

    monkeypatch.setattr(picture_cache.pictures, "read", load_and_write)
    cache.fetch("a", path, shown.append, fail)
    settle(cache)
    assert not cache.kept("a").is_of_its_file
    monkeypatch.setattr(picture_cache.pictures, "load_qimage", load)
    cache.follow("a", shown.append, lambda: True)
    settle(cache)
    assert [level(image) for image in shown] == [10, 20]


def test_what_was_forgotten_while_it_was_read_is_not_kept(cache, write):
    shown = []
    cache.fetch("a", write("a.png", 10), shown.append, fail)
    cache.forget("a")
    settle(cache)
    assert (shown, cache.get("a")) == ([], None)


def test_what_is_framed_otherwise_while_it_is_read_is_not_answered_with_what_was_read(cache, tmp_path):
    path, shown = tmp_path / "a.png", []
    cv2.imwrite(str(path), np.zeros((4, 6, 3), np.uint8))
    cache.fetch("a", path, lambda image: shown.append("before"), fail)
    cache.forget("a")
    cache.fetch("a", path, lambda image: shown.append(image.size().toTuple()), fail, framing=Framing(turn=90))
    settle(cache)
    assert shown == [(4, 6)]
    os.utime(path, (1e9, 1e9))
    cache.follow("a", lambda image: shown.append(image.size().toTuple()), lambda: True)
    settle(cache)
    assert shown == [(4, 6)] * 2  # of a file that has changed, too
