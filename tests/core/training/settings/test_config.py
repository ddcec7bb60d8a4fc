"""Settings of a run, and what may change when it goes on."""

import dataclasses

import pytest

from core.training.settings.config import TrainConfig, changes


def test_changes_names_what_may_not_change_first():
    found = changes(TrainConfig(), dataclasses.replace(TrainConfig(), lr=1.0, rank=4))
    assert [(c.name, c.allowed) for c in found] == [("rank", False), ("lr", True)]


@pytest.mark.parametrize("change", [{"patch": 64}, {"mix": {"mild": 1.0}}])
def test_what_cuts_the_held_out_pictures_is_fixed_where_they_are_the_person_s_own(change):
    """A packed set has held-out pairs of its own, whatever the patches."""
    own, packed = TrainConfig(source={"kind": "good", "path": "/p"}), TrainConfig(data="/set")
    allowed = [changes(c, dataclasses.replace(c, **change))[0].allowed for c in (own, packed)]
    assert allowed == [False, True]
