"""Vulkan devices are looked for by another process: what it says, that it may die, and what is remembered."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.compute import vulkan_survey
from core.compute.vulkan_survey import (
    CRASHED,
    IMITATED,
    Survey,
    Verdict,
    VulkanDevice,
    _Line,
    checked_once,
    forget_list,
    look_again,
    survey,
)
from core.jobs import NO_VULKAN_VARIABLE

CARD = VulkanDevice("vulkan:0", "Card", 0, "7", 10**9)
SMALL = VulkanDevice("vulkan:1", "Small one", 1, "7", 10**9)
FAKE = VulkanDevice("vulkan:2", "Imitation", IMITATED, "1", 10**9)
FAST = Verdict(True, True, 0.01, 1.0)
SLOW = Verdict(True, False, 1.0, 1.0)
WRONG = Verdict(False, reason="it computes other values than the processor")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("core.storage.remembered.user_cache", lambda: tmp_path)
    monkeypatch.delenv(NO_VULKAN_VARIABLE, raising=False)
    monkeypatch.setattr(vulkan_survey, "_versions", lambda: "ncnn 1, program 1")
    survey.cache_clear()
    yield tmp_path
    survey.cache_clear()


def of(*pairs: tuple[VulkanDevice, Verdict | None]) -> Survey:
    return Survey("", tuple(d for d, _ in pairs), {d.identity: v for d, v in pairs if v is not None})


def test_the_best_is_the_first_that_is_sound_and_fast() -> None:
    assert of((CARD, FAST), (SMALL, FAST)).best() is CARD
    assert of((CARD, WRONG), (SMALL, FAST)).best() is SMALL
    assert of((CARD, SLOW), (SMALL, WRONG)).best() is None
    assert of((FAKE, FAST)).best() is None
    assert of((CARD, None)).best() is None
    assert of().best() is None


def test_cards_that_compute_nonsense_are_named() -> None:
    found = of((CARD, WRONG), (SMALL, SLOW), (FAKE, WRONG))
    assert found.passed_over() == ("Card (Vulkan) is not used: it computes other values than the processor.",)


def test_a_device_is_found_by_name() -> None:
    found = of((SMALL, FAST), (CARD, FAST))
    assert found.find("vulkan") is SMALL
    assert found.find("vulkan:0") is CARD
    assert found.find("vulkan:7") is None
    assert of().find("vulkan") is None


def says(monkeypatch: pytest.MonkeyPatch, *lines: _Line) -> list[list[str]]:
    """Lets the other process say these lines; returns which devices it was told to be known, once for each start."""
    starts: list[list[str]] = []

    def ask(known: dict[str, Verdict]) -> Iterator[_Line]:
        starts.append(sorted(known))
        yield from lines

    monkeypatch.setattr(vulkan_survey, "_ask", ask)
    return starts


def both() -> tuple[_Line, ...]:
    return (
        _Line(devices=(CARD, SMALL, FAKE)),
        _Line(checking=CARD.identity),
        _Line(verdict=FAST),
        _Line(checking=SMALL.identity),
        _Line(verdict=WRONG),
    )


def test_what_was_found_is_remembered_until_the_computer_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = says(monkeypatch, *both())
    found = survey()
    assert found.best() == CARD
    survey.cache_clear()
    assert survey() == found
    assert len(starts) == 1
    survey.cache_clear()
    monkeypatch.setattr(vulkan_survey.psutil, "boot_time", lambda: 0.0)
    assert survey().best() == CARD
    assert starts == [[], sorted([CARD.identity, SMALL.identity])]


def test_a_driver_that_was_installed_since_is_found_when_one_looks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(monkeypatch, _Line(devices=()))
    assert survey().devices == ()
    starts = says(monkeypatch, *both())
    assert survey().devices == ()
    assert look_again().best() == CARD
    assert survey().best() == CARD
    look_again()
    assert starts == [[], sorted([CARD.identity, SMALL.identity])]  # what is known is not checked anew


def test_a_device_without_a_verdict_is_asked_about_again_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = _Line(devices=(CARD, FAKE)), _Line(checking=CARD.identity), _Line(checking="")
    says(monkeypatch, *full)
    assert survey().verdicts == {}
    survey.cache_clear()
    starts = says(monkeypatch, *both())
    assert survey().best() == CARD
    assert starts == [[]]


def test_the_list_is_made_anew_where_a_device_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, *both())
    found = survey()
    forget_list()
    assert survey() is found  # this process does not look for it
    survey.cache_clear()
    starts = says(monkeypatch, _Line(devices=(SMALL,)))
    assert survey().devices == (SMALL,)
    assert starts == [sorted([CARD.identity, SMALL.identity])]


@pytest.mark.parametrize("length", range(6))
def test_a_process_that_dies_takes_only_the_device_at_hand_along(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(monkeypatch, *itertools.islice(both(), length))
    found = survey()
    assert len(found.devices) == (3 if length else 0)
    assert found.best() == (CARD if length >= 3 else None)
    reasons = [verdict.reason for verdict in found.verdicts.values()]
    assert (CRASHED in reasons) == (length in (2, 4))


def test_a_damaged_record_is_made_anew(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, *both())
    for text in ("", "[]", '{"key": 5}', '{"devices": [{}]}'):
        (own_cache / "vulkan.json").write_text(text)
        survey.cache_clear()
        assert survey().best() == CARD


def test_nothing_is_started_where_that_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = says(monkeypatch, *both())
    monkeypatch.setenv(NO_VULKAN_VARIABLE, "1")
    assert survey() == look_again() == Survey()
    assert starts == []


def test_a_model_is_checked_once(own_cache: Path) -> None:
    asked: list[str] = []

    def check() -> bool:
        asked.append("x")
        return False

    assert not checked_once("card, model", check)
    assert not checked_once("card, model", check)
    assert checked_once("card, another", lambda: True)
    assert asked == ["x"]


@pytest.mark.parametrize(
    ("program", "devices"),
    [
        ("import os; os.abort()", 0),
        ("print('a driver speaks'); print('{}')", 0),
        (
            'print(\'{"devices": [{"name": "vulkan:0", "title": "T", "kind": 0, "driver": "1", "free_bytes": 1}]}\')',
            1,
        ),
        ("import time; time.sleep(600)", 0),
    ],
)
def test_a_real_process_may_crash_talk_nonsense_or_hang(
    program: str, devices: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vulkan_survey, "own_command", lambda: (sys.executable,))
    monkeypatch.setattr(vulkan_survey, "ARGUMENTS", ("-c", program))
    monkeypatch.setattr(vulkan_survey, "PATIENCE", 2.0)
    assert len(survey().devices) == devices
