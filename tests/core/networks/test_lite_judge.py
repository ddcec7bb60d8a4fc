"""The judge of pictures: what it sees of a picture, and that nothing learns it by the way."""

import numpy as np
import pytest
import torch

from core.networks.lite_blend import LiteBlend
from core.networks.lite_judge import CROP, CROPS, STEPS, Judge, _spans
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
    assert (spans[0].start, spans[-1].stop) == (0, length)
    assert all(span.stop - span.start == min(CROP, length) for span in spans)
    assert 1 <= len(spans) <= CROPS
    gaps = np.diff([span.start for span in spans])
    assert len(gaps) == 0 or gaps.max() - gaps.min() <= 1


@pytest.mark.parametrize("size", [(1, 1), (5, 40), (150, 97)])
def test_a_picture_of_any_size_gets_an_answer_in_whole_steps(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*size, 3)).astype(np.uint8)
    answer = decided().of_picture(pixels)
    assert 0 <= answer <= 1
    assert (answer * STEPS).is_integer()


def test_eight_and_sixteen_bits_of_one_picture_get_one_answer() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    judge = decided()
    assert judge.of_picture(pixels) == judge.of_picture(pixels.astype(np.uint16) * 257)


def test_a_picture_of_one_part_is_judged_like_that_part() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (CROP, CROP, 3)).astype(np.uint8)
    judge, part = decided(), torch.from_numpy(pixels).permute(2, 0, 1)[None] / 127.5 - 1
    assert judge.of_picture(pixels) == pytest.approx(float(judge(part)), abs=0.5 / STEPS + 1e-6)


def test_neither_training_nor_adapters_change_it() -> None:
    blend = LiteBlend(
        PLKConfig(width=8, blocks=1, kernel=3, large_every=1, tail_width=4, embedding=8, ends=4)
    )
    assert not [name for name, _ in blend.named_parameters() if name.startswith("judge")]
    adapt(blend, 2)
    assert not [name for name, _ in blend.named_parameters() if name.startswith("judge")]
    assert any(name.startswith("judge") for name in blend.state_dict())
