"""Untrusted checkpoints: what is sound is converted exactly, everything else is refused with a sentence."""

import json
import os
import struct
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from core.errors import Cancelled, ModelError, ModelSaveError
from core.jobs import CancelToken
from core.models import convert as conversion
from core.models import official, unpickle
from core.models.checkpoints import load_into, load_state, read_header, read_recipe, sha256_of
from core.models.convert import build, convert
from core.models.official import OfficialFile
from core.models.recipe import Recipe
from tests.core.closed_form import filled

CONFIG: dict[str, Any] = {
    "channels": 32,
    "codes": 16,
    "channel_mult": (1, 2),
    "num_res_blocks": (1, 1),
}
TINY = OfficialFile("tiny", "tiny_vq.pth", Recipe("Tiny", "vqgan", CONFIG, {}), "autoencoder")
OTHER = OfficialFile(
    "other", "other_vq.pth", Recipe("Other", "vqgan", {**CONFIG, "codes": 32}, {}), "autoencoder"
)


@pytest.fixture(autouse=True)
def small_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (official, conversion):
        monkeypatch.setattr(module, "OFFICIAL", (TINY, OTHER))


@pytest.fixture
def network() -> nn.Module:
    return filled(build(TINY.recipe))


def saved(path: Path, content: Any) -> Path:
    torch.save(content, path)
    return path


def refused(source: Path, *words: str) -> str:
    target = source.with_name("out.safetensors")
    with pytest.raises(ModelError) as error:
        convert(source, target)
    assert not target.exists()
    assert not list(source.parent.glob(".convert-*"))
    for word in words:
        assert word in str(error.value)
    return str(error.value)


