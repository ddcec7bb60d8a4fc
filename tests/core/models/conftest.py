"""Checkpoints are read in processes that start quickly; see `quick_reader`."""

import pytest


@pytest.fixture(autouse=True)
def reader(quick_reader: None) -> None:
    """For every test of this folder."""
