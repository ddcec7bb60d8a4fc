"""The worker's main loop: what goes wrong with an order is answered, and does not end it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from core.compute import device
from core.compute.vulkan_survey import VulkanDevice
from core.errors import DeviceError
from core.jobs import EstimateJob, SampleSettings
from core.process import usual_device
from core.process.other_python import clean_environment, source_folder
from core.process.worker import Worker, examine
from core.upscaling.upscaler import Upscaler


def answers(folder: Path, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    said = io.StringIO()
    Worker(said, folder).work(io.StringIO("".join(json.dumps(order) + "\n" for order in orders)))
    return [json.loads(line) for line in said.getvalue().splitlines() if line]


def fails(*given: object) -> None:
    raise RuntimeError("CUDA error: unspecified launch failure")


def test_an_error_that_nobody_foresaw_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("warm_up", "estimate"):
        monkeypatch.setattr(Upscaler, name, fails)
    warm_up = {"order": "warm_up", "settings": SampleSettings().to_dict()}
    estimate = {"order": "estimate", "job": EstimateJob(((64, 64),)).to_dict()}
    ready, *said = answers(tmp_path, warm_up, estimate, warm_up)
    assert ready == {"reply": "ready"}
    assert [one["reply"] for one in said] == ["warm", "estimate", "warm"]
    assert all("launch failure" in one["problem"] for one in said)
    assert "Traceback" in said[0]["detail"]


def test_a_card_that_does_not_answer_is_named_as_one_that_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.device_count", lambda: 1)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda number: "Card")
    monkeypatch.setattr("torch.cuda.mem_get_info", fails)
    monkeypatch.setattr(device, "_probe", fails)
    device._agrees.cache_clear()
    devices = examine()["devices"]
    assert devices[0] == ["cuda:0", "Card", 0, False]
    assert devices[-1][0] == "cpu"


def device_is(name: str, notice: str) -> Callable[[str], tuple[torch.device, str]]:
    return lambda wanted: (torch.device(name), notice)


def test_it_is_said_which_device_is_used_and_which_better_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = examine()
    assert found["auto"] in [name for name, *_ in found["devices"]]
    monkeypatch.setattr(usual_device, "choose_device", device_is("cpu", ""))
    monkeypatch.setattr(usual_device, "best_there", lambda: VulkanDevice("vulkan:1", "Card", 0, "1", 1 << 30))
    assert usual_device.usual_device()[0] == "vulkan:1"
    monkeypatch.setattr(usual_device, "choose_device", device_is("cuda:1", "The device cuda:0 is not used."))
    assert usual_device.usual_device() == ("cuda:1", "The device cuda:0 is not used.")


def test_without_a_device_that_computes_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(wanted: str) -> None:
        raise DeviceError("No device computes correctly.")

    monkeypatch.setattr(usual_device, "choose_device", none)
    found = examine()
    assert (found["auto"], found["passed_over"]) == ("", "No device computes correctly.")


# Native code writes past Python's stdout: before the worker begins, while it looks, and while it works.
PRINTING = """
import os, sys
from core.process import worker
os.write(1, b"a banner without an end")
class Printing(worker.Worker):
    def work(self, source):
        os.write(1, b"half a line")
        print("a line")
        super().work(source)
worker.Worker = Printing
worker.examine = lambda: os.write(1, b"half a line") and {"python": "3.12.1"}
sys.exit(worker.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("checks", [True, False])
def test_what_native_code_prints_does_not_get_between_the_answers(tmp_path: Path, checks: bool) -> None:
    arguments = ["--check"] if checks else ["--exchange", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", PRINTING, *arguments],
        input="",
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=source_folder(),
        timeout=300,
        check=True,
    )
    banner, *answers = done.stdout.splitlines()
    assert banner == "a banner without an end"
    assert [json.loads(line) for line in answers] == [{"python": "3.12.1"} if checks else {"reply": "ready"}]
    assert "half a line" in done.stderr
