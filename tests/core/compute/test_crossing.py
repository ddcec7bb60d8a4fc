"""Copies to a device: from page-locked memory where the device is CUDA, and none where a tensor is there already."""

from typing import Any

import pytest
import torch
from torch import Tensor

from core.compute.crossing import download, number, upload
from tests.core.crossings import Crossings

META = torch.device("meta")


@torch.no_grad()
def test_a_tensor_crosses_once_and_one_that_is_there_not_again() -> None:
    with Crossings() as crossings:
        there = upload(torch.ones(1, 3, 4, 4), META)
        assert upload(there, META) is there
        assert number(0.5, META).shape == (1,)
    assert crossings.found == ["aten._to_copy"]


@pytest.mark.parametrize("shape", [(5,), (1, 3, 8, 9)])
def test_cuda_fetches_dense_tensors_from_page_locked_memory(
    shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def pin(tensor: Tensor) -> Tensor:
        dense = tensor.is_contiguous() or tensor.is_contiguous(memory_format=torch.channels_last)
        assert dense  # nothing of what lies between its rows in what it was cut from
        done.append("pinned")
        return tensor

    def to(tensor: Tensor, device: torch.device, **how: Any) -> Tensor:
        done.append(f"{device.type} {how}")
        return tensor

    monkeypatch.setattr(Tensor, "pin_memory", pin)
    monkeypatch.setattr(Tensor, "to", to)
    whole = torch.randn(*shape)
    part = whole[..., 1:4]
    assert torch.equal(upload(part, torch.device("cuda")), part)
    assert done == ["pinned", "cuda {'non_blocking': True}"]


def test_a_download_of_the_processors_copies_nothing() -> None:
    tensor = torch.zeros(3)
    download(tensor)[0] = 7
    assert float(tensor[0]) == 7
