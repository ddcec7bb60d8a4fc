"""Where pictures come from: recognised folders, suffixes and tables, and what has no partner."""

import locale
from pathlib import Path

import numpy as np
import pytest

from core.data.naming import FOR_TESTS
from core.data.source import DataSource, recognise
from core.errors import SettingsError
from core.images.formats.encode import save_picture
from core.images.picture import Picture


def touch(*paths):
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_picture(Picture(np.zeros((2, 2, 3), np.uint8)), path, format="png", overwrite=True)


def listed(source):
    return [(e.hq.name, e.lq.name if e.lq else None, bool(e.problem)) for e in source.entries()]


def test_two_folders_are_recognised_and_matched_by_stem(tmp_path):
    touch(
        tmp_path / "HR" / "a.png",
        tmp_path / "HR" / "b.png",
        tmp_path / "LR" / "a.png",
        tmp_path / "LR" / "c.png",
    )
    (tmp_path / "LR" / "a.png").rename(tmp_path / "LR" / "a.jpg")
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("folders", "HR", "LR")
    assert listed(source) == [("a.png", "a.jpg", False), ("b.png", None, True), ("c.png", None, True)]


def test_suffixes_are_recognised(tmp_path):
    touch(tmp_path / "a_hq.png", tmp_path / "a_lq.png", tmp_path / "b_hq.png", tmp_path / "c_lq.png")
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("suffix", "_hq", "_lq")
    assert listed(source) == [
        ("a_hq.png", "a_lq.png", False),
        ("b_hq.png", None, True),
        ("c_lq.png", None, True),
    ]


def test_other_pictures_among_pairs_by_suffix_are_said(tmp_path):
    touch(tmp_path / "a_hq.png", tmp_path / "a_lq.png", tmp_path / "b_hq.png", tmp_path / "b_lq.png")
    touch(tmp_path / "holiday.png")
    assert listed(recognise(tmp_path))[-1] == ("holiday.png", None, True)


def test_albums_with_a_word_of_a_side_in_their_names_are_no_pairs(tmp_path):
    touch(tmp_path / "Low tide" / "beach.jpg", tmp_path / "High street" / "shop.jpg")
    touch(tmp_path / "Low tide" / "Thumbs.db", tmp_path / "High street" / "Thumbs.db")
    assert recognise(tmp_path).kind == "good"
    touch(tmp_path / "Low tide" / "more" / "shop.jpg", tmp_path / "High street" / "notes.txt")
    assert recognise(tmp_path).kind == "folders"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_columns(tmp_path, mark):
    touch(tmp_path / "x" / "a.png", tmp_path / "y" / "a.png")
    rows = [("GT", "LQ"), ("x/a.png", "y/a.png"), ("x/a.png", "y/none.png"), ("x/a.png", "")]
    (tmp_path / "pairs.csv").write_text("\n".join(mark.join(r) for r in rows))
    source = recognise(tmp_path / "pairs.csv")
    assert (source.hq, source.lq) == ("GT", "LQ")
    assert [bool(e.problem) for e in source.entries()] == [False, True, True]


def test_a_table_without_the_columns_says_what_it_needs(tmp_path):
    (tmp_path / "t.csv").write_text("one,two,three\n")
    with pytest.raises(SettingsError, match="hq and lq"):
        recognise(tmp_path / "t.csv")
    with pytest.raises(SettingsError, match="its columns are: one, two, three"):
        list(DataSource("csv", str(tmp_path / "t.csv"), "hq", "lq").entries())


def test_anything_else_is_good_pictures_listed_without_opening_them(tmp_path):
    touch(tmp_path / "deep" / "a.png")
    (tmp_path / "b.jpg").write_bytes(b"")
    source = recognise(tmp_path)
    assert source.kind == "good"
    assert [e.name for e in source.entries()] == ["b.jpg", "deep/a.png"]
    assert next(iter(source.entries())).lq is None


def test_a_hundred_thousand_files_are_listed_lazily(tmp_path, monkeypatch):
    from core.data import source as module

    many = ((tmp_path / f"{k}.png", tmp_path) for k in range(10**5))
    monkeypatch.setattr(module, "scan", lambda path, refused: many)
    entries = DataSource("good", str(tmp_path)).entries()
    assert next(entries).name == "0.png"
    assert next(many)[0].name == "1.png"


