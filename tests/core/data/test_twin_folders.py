"""Folders of pairs by everyday names, or by nothing but what is in them."""

import cv2
import numpy as np
import pytest

from core.data.source import recognise
from core.errors import SettingsError
from tests.core.data.test_check import scene, shrink, write

EVERYDAY = [
    ("before", "after"),
    ("lowres", "hires"),
    ("LowRes", "HighRes"),
    ("lowRes2", "highRes2"),
    ("small", "large"),
    ("web", "print"),
]


def fill(folder, poor, good, *, same_size=False):
    for k in range(3):
        write(folder / good / f"{k}.png", scene(k))
        write(folder / poor / f"{k}.png", cv2.blur(scene(k), (5, 5)) if same_size else shrink(scene(k)))


@pytest.mark.parametrize(("poor", "good"), EVERYDAY)
def test_folders_with_everyday_names_are_pairs_whatever_their_size(tmp_path, poor, good):
    fill(tmp_path, poor, good, same_size=True)
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("folders", good, poor)


@pytest.mark.parametrize("names", [("before", "after"), ("web", "print"), ("large", "small")])
def test_albums_with_everyday_names_that_share_no_picture_are_no_pairs(tmp_path, names):
    for k, name in enumerate(names):
        write(tmp_path / name / f"{k}.png", scene(k))
    assert recognise(tmp_path).kind == "good"


@pytest.mark.parametrize(("poor", "good"), [("a", "b"), ("b", "a"), ("my set/x", "my set/y")])
def test_of_two_folders_of_the_same_pictures_the_larger_ones_are_the_good_ones(tmp_path, poor, good):
    fill(tmp_path, poor, good)
    write(tmp_path / good / "alone.png", scene(9))
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("folders", good, poor)


def test_two_folders_of_the_same_pictures_in_one_size_are_asked_about(tmp_path):
    fill(tmp_path, "a", "b", same_size=True)
    with pytest.raises(SettingsError, match=r"a and b.*same size.*call the folder of the good ones hq"):
        recognise(tmp_path)


def test_albums_that_a_camera_has_numbered_alike_are_no_pairs(tmp_path):
    for k in range(3):
        write(tmp_path / "2019" / f"IMG_{k}.png", scene(k))
        write(tmp_path / "2020" / f"IMG_{k}.png", scene(k + 7, 64, 80))
    assert recognise(tmp_path).kind == "good"
    write(tmp_path / "flat" / "2019" / "1.png", np.zeros((64, 64, 3), np.uint8))
    write(tmp_path / "flat" / "2020" / "1.png", np.zeros((256, 256, 3), np.uint8))
    assert recognise(tmp_path / "flat").kind == "good"


@pytest.mark.parametrize("beside", ["c/0.png", "0.png"])
def test_what_lies_beside_two_such_folders_is_not_passed_over(tmp_path, beside):
    fill(tmp_path, "a", "b")
    write(tmp_path / beside, scene(5))
    assert recognise(tmp_path).kind == "good"
