"""The predictor: recorded once for each set of shapes, in training alone, with the network's own gradients."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.training.tasks.predictor import Call, Predictor

CPU = torch.device("cpu")


class Recorder:
    """In the place of a CUDA graph: notes what is recorded and calls it."""

    def __init__(self) -> None:
        self.shapes: list[torch.Size] = []
        self.calls = 0

    def __call__(self, module: nn.Module, inputs: Sequence[Tensor]) -> Call:
        self.shapes.append(inputs[0].shape)
        assert len(list(module.parameters())) == 2

        def call(*given: Tensor) -> Tensor:
            self.calls += 1
            return module(*given)

        return call


def test_each_shape_is_recorded_once_and_only_in_training() -> None:
    network, recorder = nn.Linear(3, 2), Recorder()
    predictor = Predictor(network, CPU, torch.float32, recorder)
    for rows in (4, 4, 5, 4):
        predictor(torch.ones(rows, 3))
    assert [tuple(s) for s in recorder.shapes] == [(4, 3), (5, 3)]
    assert recorder.calls == 4
    network.eval()
    predictor(torch.ones(7, 3))
    assert recorder.calls == 4


def test_recorded_and_launched_agree_in_values_and_gradients() -> None:
    network, x = nn.Linear(3, 2), torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
    outcomes = []
    for dtype in (torch.float32, torch.bfloat16):
        for record in (None, Recorder()):
            network.zero_grad()
            y = Predictor(network, CPU, dtype, record)(x)
            assert y.dtype == torch.float32
            y.square().sum().backward()
            outcomes.append((y.detach(), network.weight.grad))
    for a, b in (outcomes[:2], outcomes[2:]):
        assert all(torch.equal(p, q) for p, q in zip(a, b, strict=True))
    assert not torch.equal(outcomes[0][0], outcomes[2][0])