def test_wrapped_prefixed_and_with_buffers(
    tmp_path: Path, network: nn.Module, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a process that is started as the program starts it."""
    monkeypatch.setattr(unpickle, "START_METHOD", "spawn")
    state = {f"module._orig_mod.module.{k}": v for k, v in network.state_dict().items()}
    state["module.a.attn.relative_position_index"] = torch.zeros(4, 4, dtype=torch.int64)
    state["module.a.attn_mask"] = torch.zeros(1, 4, 4)
    source = saved(tmp_path / "tiny_vq.pth", {"state_dict": state, "iters_start": 7, "amp_scaler": None})
    done = convert(source, tmp_path / "out.safetensors")
    assert done.official is TINY
    assert read_recipe(done.path).trained == {
        "official": "tiny",
        "source": "tiny_vq.pth",
        "source_sha256": sha256_of(source),
    }
    again = build(read_recipe(done.path))
    load_into(again, load_state(done.path), name="out")
    assert all(torch.equal(v, again.state_dict()[k]) for k, v in network.state_dict().items())
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("kind", ["pth", "safetensors"])
def test_tensors_of_one_name_are_refused_in_either_kind_of_file(tmp_path: Path, kind: str) -> None:
    from safetensors.torch import save_file

    state = {"a.weight": torch.zeros(2), "module.a.weight": torch.ones(2), "b": torch.zeros(1)}
    source = tmp_path / f"twice.{kind}"
    if kind == "pth":
        saved(source, state)
    else:
        save_file(state, source)
    refused(source, f"{source.name} holds a.weight twice.")


def test_safetensors_without_a_recipe(tmp_path: Path, network: nn.Module) -> None:
    from safetensors.torch import save_file

    source = tmp_path / "named by a person.safetensors"
    save_file({f"module.{k}": v.half() for k, v in network.state_dict().items()}, source)
    done = convert(source, tmp_path / "out.safetensors")
    assert done.official is TINY
    assert {e["dtype"] for k, e in read_header(done.path).items() if k != "__metadata__"} == {"F32"}


def test_an_existing_target_is_replaced_whole_or_not_at_all(tmp_path: Path, network: nn.Module) -> None:
    target = tmp_path / "out.safetensors"
    target.write_bytes(b"older")
    with pytest.raises(ModelError):
        convert(saved(tmp_path / "bad.pth", {"a": torch.zeros(1)}), target)
    assert target.read_bytes() == b"older"
    convert(saved(tmp_path / "tiny_vq.pth", network.state_dict()), target)
    assert read_recipe(target).title == "Tiny"


class Hostile:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> Any:
        return os.system, (f"touch '{self.marker}'",)


@pytest.mark.parametrize("zipped", [True, False])
def test_code_in_a_file_is_not_run(tmp_path: Path, network: nn.Module, zipped: bool) -> None:
    marker = tmp_path / "marker"
    content = {**network.state_dict(), "extra": Hostile(marker)}
    source = tmp_path / "tiny_vq.pth"
    torch.save(content, source, _use_new_zipfile_serialization=zipped)
    refused(source, "tiny_vq.pth", "refused")
    assert not marker.exists()


def test_another_architecture(tmp_path: Path) -> None:
    source = saved(tmp_path / "tiny_vq.pth", nn.Linear(3, 4).state_dict())
    message = refused(source, "does not fit the network", "more.")
    assert message.count("is missing") == 5


def test_a_missing_a_surplus_and_a_misshapen_key(tmp_path: Path, network: nn.Module) -> None:
    state = dict(network.state_dict())
    del state["quant_conv.bias"]
    state["loss.weight"] = torch.zeros(2)
    state["quant_conv.weight"] = torch.zeros(3, 3, 3, 3)
    refused(
        saved(tmp_path / "tiny_vq.pth", state),
        "quant_conv.bias is missing",
        "loss.weight is not known",
        "quant_conv.weight has the shape (3, 3, 3, 3), not (3, 3, 1, 1)",
    )


@pytest.mark.parametrize("keep", [0.0, 0.001, 0.5, 0.999])
def test_a_truncated_file(tmp_path: Path, network: nn.Module, keep: float) -> None:
    source = saved(tmp_path / "tiny_vq.pth", network.state_dict())
    data = source.read_bytes()
    source.write_bytes(data[: int(len(data) * keep)])
    refused(source, "tiny_vq.pth")


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit(tmp_path: Path, network: nn.Module, place: float) -> None:
    source = saved(tmp_path / "tiny_vq.pth", network.state_dict())
    data = bytearray(source.read_bytes())
    data[int(len(data) * place)] ^= 1
    source.write_bytes(data)
    refused(source, "damaged")


def test_numbers_that_are_none(tmp_path: Path, network: nn.Module) -> None:
    state = dict(network.state_dict())
    state["quant_conv.bias"] = torch.full_like(state["quant_conv.bias"], torch.nan)
    refused(saved(tmp_path / "tiny_vq.pth", state), "quant_conv.bias", "undefined")


@pytest.mark.parametrize("content", [[1, 2], {"state_dict": {}}, {"weight": "text"}, torch.zeros(3)])
def test_no_dictionary_of_tensors(tmp_path: Path, content: Any) -> None:
    refused(saved(tmp_path / "tiny_vq.pth", content), "tiny_vq.pth")


def test_text_under_a_checkpoints_name(tmp_path: Path) -> None:
    source = tmp_path / "tiny_vq.pth"
    source.write_text("<!DOCTYPE html><html>Sign in to the network</html>")
    refused(source, "tiny_vq.pth")


def test_a_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "tiny_vq.pth", "There is no file")


def sound_safetensors(network: nn.Module) -> bytes:
    from safetensors.torch import save

    return save(dict(network.state_dict()))


def with_header(data: bytes, change: Any) -> bytes:
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    change(header)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def overlap(header: dict[str, Any]) -> None:
    first, second = list(header)[:2]
    header[first]["data_offsets"] = header[second]["data_offsets"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-5],
        lambda data: data[:40],
        lambda data: data + b"more",
        lambda data: struct.pack("<Q", 200_000_000) + data[8:],
        lambda data: with_header(data, overlap),
        lambda data: with_header(data, lambda h: h["quant_conv.bias"].update(shape=[2**40])),
        lambda data: with_header(data, lambda h: h["quant_conv.bias"].update(dtype="F8_E4M3")),
    ],
    ids=["short", "cut header", "long", "200 MB header", "overlap", "huge shape", "unknown dtype"],
)
def test_unsound_safetensors(tmp_path: Path, network: nn.Module, spoil: Any) -> None:
    source = tmp_path / "tiny_vq.safetensors"
    source.write_bytes(spoil(sound_safetensors(network)))
    refused(source, "damaged")


def test_what_cannot_be_written_says_nothing_of_the_file(tmp_path: Path, network: nn.Module) -> None:
    source = saved(tmp_path / "tiny_vq.pth", network.state_dict())
    with pytest.raises(ModelSaveError, match=r"cannot be written to .*none: No such file or directory\."):
        unpickle.extract_tensors(source, tmp_path / "none" / "place" / "out.safetensors")


def breaks_down(source: Path, target: Path) -> None:
    os.abort()


def test_a_reader_that_breaks_down_is_reported(tmp_path: Path) -> None:
    source = tmp_path / "x.pth"
    source.write_bytes(b"x")
    with pytest.raises(ModelError, match="the reader broke down"):
        unpickle.run_in_child(breaks_down, source, tmp_path / "out")


def hangs(source: Path, target: Path) -> None:
    threading.Event().wait()


def test_a_reader_that_hangs_is_stopped(tmp_path: Path) -> None:
    source = tmp_path / "x.pth"
    source.write_bytes(b"x")
    with pytest.raises(ModelError, match="took longer"):
        unpickle.run_in_child(hangs, source, tmp_path / "out", limit=0.0)


def test_reading_can_be_cancelled(tmp_path: Path, network: nn.Module) -> None:
    cancel = CancelToken()
    cancel.cancel()
    source = saved(tmp_path / "tiny_vq.pth", network.state_dict())
    with pytest.raises(Cancelled):
        convert(source, tmp_path / "out.safetensors", cancel=cancel)
    assert [p.name for p in tmp_path.iterdir()] == ["tiny_vq.pth"]
