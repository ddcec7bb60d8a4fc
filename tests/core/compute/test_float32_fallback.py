"""Float32 where half precision gave no numbers: when it is turned to, and that it is left again."""

import pytest
import torch
from torch import Tensor, nn

from core.compute.float32_fallback import finite, in_float32
from core.errors import DeviceError

NAN = torch.tensor([1.0, float("nan")])
SOUND = torch.tensor([1.0, 2.0])


class Network:
    """Knows the format it was cast to; `answers` are by format."""

    def __init__(self, half: Tensor, single: Tensor | Exception) -> None:
        self.answers = {torch.bfloat16: half, torch.float32: single}
        self.formats = [torch.bfloat16]

    def cast(self, dtype: torch.dtype) -> None:
        self.formats.append(dtype)

    def compute(self) -> Tensor:
        answer = self.answers[self.formats[-1]]
        if isinstance(answer, Exception):
            raise answer
        return answer


def compute(network: Network) -> Tensor:
    return finite(network, torch.bfloat16, network.compute, where="tile 3")


def test_numbers_are_taken_as_they_are() -> None:
    network = Network(SOUND, RuntimeError("must not be asked"))
    assert compute(network) is SOUND
    assert network.formats == [torch.bfloat16]


@pytest.mark.parametrize("half", [NAN, torch.tensor([float("inf")])])
def test_no_numbers_are_computed_again_in_float32(half: Tensor, caplog: pytest.LogCaptureFixture) -> None:
    network = Network(half, SOUND)
    assert compute(network) is SOUND
    assert network.formats == [torch.bfloat16, torch.float32, torch.bfloat16]
    assert "Tile 3" in caplog.text


def test_no_numbers_in_float32_either_names_the_place() -> None:
    network = Network(NAN, NAN)
    with pytest.raises(DeviceError, match="no numbers in tile 3"):
        compute(network)
    assert network.formats[-1] == torch.bfloat16


def test_a_failure_of_the_second_try_leaves_the_format_as_it_was() -> None:
    network = Network(NAN, torch.OutOfMemoryError("full"))
    with pytest.raises(torch.OutOfMemoryError):
        compute(network)
    assert network.formats[-1] == torch.bfloat16


class Broken(nn.Module):
    """One sound layer, and one whose input does not fit."""

    float32_inside = False

    def __init__(self) -> None:
        super().__init__()
        self.sound, self.narrow = nn.Linear(2, 2), nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.narrow(self.sound(x))
        return out


def test_a_failure_inside_leaves_weights_and_layers_as_they_were() -> None:
    network = Broken().to(torch.bfloat16)
    with pytest.raises(RuntimeError, match="shapes"), in_float32(network):
        network(torch.ones(1, 2))
    assert {p.dtype for p in network.parameters()} == {torch.bfloat16}
    assert not network.float32_inside
    assert network.sound(torch.ones(1, 2, dtype=torch.bfloat16)).dtype == torch.bfloat16
