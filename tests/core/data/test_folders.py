"""Pairs of pictures in two folders: matched by name, and what is missing is named."""

from pathlib import Path

import pytest

from core.data.folders import list_pairs, match_folders
from core.data.naming import match
from core.errors import SettingsError


@pytest.fixture
def folders(tmp_path):
    for name in ("lr", "hr"):
        (tmp_path / name).mkdir()
    return tmp_path / "lr", tmp_path / "hr"


def fill(folder, *names):
    for name in names:
        (folder / name).touch()


def test_pairs_are_matched_by_stem_and_sorted(folders):
    lr, hr = folders
    fill(lr, "b.png", "a.jpg", "notes.txt")
    fill(hr, "a.PNG", "b.png", "c.png")
    assert list_pairs(lr, hr) == [(lr / "a.jpg", hr / "a.PNG"), (lr / "b.png", hr / "b.png")]


def test_a_missing_partner_is_named(folders):
    lr, hr = folders
    fill(lr, "a.png", "b.png")
    fill(hr, "a.png")
    with pytest.raises(SettingsError, match="'b'"):
        list_pairs(lr, hr)


def test_an_empty_folder_is_named(folders):
    lr, hr = folders
    fill(hr, "a.png")
    with pytest.raises(SettingsError, match="no pictures"):
        list_pairs(lr, hr)


@pytest.mark.parametrize("missing", [0, 1])
def test_a_folder_that_is_not_there_is_named(folders, missing):
    fill(folders[0], "a.png")
    given = list(folders)
    given[missing] = folders[0].parent / "nowhere"
    with pytest.raises(SettingsError, match="nowhere"):
        list_pairs(*given)


def test_what_systems_leave_behind_is_no_picture(folders):
    low, high = folders
    for folder in (low, high):
        for name in ("a.png", "._a.png", "Thumbs.db"):
            (folder / name).touch()
    assert list_pairs(low, high) == [(low / "a.png", high / "a.png")]


def test_a_scale_behind_the_name_belongs_to_the_poor_one(tmp_path):
    low, high = tmp_path / "lr", tmp_path / "hr"
    for folder, name in ((low, "0001x4.png"), (high, "0001.png"), (high, "0002.png")):
        folder.mkdir(exist_ok=True)
        (folder / name).touch()
    assert list_pairs(low, high) == [(low / "0001x4.png", high / "0001.png")]


def test_two_pictures_of_one_name_are_named(folders):
    low, high = folders
    for path in (low / "a.png", high / "a.png", high / "a.jpg"):
        path.touch()
    with pytest.raises(SettingsError, match=r"two pictures of one name"):
        list_pairs(low, high)


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize(
    ("good", "poor"),
    [
        ("0001", "0001x4"),
        ("0001", "0001x4m"),
        ("0001", "0001x4w2"),
        ("0001", "0001_x4"),
        ("0001x4", "0001"),
        ("img_001_SRF_4_HR", "img_001_SRF_4_LR"),
        ("baby_HR", "baby_LRx4"),
        ("a.gt", "a.lq"),
        ("max4", "max4"),
        ("Baby", "baby_x4"),
    ],
)
def test_names_that_people_give_to_the_two_sides(folders, good, poor):
    low, high = folders
    fill(low, f"{poor}.png")
    fill(high, f"{good}.png", "other.png")
    assert list_pairs(low, high) == [(low / f"{poor}.png", high / f"{good}.png")]


def test_names_that_only_begin_alike_are_no_pair(folders):
    low, high = folders
    fill(low, "a1.png")
    fill(high, "a.png", "a12.png")
    with pytest.raises(SettingsError, match="'a1'"):
        list_pairs(low, high)


def test_of_several_scales_the_fourth_is_taken(folders):
    low, high = folders
    fill(low, "a_x2.png", "a_x3.png", "a_x4.png")
    fill(high, "a.png")
    found = match_folders(low, high)
    assert found.pairs == [(high / "a.png", low / "a_x4.png")]
    assert found.poor_alone == [low / "a_x2.png", low / "a_x3.png"]


def test_folders_of_scales_are_looked_into(tmp_path):
    touch(tmp_path, "LR/X2/0001x2.png", "LR/X4/0001x4.png", "HR/0001.png")
    pairs = list_pairs(tmp_path / "LR", tmp_path / "HR")
    assert pairs == [(tmp_path / "LR/X4/0001x4.png", tmp_path / "HR/0001.png")]


def test_a_hundred_thousand_names_are_matched_at_once():
    good = ((f"{n:06}", Path(f"{n:06}.png")) for n in range(100_000))
    poor = ((f"{n:06}x4", Path(f"{n:06}x4.png")) for n in range(100_000))
    found = match(good, poor)  # by looking each up, not by comparing all with all: that would take minutes
    assert len(found.pairs) == 100_000
