"""The result reduced again: exact enlargements, painted patches, colours, bands."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from core.data.degradation import bicubic_down
from core.images.files import read_picture, save_picture
from core.images.picture import Picture
from core.inventions import reduction
from core.inventions.consistency import compare, plain_loss, sentences
from core.inventions.reduction import in_levels, reduced
from tests.core.images import pictures as make


def smooth(height: int, width: int, dtype: type = np.uint8) -> np.ndarray:
    rng = np.random.default_rng(5)
    small = rng.uniform(0.2, 0.8, (6, 8, 3)).astype(np.float32)
    pixels = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 1)
    return (pixels * np.iinfo(dtype).max).round().astype(dtype)


def pair(dtype: type = np.uint8) -> tuple[Picture, Picture]:
    """A picture, and one four times as large of which it is the reduction."""
    large = smooth(160, 240, dtype)
    (bands,) = reduced(in_levels(large), (240, 160), (60, 40))
    top = np.iinfo(dtype).max
    return Picture((bands[1] * (top / 255)).round().clip(0, top).astype(dtype)), Picture(large)


def test_the_reduction_is_the_one_that_pairs_are_made_with():
    large = np.random.default_rng(1).integers(0, 256, (64, 96, 3)).astype(np.uint8)
    whole = np.concatenate([band for _, band in reduced(in_levels(large), (96, 64), (24, 16))])
    wanted = bicubic_down(large.astype(np.float32) / 255) * 255
    assert np.abs(whole.clip(0, 255) - wanted).max() <= 1


@pytest.mark.parametrize("size", [(24, 16), (37, 23), (96, 64)])
def test_bands_are_the_whole(size, monkeypatch):
    large = np.random.default_rng(1).integers(0, 256, (64, 96, 3)).astype(np.uint8)
    whole = np.concatenate([band for _, band in reduced(in_levels(large), (96, 64), size)])
    monkeypatch.setattr(reduction, "BAND", 3 * 96 * 9)
    bands = list(reduced(in_levels(large), (96, 64), size))
    assert len(bands) > 1
    np.testing.assert_allclose(np.concatenate([band for _, band in bands]), whole, atol=1e-3)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_an_exact_enlargement_is_consistent(dtype):
    found = compare(*pair(dtype))
    assert found.rms < 0.4  # what rounding to whole levels leaves
    assert not found.leaves
    assert not found.shifted
    assert found.difference.shape == (40, 60)
    assert len(sentences(found)) == 1


@pytest.mark.parametrize(
    ("width", "enlarged"), [(20, False), (40, False), (56, False), (60, True), (80, True), (100, True)]
)
def test_a_result_is_judged_from_one_and_a_half_times_on(width, enlarged):
    source, result = (Picture(np.full((side, side, 3), 90, np.uint8)) for side in (40, width))
    drifted = replace(result, pixels=result.pixels + np.uint8(20))
    found = compare(source, drifted)
    assert (found.enlarged, found.shifted) == (enlarged, enlarged)
    assert any("drifted" in sentence for sentence in sentences(found)) == enlarged


def test_nothing_changed_is_nothing_different():
    source = pair()[0]
    found = compare(source, source)
    assert found.rms == 0
    assert found.psnr == float("inf")


def test_a_painted_patch_is_found_where_it_is():
    source, result = pair()
    painted = result.pixels.copy()
    painted[120:150, 20:50] = 255
    found = compare(source, replace(result, pixels=painted))
    assert found.leaves
    assert found.in_one_place
    right, down = found.worst
    assert 20 / 240 <= right <= 50 / 240
    assert 120 / 160 <= down <= 150 / 160
    assert found.difference[:25].max() < 2
    assert "8" in sentences(found)[2] or "19 %" in sentences(found)[2]


def test_colours_that_drift_are_told():
    source, result = pair()
    warmer = result.pixels + np.array([6, 0, 0], np.uint8)
    found = compare(source, replace(result, pixels=warmer))
    assert found.shift[0] == pytest.approx(6, abs=0.2)
    assert found.shifted
    assert "drifted" in sentences(found)[-1]


def test_noise_that_was_taken_away_is_normal_for_a_noisy_input():
    """Plain enlargement cannot give back noise of single pixels either, so the limit follows the input."""
    source, result = pair()
    noise = np.random.default_rng(2).normal(0, 8, source.pixels.shape)
    noisy = Picture((source.pixels + noise).clip(0, 255).astype(np.uint8))
    assert plain_loss(noisy.pixels, 4) > 3 * plain_loss(source.pixels, 4)
    assert compare(noisy, result).limit > compare(source, result).limit


def test_what_is_transparent_does_not_count():
    source, result = pair()
    alpha = np.full((40, 60), 255, np.uint8)
    alpha[:20] = 0
    wrong = result.pixels.copy()
    wrong[:70] = 0
    found = compare(replace(source, alpha=alpha), replace(result, pixels=wrong))
    assert not found.difference[:20].any()


@pytest.mark.parametrize("size", [(60, 40), (30, 20), (100, 30), (1, 1)])
def test_results_that_have_not_grown_are_compared_at_the_smaller_size(size):
    source = pair()[0]
    made = Picture(cv2.resize(source.pixels, size, interpolation=cv2.INTER_AREA))
    found = compare(source, made)
    assert found.difference.shape == (min(40, size[1]), min(60, size[0]))


@pytest.mark.parametrize("size", [(60, 40), (30, 20), (70, 47)])
def test_results_that_have_not_grown_are_not_judged(size):
    source = pair()[0]
    made = Picture(255 - cv2.resize(source.pixels, size, interpolation=cv2.INTER_AREA))
    found = compare(source, made)
    assert found.rms > 20
    assert not found.leaves
    assert not found.shifted
    (told,) = sentences(found)
    assert told.startswith(f"The result differs from its input by {found.rms:.1f} of 255 levels (")


@pytest.mark.parametrize("wide", [make.DISPLAY_P3, make.ADOBE_RGB])
@pytest.mark.parametrize("other", ["source", "result", "both"])
def test_the_same_colours_in_other_numbers_are_no_drift(wide, other):
    source, result = pair()
    if other != "result":
        source = make.in_profile(source, wide)
    if other != "source":
        result = make.in_profile(result, make.DISPLAY_P3, gamma=1.8)
    assert compare(source, replace(result, icc=source.icc)).rms > 3  # the numbers do differ
    found = compare(source, result)
    assert found.rms < 1
    assert not found.shifted
    assert not found.leaves


@pytest.mark.parametrize("format", ["webp", "png"])
def test_a_gray_profile_that_the_result_cannot_have_is_no_drift(format, tmp_path):
    source, result = pair()
    grays = [np.repeat(one.pixels[..., :1], 3, 2) for one in (source, result)]
    alpha = np.full(grays[1].shape[:2], 254, np.uint8)
    source, result = (Picture(pixels, gray=True, icc=make.gray_profile()) for pixels in grays)
    path = save_picture(replace(result, alpha=alpha), tmp_path / "x", format=format)
    made = read_picture(path)
    assert made.icc is None
    found = compare(source, made)
    assert found.rms < 2
    assert not found.shifted


def test_colours_that_drift_are_told_in_spite_of_another_profile():
    source, result = pair()
    wide = make.in_profile(result, make.DISPLAY_P3)
    found = compare(source, replace(wide, pixels=wide.pixels + np.array([0, 0, 9], np.uint8)))
    assert found.shifted


def test_transparency_counts_with_another_profile_and_depth():
    source, result = pair(np.uint16)
    alpha = np.full((40, 60), 65535, np.uint16)
    alpha[:20] = 0
    wrong = result.pixels.copy()
    wrong[:70] = 0
    icc = make.matrix_profile(make.DISPLAY_P3)
    found = compare(replace(source, alpha=alpha), replace(result, pixels=wrong, icc=icc))
    assert not found.difference[:20].any()
    assert found.difference[20:].any()
