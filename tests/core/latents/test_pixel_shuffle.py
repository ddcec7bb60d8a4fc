"""Previews of fields: means of equal squares of the picture, no larger than asked for."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from core.latents import pixel_shuffle


@pytest.mark.parametrize(
    ("scale", "largest", "factor"), [(4, 80, 1), (4, 79, 2), (4, 20, 4), (2, 39, 2), (3, 60, 1), (3, 59, 1)]
)
@pytest.mark.parametrize("memory", [torch.channels_last, torch.contiguous_format])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_a_preview_is_the_picture_reduced_by_area(
    scale: int, largest: int, factor: int, memory: torch.memory_format, dtype: torch.dtype
) -> None:
    generator = torch.Generator().manual_seed(1)
    rgb = torch.rand(1, 3, 12 * scale, 20 * scale, generator=generator) * 2.4 - 1.2
    field = pixel_shuffle.to_field(rgb, scale).to(dtype).contiguous(memory_format=memory)
    shown = pixel_shuffle.preview(field, scale, largest=largest)

    whole = pixel_shuffle.to_rgb(field.float(), scale)
    if largest < 20 * scale and scale == 3:  # a side of 3 pixels is not halved: every second cell is shown
        whole = pixel_shuffle.to_rgb(field[:, :, ::2, ::2].float(), scale)
    wanted = (F.avg_pool2d(whole, factor).clamp(-1, 1) + 1) * 127.5
    assert shown.dtype == torch.uint8
    assert max(shown.shape[:2]) <= largest
    assert shown.shape == (*wanted.shape[2:], 3)
    assert (shown.permute(2, 0, 1) - wanted[0]).abs().max() <= 0.501
