"""What `bench` says about the operations of an official model's step."""

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

from core.commands.bench_breakdown import step_operations
from core.commands.bench_operations import KINDS, kind_of, operation_shares
from core.jobs import SampleSettings
from core.upscaling.locating import locate
from core.upscaling.upscaler import Upscaler
from tests.core import official_models


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("aten::mkldnn_convolution", "convolution"),
        ("aten::_slow_conv2d_forward", "convolution"),
        ("aten::addmm", "product"),
        ("aten::_scaled_dot_product_flash_attention_for_cpu", "attention"),
        ("aten::native_group_norm", "norm"),
        ("aten::batch_norm_update_stats", "norm"),
        ("aten::gelu", "activation"),
        ("aten::index_select", "window"),
        ("aten::copy_", "memory"),
        ("aten::permute", "other"),
    ],
)
def test_each_operation_has_its_kind(operation: str, kind: str) -> None:
    assert kind_of(operation) == kind


def test_shares_make_a_whole() -> None:
    a, x = torch.ones(600, 600), torch.ones(1, 4, 8, 8)
    shares = operation_shares(lambda: (a @ a, F.gelu(x)))
    assert set(shares) == {*KINDS, "other"}
    assert sum(shares.values()) == pytest.approx(1)
    assert 0 < shares["activation"] < 1
    assert 0 < shares["product"] < 1
    assert shares["convolution"] == shares["attention"] == 0


def test_a_step_of_an_official_model_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    official_models.install(tmp_path, "tiny-x4", "tiny-vq")
    settings = SampleSettings(model=str(tmp_path / "tiny-x4.safetensors"), device="cpu", dtype="float32")
    shares = step_operations(Upscaler().loaded(locate(settings)), settings, 16)
    assert sum(shares.values()) == pytest.approx(1)
    for kind in ("convolution", "product", "attention", "norm", "activation", "window", "join"):
        assert shares[f"step_time_in_{kind}"] > 0