def test_a_place_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="neither a folder nor a CSV"):
        recognise(tmp_path / "none")
    with pytest.raises(SettingsError, match="does not exist"):
        list(DataSource("good", str(tmp_path / "none")).entries())
    with pytest.raises(SettingsError, match="kind"):
        DataSource("other", str(tmp_path))


def test_a_relative_path_is_found_from_another_folder_too(tmp_path, monkeypatch):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "list.csv").write_text("hq,lq\n")
    monkeypatch.chdir(tmp_path)
    for name in ("pictures", "list.csv"):
        assert recognise(Path(name)).path == str(tmp_path / name)


def test_it_survives_a_round_trip_through_json(tmp_path):
    source = DataSource("folders", str(tmp_path), "a", "b")
    assert DataSource.from_dict(source.to_dict()) == source
    with pytest.raises(SettingsError):
        DataSource.from_dict({"nonsense": 1})


def test_the_layout_of_div2k_is_recognised(tmp_path):
    for side in ("train", "valid"):
        for folder, names in (
            (f"DIV2K_{side}_HR", ("0001.png", "0002.png")),
            (f"DIV2K_{side}_LR_bicubic/X2", ("0001x2.png",)),
            (f"DIV2K_{side}_LR_bicubic/X4", ("0001x4.png", "0002x4.png")),
        ):
            (tmp_path / folder).mkdir(parents=True)
            for name in names:
                (tmp_path / folder / name).touch()
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("folders", "DIV2K_train_HR", "DIV2K_train_LR_bicubic/X4")
    pairs = {(e.hq.name, e.lq.name if e.lq else "", e.problem) for e in source.entries()}
    assert pairs == {("0001.png", "0001x4.png", ""), ("0002.png", "0002x4.png", "")}


