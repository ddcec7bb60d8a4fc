"""Checkpoints are read in processes that start quickly; see `quick_processes`."""

import pytest


@pytest.fixture(autouse=True)
def reader(quick_processes: None) -> None:
    """For every test of this folder."""
