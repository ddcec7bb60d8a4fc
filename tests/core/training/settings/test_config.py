"""Settings of a run, and what may change when it goes on."""

import dataclasses

from core.training.settings.config import TrainConfig, changes


def test_changes_names_what_may_not_change_first():
    found = changes(TrainConfig(), dataclasses.replace(TrainConfig(), lr=1.0, rank=4))
    assert [(c.name, c.allowed) for c in found] == [("rank", False), ("lr", True)]
