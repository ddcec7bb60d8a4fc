"""Model files: written whole, or a sentence says why not."""

import os

import pytest
import torch

from core.errors import ModelError
from core.models import catalog
from core.models.checkpoints import load_state, read_recipe, sha256_of, write_tensors

WEIGHTS = {"w": torch.ones(3)}


@pytest.mark.parametrize("where", ["missing/x", "file/x", "folder", "x" * 300])
def test_where_no_file_can_be_made_that_is_said(tmp_path, where):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder" / "within").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    path = tmp_path / where
    with pytest.raises(ModelError) as error:
        write_tensors(path, WEIGHTS, {})
    assert all(said in str(error.value) for said in (str(path.parent), path.name[:40]))
    assert sorted(tmp_path.rglob("*")) == before


def test_the_file_that_is_there_is_replaced_and_nothing_left_beside_it(tmp_path):
    path = tmp_path / "model.safetensors"
    for value in (1.0, 2.0):
        write_tensors(path, {"w": torch.full((3,), value)}, {})
    assert load_state(path)["w"].tolist() == [2.0] * 3
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_among_the_models_keeps_nobody_waiting(tmp_path, model):
    (tmp_path / "own").mkdir()
    pipe = tmp_path / "own" / "pipe.safetensors"
    os.mkfifo(pipe)
    assert [info.key for info in catalog.list_models()] == ["tiny"]
    assert [(damaged.key, "a device or a pipe" in damaged.reason) for damaged in catalog.list_damaged()] == [
        ("pipe", True)
    ]
    with pytest.raises(ModelError, match="a device or a pipe"):
        load_state(pipe)
    with pytest.raises(OSError, match="a device or a pipe"):
        sha256_of(pipe)


def test_a_file_without_a_recipe_says_how_it_gets_one(tmp_path):
    """On the page Models, where the sentence is shown, and by a command that can be printed anywhere."""
    path = tmp_path / "pla\x1bin.safetensors"
    write_tensors(path, WEIGHTS, {})
    told = r"on the page Models, or with: models import .*pla\\x1bin\.safetensors\.$"
    with pytest.raises(ModelError, match=told) as error:
        read_recipe(path)
    assert str(error.value).isprintable()
