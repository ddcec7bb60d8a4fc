"""The packed training set: patches, flat ones seldom, batches that depend on their number, clear errors."""

import json

import numpy as np
import pytest

from core.data.pairs import DEGRADATIONS, FLAT, PairStream, PatchSource, acceptance, detail, make_lq
from core.errors import TrainingError

MIX = {"bicubic": 0.35, "mild": 0.45, "realesrgan": 0.2}


def busy(rng, height, width):
    blocks = rng.integers(0, 256, (height // 4 + 1, width // 4 + 1, 3), np.uint8)
    return np.ascontiguousarray(blocks.repeat(4, 0).repeat(4, 1)[:height, :width])


def pack(folder, pictures, weights=None):
    entries, offset = [], 0
    for picture, weight in zip(pictures, weights or [1.0] * len(pictures), strict=True):
        height, width = picture.shape[:2]
        entries.append(
            {"offset": offset, "height": height, "width": width, "weight": weight, "split": "train"}
        )
        offset += picture.size
    (folder / "pixels.bin").write_bytes(b"".join(p.tobytes() for p in pictures))
    (folder / "index.json").write_text(json.dumps(entries), "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    rng = np.random.default_rng(0)
    return pack(tmp_path, [busy(rng, 120, 160), busy(rng, 150, 101), busy(rng, 20, 300)])


def stream(folder, **changes):
    settings = {"batch": 3, "patch": 32, "mix": MIX, "seed": 7, "margin": 2} | changes
    return PairStream(PatchSource(folder, smallest=64), **settings)


def test_a_batch_has_the_promised_shapes(folder):
    hq, lq = stream(folder).batch(0)
    assert hq.shape == (3, 32, 32, 3)
    assert lq.shape == (3, 8, 8, 3)
    assert hq.dtype == lq.dtype == np.uint8


def test_batches_depend_on_their_number_alone(folder):
    forwards, backwards = stream(folder), stream(folder)
    first = [forwards.batch(i) for i in range(4)]
    second = [backwards.batch(i) for i in reversed(range(4))][::-1]
    for (hq, lq), (hq2, lq2) in zip(first, second, strict=True):
        np.testing.assert_array_equal(hq, hq2)
        np.testing.assert_array_equal(lq, lq2)
    assert not np.array_equal(first[0][0], first[1][0])
    assert not np.array_equal(first[0][0], stream(folder, seed=8).batch(0)[0])


def test_lq_shows_the_same_place_as_hq(folder):
    hq, lq = stream(folder, mix={"bicubic": 1.0}, batch=8).batch(0)
    means = hq.reshape(8, 8, 4, 8, 4, 3).mean((2, 4))
    for i in range(8):
        assert np.corrcoef(means[i].ravel(), lq[i].ravel())[0, 1] > 0.97


def test_zero_margin_is_allowed(folder):
    hq, lq = stream(folder, margin=0).batch(0)
    assert (hq.shape[1], lq.shape[1]) == (32, 8)


def test_patches_come_in_all_eight_ways(tmp_path):
    picture = busy(np.random.default_rng(1), 64, 64)
    source = PatchSource(pack(tmp_path, [picture]), smallest=64)
    rng = np.random.default_rng(0)
    seen = {source.draw(rng, 64).tobytes() for _ in range(100)}
    expected = {np.rot90(p, k).tobytes() for p in (picture, picture[:, ::-1]) for k in range(4)}
    assert seen == expected


def test_patches_are_copies_of_the_file(folder):
    source = PatchSource(folder, smallest=64)
    assert len(source.pictures) == 2
    patch = source.draw(np.random.default_rng(0), 48)
    patch[:] = 0
    assert source.pixels.max() > 0


def test_flat_patches_are_seldom_drawn(tmp_path):
    flat = np.full((100, 100, 3), 90, np.uint8)
    source = PatchSource(pack(tmp_path, [flat, busy(np.random.default_rng(0), 100, 100)]), smallest=64)
    rng = np.random.default_rng(0)
    share = np.mean([source.draw(rng, 64).std() < 1 for _ in range(300)])
    assert share < 0.15


def test_weights_set_the_odds(tmp_path):
    rng = np.random.default_rng(0)
    dark = busy(rng, 80, 80) // 4
    source = PatchSource(pack(tmp_path, [dark, busy(rng, 80, 80)], [9.0, 1.0]), smallest=64)
    share = np.mean([source.draw(rng, 64).max() < 64 for _ in range(300)])
    assert share == pytest.approx(0.9, abs=0.06)


def test_held_out_entries_are_not_drawn(folder):
    entries = json.loads((folder / "index.json").read_text("utf-8"))
    entries[0]["split"] = "val"
    (folder / "index.json").write_text(json.dumps(entries), "utf-8")
    assert [p.width for p in PatchSource(folder, smallest=64).pictures] == [101]


def test_detail_and_acceptance():
    rng = np.random.default_rng(0)
    flat = np.full((64, 64, 3), 128, np.uint8)
    grain = (128 + rng.normal(0, 4, (64, 64, 3))).clip(0, 255).astype(np.uint8)
    gradient = np.broadcast_to(np.linspace(0, 255, 64).astype(np.uint8)[:, None, None], (64, 64, 3))
    assert detail(flat) == 0
    for dull in (flat, grain, gradient):
        assert acceptance(dull) == FLAT
    assert acceptance(busy(rng, 64, 64)) == 1


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_make_lq(name):
    hq = busy(np.random.default_rng(0), 40, 48)
    lq = make_lq(hq, np.random.default_rng(1), name)
    assert (lq.shape, lq.dtype) == ((10, 12, 3), np.uint8)
    assert abs(float(lq.mean()) - float(hq.mean())) < 15


def test_a_missing_set_is_named(tmp_path):
    with pytest.raises(TrainingError, match="no training set"):
        PatchSource(tmp_path, smallest=64)


def test_missing_pixels_are_named(folder):
    (folder / "pixels.bin").unlink()
    with pytest.raises(TrainingError, match=r"pixels\.bin"):
        PatchSource(folder, smallest=64)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', '[{"offset": 0}]'])
def test_a_damaged_index_is_named(folder, text):
    (folder / "index.json").write_text(text, "utf-8")
    with pytest.raises(TrainingError, match="damaged"):
        PatchSource(folder, smallest=64)


def test_a_short_pixel_file_is_noticed(folder):
    data = (folder / "pixels.bin").read_bytes()
    (folder / "pixels.bin").write_bytes(data[:-1])
    with pytest.raises(TrainingError, match="shorter"):
        PatchSource(folder, smallest=64)


def test_pictures_that_are_all_too_small_are_refused(folder):
    with pytest.raises(TrainingError, match="at least 500"):
        PatchSource(folder, smallest=500)


@pytest.mark.parametrize(
    "changes",
    [{"mix": {"blur": 1.0}}, {"mix": {}}, {"mix": {"mild": 0.0}}, {"mix": {"mild": -1.0}}, {"patch": 30}],
)
def test_unsound_settings_are_refused(folder, changes):
    with pytest.raises(TrainingError):
        stream(folder, **changes)
