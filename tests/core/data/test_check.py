"""The check's findings, one by one, and the split that follows."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.data.cache import PictureCache
from core.data.check import TITLES, check_dataset
from core.data.dataset import Dataset, Item
from core.data.degradation import degrade
from core.data.duplicates import look_alike, thumbnail
from core.data.pair_checks import compare
from core.data.source import DataSource
from core.data.split import split
from core.errors import Cancelled, TrainingError
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken
from tests.core.images import pictures as make


def scene(seed, height=128, width=160):
    """Smooth and detailed at once, like a photograph."""
    rng = np.random.default_rng(seed)
    out = np.zeros((height, width, 3), np.float32)
    for k in (4, 12, 40):
        out += cv2.resize(rng.random((k, k, 3), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return (out / 3 * 255).clip(0, 255).astype(np.uint8)


def shrink(hq, scale=4):
    size = (hq.shape[1] // scale, hq.shape[0] // scale)
    return cv2.resize(hq, size, interpolation=cv2.INTER_AREA)


def write(path, pixels):
    path.parent.mkdir(parents=True, exist_ok=True)
    save_picture(Picture(np.ascontiguousarray(pixels)), path, format="png")


def pair(folder, name, hq, lq):
    write(folder / "hq" / f"{name}.png", hq)
    write(folder / "lq" / f"{name}.png", lq)


def check(folder, paired=False, **options):
    source = DataSource("folders", str(folder), "hq", "lq") if paired else DataSource("good", str(folder))
    return check_dataset(source, scale=4, **options)


def found(report):
    return {(f.kind, f.file) for f in report.findings}


def test_good_pictures_unreadable_small_and_twice(tmp_path):
    for k in range(3):
        write(tmp_path / f"{k}.png", scene(k))
    write(tmp_path / "again.png", scene(1))
    write(tmp_path / "tiny.png", scene(5, 40, 60))
    (tmp_path / "broken.png").write_bytes((tmp_path / "0.png").read_bytes()[:200])
    (tmp_path / "empty.jpg").write_bytes(b"")
    seen = []
    report = check(tmp_path, progress=lambda done, total: seen.append((done, total)))
    # either of two equal files may be the one that is kept
    assert found(report) == {
        ("unreadable", "broken.png"),
        ("unreadable", "empty.jpg"),
        ("too_small", "tiny.png"),
        ("duplicate", "again.png"),
    } or ("duplicate", "1.png") in found(report)
    assert report.usable == 3
    assert seen == [(k, 7) for k in range(1, 8)]
    assert "3 of 7 pictures" in report.summary()
    assert all(f.left_out and f.message.endswith(".") for f in report.findings)
    assert set(report.counts()) <= set(TITLES)


def test_a_sound_pair_has_no_findings(tmp_path):
    for k in range(2):
        pair(tmp_path, f"p{k}", scene(k), shrink(scene(k)))
    report = check(tmp_path, paired=True)
    assert report.findings == ()
    assert report.usable == 2


def test_sizes_that_do_not_match_the_scale_are_left_out(tmp_path):
    pair(tmp_path, "half", scene(0), shrink(scene(0), 2))
    pair(tmp_path, "odd", scene(1), shrink(scene(1))[:-3])
    pair(tmp_path, "rest", scene(2, 131, 163), shrink(scene(2, 131, 163)[:128, :160]))
    report = check(tmp_path, paired=True)
    assert {f for _, f in found(report)} == {"hq/half.png", "hq/odd.png"}
    messages = " ".join(f.message for f in report.findings)
    assert "the pair's scale is 2, the model's 4" in messages
    assert report.usable == 1


@pytest.mark.parametrize("side", [128, 256])
def test_pairs_whose_poor_picture_is_the_larger_one_are_asked_about(tmp_path, side):
    """Small ones as well, which would be too small otherwise."""
    pair(tmp_path, "a", shrink(scene(0, side, side)), scene(0, side, side))
    (finding,) = check(tmp_path, paired=True).findings
    assert finding.kind == "size"
    assert "are the two sides swapped?" in finding.message


def test_what_the_program_itself_has_made_is_not_learnt_from(tmp_path):
    """Results among the pictures, and what a training there has saved to be looked at."""
    for k in range(2):
        write(tmp_path / f"{k}.png", scene(k))
    picture = Picture(scene(0, 256, 320))
    save_picture(picture, tmp_path / "0_resshift_x2.png", format="png", metadata={"steps": 4})
    save_picture(picture, tmp_path / "renamed.png", format="png", metadata={"steps": 4})
    write(tmp_path / "run" / "samples" / "hq-00.png", scene(7))
    write(tmp_path / "run" / "samples" / "iter-00000050" / "00.png", scene(7))
    write(tmp_path / "samples" / "of-cloth.png", scene(3))
    (tmp_path / "run" / "dataset.json").write_text("{}")
    report = check(tmp_path)
    assert [item.hq for item in report.items] == ["0.png", "1.png", str(Path("samples/of-cloth.png"))]
    assert report.counts() == {"made": 4}


@pytest.mark.parametrize("shift", [(4, -8), (-3, 5), (7, 0), (-12, -12)])
def test_a_shift_between_the_two_is_measured_and_can_be_corrected(tmp_path, shift):
    dx, dy = shift
    big = scene(3, 192, 224)
    # enlarged(x) = hq(x - d): the poor picture shows the scene d further
    hq, seen = big[32:160, 32:192], big[32 - dy : 160 - dy, 32 - dx : 192 - dx]
    pair(tmp_path, "moved", hq, shrink(seen))
    pair(tmp_path, "still", scene(4), shrink(scene(4)))
    report = check(tmp_path, paired=True)
    (finding,) = report.findings
    assert (finding.kind, finding.left_out) == ("shift", False)
    assert max(abs(a - b) for a, b in zip(finding.shift, shift, strict=True)) <= 1
    moved = next(i for i in report.items if "moved" in i.hq)
    assert moved.shift == finding.shift
    uncorrected = report.dataset(correct_shifts=False)
    assert {i.shift for i in (*uncorrected.train, *uncorrected.validation)} == {(0, 0)}


def test_pairs_of_two_different_pictures_are_left_out_and_renumbered_folders_are_named(tmp_path):
    for k in range(3):
        pair(tmp_path, f"p{k}", scene(k, 160, 192), shrink(scene(k + 1, 160, 192)))
    pair(tmp_path, "sound", scene(7, 160, 192), shrink(scene(7, 160, 192)))
    report = check(tmp_path, paired=True)
    assert [i.hq for i in report.items] == [str(Path("hq/sound.png"))]
    assert [(f.kind, f.left_out, f.shift) for f in report.findings] == [("other", True, (0, 0))] * 3
    assert "may be off by one" in report.summary()
    (tmp_path / "hq" / "sound.png").unlink()
    assert "may be off by one" in check(tmp_path, paired=True).problem()
    for k in range(4, 9):
        pair(tmp_path, f"p{k}", scene(k, 160, 192), shrink(scene(k, 160, 192)))
    assert "off by one" not in check(tmp_path, paired=True).summary()


@pytest.mark.parametrize("side", [96, 160])
def test_a_poor_picture_however_degraded_is_not_taken_for_another_one(side):
    for seed in range(8):
        hq = scene(seed, side, side)
        lq = (
            (degrade(hq.astype(np.float32) / 255, np.random.default_rng(seed)) * 255).round().astype(np.uint8)
        )
        assert compare(hq, lq, 4).same
        warm = (lq * np.array([0.9, 0.6, 0.4]) + 20).astype(np.uint8)  # faded colours as well
        assert compare(hq, warm, 4).same


def test_flat_pictures_have_no_shift(tmp_path):
    flat = np.full((128, 160, 3), 90, np.uint8)
    pair(tmp_path, "flat", flat, shrink(flat))
    assert check(tmp_path, paired=True).findings == ()


def test_a_colour_cast_is_named(tmp_path):
    hq = (scene(0) // 2 + 30).astype(np.uint8)
    pair(tmp_path, "warm", hq, (shrink(hq).astype(int) + np.array([12, 0, -9])).clip(0, 255).astype(np.uint8))
    report = check(tmp_path, paired=True)
    (finding,) = report.findings
    assert finding.kind == "colour"
    assert "+12, +0, -9" in finding.message


def test_the_same_colours_in_another_profile_are_no_cast(tmp_path):
    for name, which in (("a", 0), ("b", 1)):
        hq = (scene(which) // 2 + 30).astype(np.uint8)
        pair(tmp_path, name, hq, shrink(hq))
        (good,) = (tmp_path / "hq").glob(f"{name}.*")
        wide = make.in_profile(Picture(hq), make.DISPLAY_P3, gamma=1.8)
        assert np.abs(wide.pixels.astype(int) - hq).mean() > 3  # the numbers do differ
        save_picture(wide, good, format="png", overwrite=True)
    assert check(tmp_path, paired=True).findings == ()
    read = PictureCache().get(tmp_path / "hq" / good.name)
    assert np.abs(read.astype(int) - hq).mean() < 1  # as it is learnt from, too


def test_a_picture_saved_again_is_the_same_picture_but_another_page_is_not(tmp_path):
    again = cv2.resize(scene(0), (80, 64), interpolation=cv2.INTER_AREA)
    thumbs = {0: thumbnail(scene(0)), 1: thumbnail(again), 2: thumbnail(scene(1)), 3: thumbnail(scene(2))}
    assert list(look_alike(thumbs)) == [(0, 1)]


def test_pairs_that_are_there_twice_are_named_and_their_numbers_add_up(tmp_path):
    """The same two again are left out; the same good picture with another poor one can be learnt from."""
    pair(tmp_path, "a", scene(0), shrink(scene(0)))
    pair(tmp_path, "other", scene(0), cv2.blur(shrink(scene(0)), (3, 3)))
    pair(tmp_path, "twin", scene(0), shrink(scene(0)))
    pair(tmp_path, "b", scene(1), shrink(scene(1)))
    report = check(tmp_path, paired=True)
    hq = {k: str(Path("hq") / f"{k}.png") for k in ("a", "other", "twin")}
    assert [(f.file, f.other, f.left_out) for f in report.findings] == [
        (hq["other"], hq["a"], False),
        (hq["twin"], hq["a"], True),
    ]
    assert f"{hq['twin']} holds the same bytes as {hq['a']}." in report.findings[1].message
    assert report.usable == 3
    assert "3 of 4 pairs" in report.summary()
    assert "Left out: 1 there twice. Used all the same: 1 there twice." in report.summary()
    assert len(set(report.groups)) == 2


@pytest.mark.parametrize("side", ["hq", "lq"])
def test_what_is_found_names_the_file_with_its_folder(tmp_path, side):
    pair(tmp_path, "a", scene(0), shrink(scene(0)))
    (tmp_path / side / "a.png").write_bytes(b"no picture")
    (finding,) = check(tmp_path, paired=True).findings
    assert str(Path(side) / "a.png") in finding.message


def test_a_plainly_enlarged_picture_is_named_but_used(tmp_path):
    sharp = np.zeros((64, 64, 3), np.uint8)
    cv2.rectangle(sharp, (9, 9), (40, 50), (230, 240, 250), 3)
    write(tmp_path / "enlarged.png", cv2.resize(sharp, (384, 384), interpolation=cv2.INTER_CUBIC))
    write(tmp_path / "sharp.png", np.kron(sharp[:, :, :1], np.ones((4, 4, 3), np.uint8)))
    report = check(tmp_path)
    (finding,) = [f for f in report.findings if f.kind == "soft"]
    assert (finding.file, finding.left_out) == ("enlarged.png", False)
    assert "2 times smaller it would show as much" in finding.message
    assert report.usable == 2


def test_of_very_many_only_some_are_opened(tmp_path):
    for k in range(6):
        write(tmp_path / f"{k}.png", scene(k))
    report = check(tmp_path, deep=3)
    assert (report.examined, report.usable) == (3, 6)
    assert "3 were looked at closely" in report.summary()


def test_cancelling_ends_it(tmp_path):
    write(tmp_path / "a.png", scene(0))
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check(tmp_path, cancel=cancel)


@pytest.mark.parametrize(
    ("names", "words"),
    [([], "no pictures"), (["a"], "only one picture"), (["a", "same"], "only one picture")],
)
def test_too_little_to_learn_from_is_said(tmp_path, names, words):
    for name in names:
        write(tmp_path / f"{name}.png", scene(0))
    report = check(tmp_path)
    assert words in report.problem()
    with pytest.raises(TrainingError, match=words):
        report.dataset()


def test_nothing_usable_gives_the_first_reason(tmp_path):
    (tmp_path / "a.png").write_bytes(b"")
    assert "None of the 1 files can be used" in check(tmp_path).problem()


def items(count):
    return [Item(f"{k}.png", "", 100, 100) for k in range(count)]


def test_the_split_never_separates_a_group():
    groups = [k // 3 for k in range(60)]
    for seed in range(20):
        train, validation = split(items(60), groups, seed=seed)
        where = {int(i.hq[:-4]) // 3 for i in train} & {int(i.hq[:-4]) // 3 for i in validation}
        assert not where
        assert len(train) + len(validation) == 60
        assert 6 <= len(validation) <= 8


def test_the_split_leaves_something_on_both_sides():
    for groups in ([0, 1], [0] * 9 + [1], [0, 0, 1, 1]):
        train, validation = split(items(len(groups)), groups)
        assert train
        assert validation
    assert len(split(items(10_000), list(range(10_000)))[1]) == 24


def test_a_chosen_set_survives_saving(tmp_path):
    odd = Item("caf\udce9.png", "lq/x.png", 10, 20, (1, -2))
    chosen = Dataset(str(tmp_path), 4, (odd,), (Item("b.png"),))
    chosen.save(tmp_path / "dataset.json")
    assert Dataset.load(tmp_path / "dataset.json") == chosen
    (tmp_path / "dataset.json").write_text("{")
    with pytest.raises(TrainingError):
        Dataset.load(tmp_path / "dataset.json")


def test_by_headers_alone_every_kind_has_a_size_and_damage_a_name(tmp_path):
    for number, kind in enumerate((".png", ".jpg", ".webp", ".tif", ".avif")):
        cv2.imwrite(str(tmp_path / f"{number}{kind}"), scene(number, 72, 80))
    imagecodecs = pytest.importorskip("imagecodecs")
    (tmp_path / "5.jxl").write_bytes(imagecodecs.jpegxl_encode(scene(5, 72, 80)))
    whole = (tmp_path / "4.avif").read_bytes()
    (tmp_path / "bad.avif").write_bytes(whole[:40] + bytes(len(whole) - 40))
    report = check(tmp_path, deep=0)
    assert {(item.hq, item.width, item.height) for item in report.items} == {
        (name, 80, 72) for name in ("0.png", "1.jpg", "2.webp", "3.tif", "4.avif", "5.jxl")
    }
    assert found(report) == {("unreadable", "bad.avif")}
    assert all("bad.avif" in finding.message for finding in report.findings)


def test_pictures_of_a_table_may_lie_on_another_drive(tmp_path, monkeypatch):
    """On Windows no path leads from one drive to another, so those to the pictures stay whole."""
    real, far = os.path.relpath, tmp_path / "d"

    def relpath(path, start):
        if Path(path).is_relative_to(far) != Path(start).is_relative_to(far):
            raise ValueError("path is on mount 'D:', start on mount 'C:'")
        return real(path, start)

    rows = ["hq,lq", f"{far / 'hq' / 'none.png'},{far / 'lq' / 'none.png'}"]
    for k in range(3):
        pair(far, f"{k}", scene(k), shrink(scene(k)))
        rows.append(f"{far / 'hq' / f'{k}.png'},{far / 'lq' / f'{k}.png'}")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "pairs.csv").write_text("\n".join(rows))
    monkeypatch.setattr(os.path, "relpath", relpath)
    report = check_dataset(DataSource("csv", str(tmp_path / "c" / "pairs.csv"), "hq", "lq"), scale=4)
    assert (report.usable, found(report)) == (3, {("partner", str(far / "hq" / "none.png"))})
    dataset = report.dataset()
    items = (*dataset.train, *dataset.validation)
    assert all(dataset.path(name).is_file() for item in items for name in (item.hq, item.lq))


def test_sizes_of_many_pictures_come_from_their_headers(tmp_path, monkeypatch):
    for name, which in (("a", 0), ("b", 1)):
        write(tmp_path / f"{name}.png", scene(which))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    assert check(tmp_path, deep=0).usable == 2