def test_a_poor_picture_of_a_name_that_is_taken_is_said(tmp_path):
    for name in ("hr/a.png", "lr/a.png", "lr/a.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    entries = list(recognise(tmp_path).entries())
    assert [bool(e.lq) for e in entries if not e.problem] == [True]
    assert [e.problem for e in entries if e.problem] == [
        "has the name of lr/a.jpg, and only one can be in the pair"
    ]


def test_beside_each_other_too_a_second_poor_picture_of_a_name_is_said(tmp_path):
    for name in ("a_hq.png", "a_lq.png", "a_lq.jpg", "b_hq.png", "b_lq.png"):
        (tmp_path / name).touch()
    entries = list(recognise(tmp_path).entries())
    assert sorted((e.hq.name, e.lq.name) for e in entries if e.lq) == [
        ("a_hq.png", "a_lq.png"),
        ("b_hq.png", "b_lq.png"),
    ]
    assert [(e.name, e.problem) for e in entries if e.problem] == [
        ("a_lq.jpg", "has the name of a_lq.png, and only one can be in the pair")
    ]


def test_a_good_picture_of_a_name_that_is_taken_is_said(tmp_path):
    for name in ("hr/a.png", "hr/a.jpg", "lr/a.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    entries = list(recognise(tmp_path).entries())
    assert [e.problem for e in entries if e.problem] == [
        "has the name of hr/a.jpg, and only one can be in the pair"
    ]


def test_an_archive_unpacked_into_a_folder_of_its_own_is_looked_into(tmp_path):
    for name in (
        "DIV2K/DIV2K_train_HR/0001.png",
        "DIV2K/DIV2K_train_LR_bicubic/X4/0001x4.png",
        "__MACOSX/._x",
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    source = recognise(tmp_path)
    assert (source.hq, source.lq) == ("DIV2K/DIV2K_train_HR", "DIV2K/DIV2K_train_LR_bicubic/X4")
    assert [(e.name, e.problem) for e in source.entries()] == [("DIV2K/DIV2K_train_HR/0001.png", "")]


def test_what_systems_leave_behind_is_no_picture_and_no_partner(tmp_path):
    for side in ("hr", "lr"):
        (tmp_path / side).mkdir()
        for name in ("a.png", "._a.png", "Thumbs.db", "desktop.ini", ".DS_Store"):
            (tmp_path / side / name).touch()
    assert [(e.name, e.problem) for e in recognise(tmp_path).entries()] == [("hr/a.png", "")]


def touch_sides(folder):
    touch(folder / "hq" / "a.png", folder / "lq" / "a.png")


def test_of_several_folders_of_pairs_that_for_training_is_taken(tmp_path):
    for name in ("test", "train", "valid"):
        touch_sides(tmp_path / name)
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("folders", "train/hq", "train/lq")


@pytest.mark.parametrize("beside", ["b/hq/a.png", "train/a.png"])
def test_poor_pictures_of_pairs_further_below_are_not_taken_for_good_ones(tmp_path, beside):
    touch_sides(tmp_path / "a")
    touch(tmp_path / beside)
    with pytest.raises(SettingsError, match=r"in a\b.*choose one"):
        recognise(tmp_path)


def test_pairs_whose_poor_pictures_alone_are_marked_are_recognised(tmp_path):
    touch(*(tmp_path / f"{name}.png" for name in ("a", "a_lq", "b", "b_lq", "c", "d_lq")))
    source = recognise(tmp_path)
    assert (source.kind, source.hq, source.lq) == ("suffix", "", "_lq")
    assert sorted(listed(source)) == [
        ("a.png", "a_lq.png", False),
        ("b.png", "b_lq.png", False),
        ("c.png", None, True),
        ("d_lq.png", None, True),
    ]


def test_a_few_names_with_an_ending_make_no_pairs(tmp_path):
    touch(*(tmp_path / f"{name}.png" for name in ("a", "b", "c", "d", "e", "beach_low", "a_low")))
    assert recognise(tmp_path).kind == "good"


@pytest.mark.parametrize("mark", [", ", "; ", ",   "])
def test_spaces_behind_the_marks_of_a_table_belong_to_no_name(tmp_path, mark):
    touch(tmp_path / "x" / "a.png", tmp_path / "y" / "a.png")
    (tmp_path / "pairs.csv").write_text("\n".join((f"hq{mark}lq", f"x/a.png{mark}y/a.png")))
    source = recognise(tmp_path / "pairs.csv")
    assert (source.hq, source.lq) == ("hq", "lq")
    assert [e.problem for e in source.entries()] == [""]


@pytest.mark.parametrize(
    "albums",
    [
        ["2019/a.jpg", "2020/b.jpg", "Wedding/good/c.jpg", "Wedding/bad/d.jpg"],
        ["2019/a.jpg", "Trip/original/c.jpg", "Trip/small/d.jpg"],
        ["Cats/a.jpg", "Dogs/b.jpg", "Trains/high/x.jpg", "Trains/low/y.jpg"],
        ["a.jpg", "b.jpg", "sub/good/c.jpg", "sub/bad/d.jpg"],
        ["photos/a.jpg", "train/hq/notes.txt", "train/lq/notes.txt"],
    ],
)
def test_albums_further_below_whose_pictures_share_no_name_are_no_pairs(tmp_path, albums):
    touch_empty(tmp_path, *albums)
    assert recognise(tmp_path).kind == "good"


def touch_empty(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["data_train_small", "train", "train2"], "train"),
        (["Constraint", "my-train", "Trains"], "my-train"),
        (["train2017", "val2017"], "train2017"),
    ],
)
def test_the_folder_called_train_goes_before_one_with_that_word_and_other_words_do_not_count(
    tmp_path, names, taken
):
    for name in names:
        touch_sides(tmp_path / name)
    assert recognise(tmp_path).hq == f"{taken}/hq"


@pytest.mark.parametrize("names", [["train_a", "train_b"], ["Constraint", "Terrain"]])
def test_where_no_name_says_which_folder_is_for_training_one_is_to_be_chosen(tmp_path, names):
    for name in names:
        touch_sides(tmp_path / name)
    with pytest.raises(SettingsError, match=f"{names[0]}, {names[1]}.*choose one"):
        recognise(tmp_path)


def test_pairs_two_folders_below_are_found_beside_others(tmp_path):
    touch_sides(tmp_path / "set" / "train")
    touch_sides(tmp_path / "set" / "test")
    (tmp_path / "readme").mkdir()
    source = recognise(tmp_path)
    assert (source.hq, source.lq) == ("set/train/hq", "set/train/lq")


def test_what_is_unclear_elsewhere_does_not_bar_the_folder_for_training(tmp_path):
    for name in ("extra/a", "extra/b"):
        touch_sides(tmp_path / name)
    (tmp_path / "photos").mkdir()
    with pytest.raises(SettingsError, match=r"in extra\b.*choose one"):
        recognise(tmp_path)
    touch_sides(tmp_path / "train")
    assert recognise(tmp_path).hq == "train/hq"


def test_pictures_beside_the_only_folder_are_not_passed_over_in_silence(tmp_path):
    touch(tmp_path / "a.png")
    touch_sides(tmp_path / "set")
    with pytest.raises(SettingsError, match=r"in set\b.*choose one"):
        recognise(tmp_path)


def test_marked_pictures_in_another_folder_than_the_good_ones_are_no_pairs(tmp_path):
    for name in ("a", "b"):
        touch(tmp_path / "one" / f"{name}.png", tmp_path / "two" / f"{name}_low.png")
    assert recognise(tmp_path).kind == "good"


def test_of_several_folders_of_pairs_the_one_for_the_use_is_taken(tmp_path):
    for name in ("test", "train", "val"):
        touch_sides(tmp_path / "many" / name)
    assert recognise(tmp_path / "many", FOR_TESTS).hq == "test/hq"
    for name in ("train", "valid"):
        touch(
            tmp_path / "div" / f"DIV2K_{name}_HR" / "1.png", tmp_path / "div" / f"DIV2K_{name}_LR" / "1.png"
        )
    assert recognise(tmp_path / "div", FOR_TESTS).hq == "DIV2K_valid_HR"
    for name in ("train", "readme"):
        touch_sides(tmp_path / "few" / name)
    with pytest.raises(SettingsError, match="choose one"):
        recognise(tmp_path / "few", FOR_TESTS)


TWO = [("x/a.png", "y/a.png"), ("x/b.png", "y/b.png")]


def sized(folder, good, poor):
    for k in "ab":
        for side, size in (("x", good), ("y", poor)):
            path = folder / side / f"{k}.png"
            path.parent.mkdir(exist_ok=True)
            save_picture(Picture(np.zeros((size, size, 3), np.uint8)), path, format="png", overwrite=True)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("heading", [None, ("this", "that")])
def test_without_a_usual_heading_the_larger_pictures_of_a_table_are_the_good_ones(tmp_path, heading, turned):
    """And no pair is lost to a heading that is none."""
    sized(tmp_path, 8, 4)
    rows = [row[::-1] if turned else row for row in TWO]
    (tmp_path / "t.csv").write_text("\n".join(map(",".join, [heading, *rows] if heading else rows)))
    source = recognise(tmp_path / "t.csv")
    assert [(e.name, e.lq, e.problem) for e in source.entries()] == [
        (str(Path(good)), tmp_path / poor, "") for good, poor in TWO
    ]
    sized(tmp_path, 4, 4)
    with pytest.raises(SettingsError, match="hq and lq"):
        recognise(tmp_path / "t.csv")


@pytest.mark.parametrize("names", [("before", "after"), ("Low Res", "HighRes"), ("LQ", "ground truth GT")])
def test_columns_are_known_by_the_names_that_folders_are_known_by(tmp_path, names):
    sized(tmp_path, 8, 4)
    (tmp_path / "t.csv").write_text("\n".join(map(",".join, [names, *(row[::-1] for row in TWO)])))
    source = recognise(tmp_path / "t.csv")
    assert (source.lq, source.hq) == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_spreadsheet_saves_is_read_with_spaces_around_its_names(tmp_path, encoding):
    touch(tmp_path / "größer" / "a.png", tmp_path / "y" / "a.png")
    text = "hq ; lq \r\ngrößer/a.png ; y/a.png \r\n;\r\n"
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    entries = list(recognise(tmp_path / "t.csv").entries())
    assert [(e.hq, e.problem) for e in entries] == [(tmp_path / "größer" / "a.png", "")]


def test_a_table_in_an_unknown_code_page_says_how_to_save_it(tmp_path, monkeypatch):
    monkeypatch.setattr(locale, "getencoding", lambda: "utf-8")
    (tmp_path / "t.csv").write_bytes(b"hq,lq\n\x81\x8d.png,a.png\n")
    with pytest.raises(SettingsError, match="save it as CSV in UTF-8"):
        recognise(tmp_path / "t.csv")


def test_a_source_that_has_gone_is_named_in_full_with_what_to_do(tmp_path):
    with pytest.raises(SettingsError, match=f"{tmp_path}.*Bring it back"):
        list(DataSource("good", str(tmp_path / "gone")).entries())
    touch(tmp_path / "hq" / "a.png")
    with pytest.raises(SettingsError, match=f"{tmp_path}.*bring it back"):
        list(DataSource("folders", str(tmp_path), "hq", "lq").entries())
