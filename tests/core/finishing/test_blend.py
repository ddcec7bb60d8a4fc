"""The equations of a finish: exact ends, bands that sum to the whole, strips that are the whole."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import Cancelled, SettingsError
from core.finishing import blend
from core.finishing.blend import Blend, bands, enlargement, finished, grain_of
from core.finishing.finish import KAPPA, Finish
from core.finishing.strokes import Marks, Stroke
from core.images.picture import Picture
from core.images.resize import resize

SIZE = (64, 48)  # of the results


def noise(width: int, height: int, dtype: type = np.uint8, seed: int = 3) -> np.ndarray:
    top = np.iinfo(dtype).max
    return np.random.default_rng(seed).integers(0, top, (height, width, 3), endpoint=True).astype(dtype)


@pytest.fixture(params=[np.uint8, np.uint16])
def pair(request: pytest.FixtureRequest) -> tuple[Picture, Picture]:
    """(the model's picture, its input)"""
    alpha = noise(*SIZE, request.param, 9)[..., 0]
    return Picture(noise(*SIZE, request.param), alpha), Picture(noise(16, 12, request.param, 5))


def test_a_seamless_texture_is_finished_as_amid_copies():
    size, many = (64, 48), Marks(48, 36, ())
    model, source = noise(*size), noise(16, 12, seed=5)
    box = Stroke(((2.0, 3.0), (9.0, 8.0)), feather=0.5, box=True)
    places = [(16 * k, 12 * n) for k in range(3) for n in range(3)]
    boxes = [replace(box, points=tuple((x + dx, y + dy) for x, y in box.points)) for dx, dy in places]
    finish = Finish(0.4, keep_grain=True, protect=Marks(16, 12, (box,)))
    found = finished(Picture(model), Picture(source), finish, seamless=True).pixels
    around = [Picture(np.tile(array, (3, 3, 1))) for array in (model, source)]
    amid = finished(*around, replace(finish, protect=replace(many, strokes=tuple(boxes)))).pixels
    assert np.abs(found.astype(int) - amid[48:96, 64:128]).max() <= 1
    assert np.abs(found.astype(int) - finished(Picture(model), Picture(source), finish).pixels).max() > 1


def test_the_grain_of_a_smaller_seamless_texture_is_that_amid_copies():
    model, source = noise(8, 6), noise(16, 12, seed=5)
    found = finished(Picture(model), Picture(source), Finish(keep_grain=True), seamless=True).pixels
    around = [Picture(np.tile(array, (3, 3, 1))) for array in (model, source)]
    amid = finished(*around, Finish(keep_grain=True)).pixels
    assert np.abs(found.astype(int) - amid[6:12, 8:16]).max() <= 1


def left_half(strength: float = 1.0) -> Finish:
    box = Stroke(((-5.0, -5.0), (8.0, 20.0)), feather=0, box=True)
    return Finish(strength, protect=Marks(16, 12, (box,)))


def test_at_full_strength_the_result_is_the_models_own(pair):
    assert finished(*pair, Finish()) is pair[0]
    out = Blend(pair[0].pixels, enlargement(pair[1], SIZE, pair[0].depth), 1.0).whole()
    assert np.array_equal(out, pair[0].pixels)


def test_at_strength_0_it_is_the_faithful_one_bit_for_bit(pair):
    out = finished(*pair, Finish(0.0, keep_grain=True))
    assert np.array_equal(out.pixels, enlargement(pair[1], SIZE, pair[0].depth))
    assert np.array_equal(out.alpha, pair[0].alpha)


def test_between_it_lies_on_the_straight_way(pair):
    out = finished(*pair, Finish(0.25)).pixels.astype(float)
    faithful = enlargement(pair[1], SIZE, pair[0].depth).astype(float)
    assert np.abs(out - (faithful + 0.25 * (pair[0].pixels - faithful))).max() <= 0.51


def test_what_is_protected_is_the_faithful_one_and_the_rest_the_models(pair):
    out = finished(*pair, left_half()).pixels
    faithful = enlargement(pair[1], SIZE, pair[0].depth)
    assert np.array_equal(out[:, :30], faithful[:, :30])
    assert np.array_equal(out[:, 36:], pair[0].pixels[:, 36:])


def test_a_feathered_edge_goes_over_without_a_step_back():
    model, source = Picture(np.full((48, 64, 3), 200, np.uint8)), Picture(np.full((12, 16, 3), 50, np.uint8))
    dab = Stroke(((0.0, 6.0),), radius=12, feather=1.0)
    row = finished(model, source, Finish(protect=Marks(16, 12, (dab,)))).pixels[24, :, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert row[0] <= 55
    assert row[-1] == 200
    assert len(set(row)) > 20


def test_the_models_picture_for_little_kappa_can_be_the_faithful_one(pair):
    kappa = replace(pair[0], pixels=noise(*SIZE, pair[0].pixels.dtype.type, 8))
    assert np.array_equal(finished(*pair, Finish(0.0, KAPPA), kappa).pixels, kappa.pixels)
    with pytest.raises(SettingsError, match="not there"):
        finished(*pair, Finish(0.5, KAPPA))


def test_bands_sum_to_the_whole():
    array = noise(40, 30).astype(np.float32)
    low, high = bands(array)
    assert np.abs(low + high - array).max() < 1e-4
    assert high.std() > 10
    smooth = np.tile(np.linspace(0, 255, 40, dtype=np.float32), (30, 1))[..., None]
    assert np.abs(bands(smooth)[1][:, 4:-4]).max() < 1e-3


def test_grain_that_the_model_took_away_comes_back():
    """The shrunk result has the input's finest band again, and the model's own detail stays."""
    clean = np.full((24, 32, 3), 128, np.uint8)
    grainy = np.clip(clean + np.random.default_rng(0).normal(0, 12, clean.shape), 0, 255).astype(np.uint8)
    model = Picture(resize(clean, (128, 96)))
    out = finished(model, Picture(grainy), Finish(keep_grain=True)).pixels
    before = grain_of(model.pixels, grainy)
    after = grain_of(out, grainy)
    assert after.std() < 0.6 * before.std()
    assert out.std() > 4


def test_without_lost_grain_nothing_is_added():
    source = resize(noise(8, 6), (16, 12))
    model = np.repeat(np.repeat(source, 4, 0), 4, 1)  # shrinks to the input exactly
    out = finished(Picture(model), Picture(source), Finish(keep_grain=True)).pixels
    assert np.array_equal(out, model)


def test_strips_are_the_whole(pair, monkeypatch):
    finish = Finish(0.7, keep_grain=True, protect=left_half().protect)
    whole = finished(*pair, finish).pixels
    monkeypatch.setattr(blend, "PART", 64 * 3 * 5)
    assert np.array_equal(finished(*pair, finish).pixels, whole)


@pytest.mark.parametrize("size", [(37, 29), (16, 12), (9, 7)])
def test_any_part_of_any_size_is_the_same_as_in_the_whole(size):
    model, source = noise(*size), noise(16, 12, seed=5)
    grain = np.random.default_rng(1).normal(0, 9, (12, 16, 3)).astype(np.float32)
    mask = noise(16, 12, seed=6)[..., 0].copy()
    blend_ = Blend(model, resize(source, size), 0.6, mask, grain)
    part = blend_.part(2, 6, 3, 8)
    assert np.array_equal(part, blend_.whole()[2:6, 3:8])


@pytest.mark.parametrize(
    ("source", "result"), [((90, 3), (360, 12)), ((360, 12), (90, 3)), ((3, 90), (12, 360))]
)
def test_longer_sides_than_opencv_takes_at_once_are_cut_without_a_trace(source, result, monkeypatch):
    grain = np.random.default_rng(1).normal(0, 9, (*source[::-1], 3)).astype(np.float32)
    mask = noise(*source, seed=6)[..., 0].copy()
    blend_ = Blend(noise(*result), noise(*result, seed=5), 0.6, mask, grain)
    whole, part = blend_.whole(), blend_.part(1, 3, 1, 3)
    monkeypatch.setattr(blend, "_MOST_SIDE", 7)
    assert np.array_equal(blend_.whole(), whole)
    assert np.array_equal(blend_.part(1, 3, 1, 3), part)


@pytest.mark.parametrize("size", [(33_000, 2), (2, 33_000)])
@pytest.mark.parametrize("factor", [1, 2, 0.5])
def test_results_and_inputs_of_more_than_32767_pixels_a_side_can_be_finished(size, factor):
    model = Picture(noise(*(max(1, int(side * factor)) for side in size)))
    source = Picture(noise(*size, seed=5))
    box = Stroke(((0.0, 0.0), (size[0] / 2, size[1] / 2)), box=True)
    out = finished(model, source, Finish(0.5, keep_grain=True, protect=Marks(*size, (box,))))
    assert out.pixels.shape == model.pixels.shape


def test_gray_stays_gray():
    gray = np.repeat(noise(16, 12)[..., :1], 3, 2)
    model = Picture(np.repeat(noise(*SIZE)[..., :1], 3, 2), gray=True)
    out = finished(model, Picture(gray, gray=True), Finish(0.4, keep_grain=True, protect=left_half().protect))
    assert out.gray
    assert (out.pixels == out.pixels[..., :1]).all()


def test_a_whole_picture_can_be_given_up_between_its_strips(monkeypatch):
    monkeypatch.setattr(blend, "PART", 4 * 10 * 3)
    model, asked = np.zeros((40, 10, 3), np.uint8), []

    def check():
        asked.append(1)
        if len(asked) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        blend.Blend(model, None).whole(check)
    assert len(asked) == 3
    assert np.array_equal(blend.Blend(model, None).whole(), model)
