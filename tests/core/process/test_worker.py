"""The worker's main loop: what goes wrong with an order is answered, and does not end it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from core.compute import device
from core.jobs import EstimateJob, SampleSettings
from core.process.worker import Worker, examine
from core.upscaling.upscaler import Upscaler


def answers(folder: Path, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    said = io.StringIO()
    Worker(said, folder).work(io.StringIO("".join(json.dumps(order) + "\n" for order in orders)))
    return [json.loads(line) for line in said.getvalue().splitlines()]


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
