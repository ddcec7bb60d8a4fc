"""The order of pixels in windows is that of rolling and parting, and can be taken back."""

import pytest
import torch

from core.networks.swin import window_order


@pytest.mark.parametrize("shift", [0, 2])
def test_one_copy_rolls_and_parts(shift: int) -> None:
    b, h, w, side = 2, 8, 12, 4
    x = torch.arange(b * h * w * 3.0).view(b, h, w, 3)
    order, back = window_order(b, h, w, side, shift, torch.device("cpu"))
    rolled = torch.roll(x, (-shift, -shift), (1, 2))
    rows = [
        rolled[picture, r : r + side, c : c + side].reshape(-1, 3)
        for r in range(0, h, side)
        for picture in range(b)
        for c in range(0, w, side)
    ]
    windows = x.view(-1, 3)[order]
    assert torch.equal(windows, torch.cat(rows))
    assert torch.equal(windows[back].view_as(x), x)


def test_an_order_that_was_first_asked_for_in_inference_serves_training() -> None:
    with torch.inference_mode():
        window_order(1, 8, 8, 8, 4, torch.device("cpu"))
    order, _ = window_order(1, 8, 8, 8, 4, torch.device("cpu"))
    x = torch.randn(64, 3, requires_grad=True)
    x.index_select(0, order).square().sum().backward()
    assert x.grad is not None
    assert torch.allclose(x.grad, 2 * x.detach())
