"""The judge of pictures: what it sees of a picture, and that nothing learns it by the way."""

import cv2
import numpy as np
import pytest
import torch

from core.networks.lite_blend import LiteBlend
from core.networks.lite_judge import (
    BLOCK,
    CROP,
    CROPS,
    FLOOR,
    STEPS,
    Judge,
    _spans,
    _spectra,
    features,
    parts_of,
)
from core.networks.lite_plk import PLKConfig
from core.training.tasks.adapters import adapt


def decided() -> Judge:
    """One whose answer depends on the picture."""
    torch.manual_seed(3)
    judge = Judge()
    judge.get_buffer("out").normal_()
    return judge


def test_an_untrained_one_says_a_half() -> None:
    torch.testing.assert_close(Judge()(torch.rand(2, 3, 16, 16) * 2 - 1), torch.full((2,), 0.5))


@pytest.mark.parametrize("length", [1, CROP - 1, CROP, CROP + 1, 3 * CROP + 7, 10_000])
def test_parts_are_spread_evenly_from_the_first_pixel_to_the_last(length: int) -> None:
    spans = _spans(length)
    assert spans[0].start == 0
    assert length - BLOCK < spans[-1].stop <= length
    assert all(span.stop - span.start == min(CROP, length) for span in spans)
    assert all(span.start % BLOCK == 0 for span in spans)
    assert 1 <= len(spans) <= CROPS
    gaps = np.diff([span.start for span in spans])
    assert len(gaps) == 0 or gaps.max() - gaps.min() <= BLOCK


@pytest.mark.parametrize("size", [(1, 1), (5, 40), (13, 11), (150, 97)])
def test_a_picture_of_any_size_gets_an_answer_in_whole_steps(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*size, 3)).astype(np.uint8)
    answer = decided().of_parts(parts_of(pixels))
    assert 0 <= answer <= 1
    assert (answer * STEPS).is_integer()


def test_eight_and_sixteen_bits_of_one_picture_get_one_answer() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    judge = decided()
    assert judge.of_parts(parts_of(pixels)) == judge.of_parts(parts_of(pixels.astype(np.uint16) * 257))


def test_a_picture_of_one_part_is_judged_like_that_part() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (CROP, CROP, 3)).astype(np.uint8)
    judge, part = decided(), torch.from_numpy(pixels).permute(2, 0, 1)[None] / 127.5 - 1
    assert judge.of_parts(parts_of(pixels)) == pytest.approx(float(judge(part)), abs=0.5 / STEPS + 1e-6)


def test_spectra_are_those_of_opencv() -> None:
    plane = np.random.default_rng(0).normal(size=(BLOCK, 2 * BLOCK)).astype(np.float32)
    wanted = np.stack([cv2.dct(np.ascontiguousarray(plane[:, k : k + BLOCK])).ravel() for k in (0, BLOCK)], 1)
    found = _spectra(torch.from_numpy(plane)[None, None])[0]
    torch.testing.assert_close(found, torch.from_numpy(np.log(wanted**2 + FLOOR**2)), atol=1e-3, rtol=1e-3)


def test_it_sees_noise_blur_and_compression_and_no_turning() -> None:
    """Blur takes high frequencies away, noise adds them, JPEG takes more of them where its blocks lie."""
    rng = np.random.default_rng(0)
    clean = cv2.GaussianBlur(rng.integers(0, 256, (64, 64, 3)).astype(np.uint8), (0, 0), 1.0)

    def seen(pixels: np.ndarray) -> torch.Tensor:
        found = features(torch.from_numpy(np.ascontiguousarray(pixels)).permute(2, 0, 1)[None] / 127.5 - 1)
        rows, columns = torch.triu_indices(BLOCK, BLOCK).tolist()
        return found.view(5, -1)[:, list(zip(rows, columns, strict=True)).index((4, 4))]

    noisy = (clean + rng.normal(0, 5, clean.shape)).clip(0, 255).astype(np.uint8)
    assert bool((seen(cv2.GaussianBlur(clean, (0, 0), 2.0)) < seen(clean))[[0, 2]].all())
    assert bool((seen(noisy) > seen(clean))[[0, 2, 3, 4]].all())
    jpeg = cv2.imdecode(cv2.imencode(".jpg", clean, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)
    aligned, beside = seen(jpeg)[[0, 2]]
    assert float(aligned) < float(beside) - 1
    torch.testing.assert_close(seen(clean.transpose(1, 0, 2)), seen(clean), atol=1e-3, rtol=1e-3)


def test_neither_training_nor_adapters_change_it() -> None:
    blend = LiteBlend(
        PLKConfig(width=8, blocks=1, kernel=3, large_every=1, tail_width=4, embedding=8, ends=4)
    )
    assert not [name for name, _ in blend.named_parameters() if name.startswith("judge")]
    adapt(blend, 2)
    assert not [name for name, _ in blend.named_parameters() if name.startswith("judge")]
    assert any(name.startswith("judge") for name in blend.state_dict())
