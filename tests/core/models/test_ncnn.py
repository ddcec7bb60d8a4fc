"""Restorers in ncnn's files: the same tensors as in a .pth, and a sentence for whatever does not fit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import ModelError
from core.models.checkpoints import load_state, read_recipe
from core.models.convert import convert
from core.models.ncnn import HALF, MAGIC, read_tensors
from tests.core.models.published_restorers import MIDDLE, Naming, Published, compact, rrdbnet, span

ONE_DOUBLING = Naming(MIDDLE.head, MIDDLE.dense, MIDDLE.merge, MIDDLE.ups[:1], MIDDLE.refine, MIDDLE.tail)


def span_after_training(*, normalised: bool) -> Published:
    """A SPAN without the chains of convolutions that there are while it is trained."""
    published = span(4, normalised=normalised)
    state = {k: v for k, v in published.state.items() if ".sk." not in k and ".conv." not in k}
    order = sorted(
        state,
        key=lambda k: (
            k == "no_norm",
            k.startswith("up"),
            k.startswith("conv_cat"),
            k.startswith("conv_2"),
            not k.startswith("conv_1"),
        ),
    )
    return replace(published, state={k: state[k] for k in order})


KINDS = {
    "x4": rrdbnet(MIDDLE),
    "x2": rrdbnet(ONE_DOUBLING),
    "compact": compact(4),
    "span": span_after_training(normalised=True),
    "span as it is": span_after_training(normalised=False),
}
SPAN_MEAN = np.array([0.4488, 0.4371, 0.4040], "<f4").tobytes()


def written(published: Published, folder: Path, *, half: bool = False) -> Path:
    """The files that a converter to ncnn would write, as far as they are read: one line a layer, and the weights."""
    lines, data = ["Input in 0 1 data"], b""
    if published.architecture == "span" and "no_norm" not in published.state:
        lines += ["MemoryData m 0 1 a 0=1 1=1 2=3", "BinaryOp mul 1 1 a b 0=2 1=1 2=2.550000e+02"]
        data += SPAN_MEAN
    for key, value in published.state.items():
        name, _, kind = key.rpartition(".")
        numbers = value.numpy().ravel()
        if value.ndim == 4:
            shape = "1=3 4=1" if value.shape[-1] == 3 else "1=1"
            lines.append(
                f"Convolution {name} 1 1 a b 0={len(value)} {shape} 5=1 6={numbers.size} -23310=1,2e-01"
            )
            data += np.array(HALF if half else 0, "<u4").tobytes()
            stored = numbers.astype("<f2" if half else "<f4").tobytes()
            data += stored + bytes(-len(stored) % 4)
        elif name:
            lines += [f"PReLU {name} 1 1 a b 0={numbers.size}"] if kind == "weight" else []
            data += numbers.astype("<f4").tobytes()
    if published.architecture == "srvgg":
        lines += [
            "PixelShuffle s 1 1 a b 0=4",
            "Interp i 1 1 a b 0=1 1=4.0e+00 2=4.0e+00",
            "BinaryOp add 2 1 a b c",
        ]
    elif published.architecture == "span":
        lines += ["Swish s 1 1 a b", "BinaryOp sub 1 1 a b 0=1 1=1 2=5.0e-01", "PixelShuffle p 1 1 a b 0=4"]
    else:
        lines += ["Interp i 1 1 a b 0=1 1=2.0e+00 2=2.0e+00"] * (published.scale // 2)
    param = folder / "model.param"
    param.write_text("\n".join([MAGIC, f"{len(lines)} 9", *lines]) + "\n")
    param.with_suffix(".bin").write_bytes(data)
    return param


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("half", [False, True])
def test_the_tensors_are_those_of_the_pth(kind: str, half: bool, tmp_path: Path) -> None:
    published = KINDS[kind]
    found = read_tensors(written(published, tmp_path, half=half))
    assert found.keys() == published.state.keys()
    for key, tensor in published.state.items():
        rounded = tensor.half().float() if half and tensor.ndim == 4 else tensor
        assert torch.equal(found[key], rounded), key


def test_it_becomes_the_same_model_file_as_the_pth(tmp_path: Path) -> None:
    torch.save(KINDS["x4"].state, tmp_path / "model.pth")
    paths = [tmp_path / "a.safetensors", tmp_path / "b.safetensors"]
    convert(tmp_path / "model.pth", paths[0])
    convert(written(KINDS["x4"], tmp_path), paths[1])
    states = [load_state(path) for path in paths]
    assert states[0].keys() == states[1].keys()
    assert all(torch.equal(states[0][key], states[1][key]) for key in states[0])
    assert [read_recipe(path).title for path in paths] == ["RRDBNet x4, 2 blocks"] * 2
    assert read_recipe(paths[1]).trained["source"] == "model.param"


@pytest.mark.parametrize("normalised", [True, False])
def test_a_span_becomes_a_model_that_sees_the_picture_as_it_did(normalised: bool, tmp_path: Path) -> None:
    model = convert(
        written(span_after_training(normalised=normalised), tmp_path), tmp_path / "span.safetensors"
    )
    assert (model.recipe.title, model.recipe.architecture) == ("SPAN x4", "span")
    assert model.recipe.config["normalised"] is normalised


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("2=2.550000e+02", "2=1.0"),  # a range that is not the published one
        lambda text: text.replace("MemoryData", "Pooling"),
        lambda text: text + "Convolution more 1 1 a b 0=3 1=3 4=1 5=1 6=216\n",
    ],
)
def test_a_span_of_another_kind_is_refused(change: Callable[[str], str], tmp_path: Path) -> None:
    param = written(span_after_training(normalised=True), tmp_path)
    param.write_text(change(param.read_text()))
    with pytest.raises(ModelError, match="cannot run"):
        read_tensors(param)


def test_a_span_with_another_mean_is_refused(tmp_path: Path) -> None:
    param = written(span_after_training(normalised=True), tmp_path)
    weights(lambda data: bytes(4) + data[4:])(param)
    with pytest.raises(ModelError, match="cannot run"):
        read_tensors(param)


def edited(change: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda param: void(param.write_text(change(param.read_text())))


def weights(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(param: Path) -> None:
        path = param.with_suffix(".bin")
        path.write_bytes(change(path.read_bytes()))

    return spoil


def void(result: object) -> None:
    """For a lambda that returns nothing."""


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda param: param.with_suffix(".bin").unlink(), "model.bin beside it, which is not there"),
        (weights(lambda data: data[:-8]), "damaged"),
        (weights(lambda data: data + bytes(4)), "holds more"),
        (weights(lambda data: b"\x05" + data[1:]), "damaged"),
        (weights(lambda data: data[:4] + b"\xff\xff\xff\x7f" + data[8:]), "damaged"),
        (edited(lambda text: text.replace(MAGIC, "7")), "damaged"),
        (edited(lambda text: text.replace("Interp", "Pooling")), "cannot run"),
        (edited(lambda text: text.replace("1=2.0e+00", "1=3.0e+00")), "cannot run"),
        (edited(lambda text: text.replace("1=3 4=1", "1=5 4=2", 1)), "cannot run"),
        (edited(lambda text: text.replace("0=8", "0=0", 1)), "cannot run"),
        (edited(lambda text: text.replace("6=", "6=9", 1)), "damaged"),
        (edited(lambda text: text + "Convolution more 1 1 a b 0=3 1=3 4=1 5=1 6=216\n"), "cannot run"),
        (edited(lambda text: text + "nonsense\n"), "damaged"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    spoil: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    param = written(KINDS["x4"], tmp_path)
    spoil(param)
    target = tmp_path / "out.safetensors"
    with pytest.raises(ModelError, match=words):
        convert(param, target)
    assert not target.exists()
