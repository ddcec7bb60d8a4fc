"""Pairs of pictures in two folders: matched by name, and what is missing is named."""

import pytest

from core.data.folders import list_pairs
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
