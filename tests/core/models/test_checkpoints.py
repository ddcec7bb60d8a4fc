"""Model files: written whole, or a sentence says why not."""

import pytest
import torch

from core.errors import ModelError
from core.models.checkpoints import load_state, write_tensors

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
