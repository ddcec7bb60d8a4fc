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
