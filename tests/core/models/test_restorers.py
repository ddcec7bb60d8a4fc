"""Other people's restorers: recognised by their keys, and computed as their publications say."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.errors import ModelError
from core.jobs import CancelToken, SampleSettings
from core.models import catalog, library
from core.models.checkpoints import load_into, load_state, read_recipe
from core.models.convert import build, convert
from core.models.restorers import recognise
from core.models.unpickle import _loaded, clean_names
from tests.core.models.published_restorers import Published, State, all_kinds

KINDS = all_kinds()
EDGE = 24  # pixels that SPAN's chain of convolutions computes in another way than the one they come to


def converted(state: State, folder: Path, *, wrapped: str | None = "params_ema") -> Path:
    source = folder / "restorer.pth"
    torch.save({wrapped: state} if wrapped else state, source)
    return convert(source, folder / "out.safetensors").path


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_computes_what_its_publication_says(kind: str, tmp_path: Path) -> None:
    published = KINDS[kind]
    path = converted(published.state, tmp_path)
    recipe = read_recipe(path)
    assert (recipe.architecture, recipe.scale) == (published.architecture, published.scale)
    assert (recipe.at_once, recipe.steps, recipe.steps_range) == (True, 1, (1, 1))
    network = build(recipe).eval()
    load_into(network, load_state(path), name="restorer")
    width = -(-60 // network.multiple) * network.multiple
    lq = torch.rand(1, 3, 56, width, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        wanted, found = published.restore(lq), network(lq)
    assert found.shape == wanted.shape == (1, 3, 56 * published.scale, width * published.scale)
    edge = EDGE * published.scale if published.architecture == "span" else 0
    inner = slice(edge, found.shape[2] - edge), slice(edge, found.shape[3] - edge)
    torch.testing.assert_close(
        found[:, :, *inner], wanted[:, :, *inner], rtol=0, atol=1e-4 * float(wanted.abs().max())
    )
    assert float(wanted.std()) > 0.01


@pytest.mark.parametrize("wrapped", [None, "params", "state_dict", "g_ema"])
def test_a_file_may_wrap_its_tensors(wrapped: str | None, tmp_path: Path) -> None:
    state = {f"module.{k}": v for k, v in KINDS["RRDBNet x4"].state.items()}
    assert read_recipe(converted(state, tmp_path, wrapped=wrapped)).architecture == "rrdbnet"


@pytest.mark.parametrize(
    ("beside", "taken"),
    [
        (("g_ema", "params"), "params"),
        (("params", "params_ema", "g_ema"), "params_ema"),
        (("g_ema", "d"), "g_ema"),
    ],
)
def test_of_several_sets_of_tensors_the_restorer_itself_is_taken(
    beside: tuple[str, ...], taken: str, tmp_path: Path
) -> None:
    state = KINDS["RRDBNet x4"].state
    content = {name: {k: torch.full_like(v, n) for k, v in state.items()} for n, name in enumerate(beside)}
    torch.save(content, tmp_path / "several.pth")
    stored = load_state(convert(tmp_path / "several.pth", tmp_path / "out.safetensors").path)
    assert all((tensor == beside.index(taken)).all() for tensor in stored.values())


NAMINGS = ["RRDBNet x4", "RRDBNet x4, oldest names"]  # of the oldest, each begins with `model.` and a number


@pytest.mark.parametrize("kind", NAMINGS)
@pytest.mark.parametrize("before", ["", "model.", "params_ema.", "model.module.", "module.model."])
def test_something_may_stand_before_all_names(kind: str, before: str, tmp_path: Path) -> None:
    state = {f"{before}{k}": v for k, v in KINDS[kind].state.items()}
    path = converted(state, tmp_path, wrapped="state_dict")
    assert load_state(path).keys() == load_state(converted(KINDS[kind].state, tmp_path)).keys()
    assert read_recipe(path).architecture == "rrdbnet"


@pytest.mark.parametrize("kind", NAMINGS)
@pytest.mark.parametrize("before", ["", "model.", "params_ema.", "g_ema.module."])
def test_a_safetensors_may_name_what_wrapped_them(kind: str, before: str, tmp_path: Path) -> None:
    source = tmp_path / "restorer.safetensors"
    save_file({f"{before}{k}": v for k, v in KINDS[kind].state.items()}, source)
    assert convert(source, tmp_path / "out.safetensors").recipe.architecture == "rrdbnet"


def test_what_stands_before_some_names_only_belongs_to_them() -> None:
    mixed = ["model.head.weight", "tail.weight"]
    assert clean_names(mixed) == {name: name for name in mixed}
    numbered = ["model.0.weight", "model.1.sub.0.weight"]
    assert clean_names(numbered) == {name: name for name in numbered}
    assert clean_names([]) == {}


def test_a_chain_that_is_gone_leaves_the_convolution_it_came_to(tmp_path: Path) -> None:
    published = KINDS["SPAN x2"]
    state = {k: v for k, v in published.state.items() if ".sk." not in k and ".conv." not in k}
    stored = load_state(converted(state, tmp_path))
    assert torch.equal(stored["head.weight"], published.state["conv_1.eval_conv.weight"])


def dasr_files() -> tuple[State, State]:
    """The restoring network's tensors, and the predictor's."""
    state = KINDS["DASR x2"].state
    predictor = {k: v for k, v in state.items() if k.startswith(("ConvNet", "MappingNet"))}
    return {k: v for k, v in state.items() if k not in predictor}, predictor


def test_dasr_consists_of_two_files(tmp_path: Path) -> None:
    restoring, predictor = dasr_files()
    torch.save({"params": restoring}, tmp_path / "net_g_x2.pth")
    with pytest.raises(ModelError, match="its predictor is missing"):
        convert(tmp_path / "net_g_x2.pth", tmp_path / "out.safetensors")
    torch.save({"params": predictor}, tmp_path / "net_p_x2.pth")
    with pytest.raises(ModelError, match="is the predictor alone"):
        convert(tmp_path / "net_p_x2.pth", tmp_path / "out.safetensors")
    path = convert(tmp_path / "net_g_x2.pth", tmp_path / "out.safetensors").path
    assert read_recipe(path).architecture == "dasr"
    assert len(load_state(path)) == len(restoring) + len(predictor)


@pytest.mark.parametrize("size", [(70, 41), (64, 64), (200, 33), (5, 7)])
def test_dasr_sees_the_same_degradation_in_all_parts(size: tuple[int, int], tmp_path: Path) -> None:
    path = converted(KINDS["DASR x2"].state, tmp_path)
    network = build(read_recipe(path)).eval()
    load_into(network, load_state(path), name="dasr")
    lq = torch.rand(1, 3, *size, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        whole = network.predictor(lq)
        network.look(lq, 2)
        torch.testing.assert_close(network.shares, whole, rtol=1e-4, atol=1e-5)
        part = network(lq[..., : size[1] // 2])
        torch.testing.assert_close(part[..., :4], network(lq)[..., :4], rtol=1e-4, atol=1e-4)


def test_import_and_the_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    source = tmp_path / "4x-somebody.pth"
    torch.save(KINDS["RRDBNet x4, oldest names"].state, source)
    key = library.import_file(source, choice=None, emit=lambda event: None, cancel=CancelToken())
    info = catalog.find_model(key)
    assert (info.key, info.kind, info.task, info.scale, info.at_once) == (
        "4x-somebody",
        "imported",
        "upscale",
        4,
        True,
    )
    assert info.title == "4x-somebody (RRDBNet x4, 2 blocks)"
    one_step = SampleSettings(model=key, steps=1)
    assert catalog.restores_at_once(one_step)
    assert not catalog.restores_at_once(replace(one_step, kappa=1.0))
    assert not catalog.restores_at_once(replace(one_step, steps=2))
    library.remove(key)
    with pytest.raises(ModelError):
        catalog.find_model(key)
    assert catalog.restores_at_once(one_step)


def without(published: Published, *beginnings: str) -> State:
    return {k: v for k, v in published.state.items() if not k.startswith(beginnings)}


def gray(span: Published) -> State:
    """A SPAN of the same sizes for gray pictures. One of scale 2 makes 4 channels before they are shuffled."""
    state = dict(span.state)
    for first in ("conv_1.sk.weight", "conv_1.conv.0.weight", "conv_1.eval_conv.weight"):
        if first in state:
            state[first] = state[first][:, :1]
    last = {k: v[: span.scale**2] for k, v in state.items() if k.startswith("upsampler.")}
    return {**state, **last}


def turned(published: Published) -> State:
    """A DAT whose first windows are higher than wide, which its shapes do not tell."""
    state = dict(published.state)
    for key in [key for key in state if key.endswith(".attns.0.rpe_biases")]:
        other = key.replace(".0.rpe", ".1.rpe")
        state[key], state[other] = state[other], state[key]
    return state


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (without(KINDS["RRDBNet x4"], "conv_hr"), "refine.weight is missing"),
        (without(KINDS["RRDBNet x4"], "conv_first"), "cannot run: 'head.weight' is missing"),
        (without(KINDS["RRDBNet x4"], "body.0.rdb2.conv3"), "blocks.0.dense.1.convs.2.weight is missing"),
        (
            {**KINDS["RRDBNet x4"].state, "body.0.other.weight": torch.zeros(1)},
            "body.0.other.weight is not known",
        ),
        (
            {**KINDS["RRDBNet x4"].state, "conv_first.weight": torch.zeros(8, 1, 3, 3)},
            "is for gray pictures",
        ),
        (
            {**KINDS["RRDBNet x4"].state, "conv_last.weight": torch.zeros(1, 8, 3, 3)},
            "makes pictures of 1 channels",
        ),
        (without(KINDS["compact x4"], "body.1."), "body.1.weight is missing"),
        ({**KINDS["compact x4"].state, "body.8.weight": torch.zeros(40, 8, 3, 3)}, "pictures of 40 channels"),
        (without(KINDS["compact x4"], "body.1.", "body.3.", "body.5.", "body.7."), "it has no PReLU"),
        (gray(KINDS["SPAN x2"]), "is for gray pictures"),
        (gray(KINDS["SPAN x4, not normalised"]), "is for gray pictures"),
        (without(KINDS["SPAN x2"], "block_3.c2_r.sk.bias"), "block_3.c2_r some tensors are missing"),
        (without(KINDS["SPAN x2"], "block_3."), "blocks.2.convs.0.weight is missing"),
        (without(KINDS["RealPLKSR x4"], "feats.0."), "'feats.0.weight' is missing"),
        (without(KINDS["RealPLKSR x4"], "feats.1.lk"), "'feats.1.lk.conv.weight' is missing"),
        (without(KINDS["RealPLKSR x4"], "feats.2.norm"), "blocks.1.norm.weight is missing"),
        (without(KINDS["RealPLKSR x4"], "feats.4."), "'feats.4.weight' is missing"),
        (without(KINDS["RealPLKSR x3, sampling"], "to_img.scope"), "sampler.scope.weight is missing"),
        (without(KINDS["RealPLKSR x3, sampling"], "to_img.end_conv"), "makes pictures of 27 channels"),
        (
            {**KINDS["PLKSR x2"].state, "feats.1.norm.weight": torch.zeros(8)},
            "blocks.0.norm.weight is not known",
        ),
        (
            {**KINDS["PLKSR x2"].state, "feats.1.lk.mn_conv.weight": torch.zeros(2, 2, 5, 1)},
            "are sums of smaller ones",
        ),
        (
            {**KINDS["PLKSR x2"].state, "feats.0.weight": torch.zeros(8, 1, 3, 3)},
            "is for gray pictures",
        ),
        (without(KINDS["DAT x4"], "layers.0.blocks.1.ffn.fc2"), "groups.0.blocks.1.ffn.fc2.bias is missing"),
        (
            without(KINDS["DAT x4"], "layers.0.blocks.0.attn.dwconv.1.running_var"),
            "attn.dwconv.1.running_var is missing",
        ),
        (
            without(KINDS["DAT x4"], "layers.0.blocks.0.attn.dwconv.1.running_mean"),
            r"attn.dwconv.1.\w+ is not known",
        ),
        (without(KINDS["DAT x4"], "layers.1.blocks.0.attn.attns.1.pos.pos2"), "pos.pos2.0.weight is missing"),
        (
            without(KINDS["DAT x4"], "layers.1.blocks.0.attn.attns.1.rpe_biases"),
            "branches.1.table is missing",
        ),
        (without(KINDS["DAT x4"], "conv_before_upsample", "conv_last"), "do not fit|is not known|channels"),
        ({**KINDS["DAT x4"].state, "layers.0.blocks.0.other": torch.zeros(1)}, "blocks.0.other is not known"),
        (
            {**KINDS["DAT x4"].state, "conv_first.weight": torch.zeros(64, 1, 3, 3)},
            "is for gray pictures",
        ),
        (turned(KINDS["DAT x4"]), "a DAT with windows of 4 x 8 pixels, wide and high"),
        (
            {
                **without(KINDS["DAT x1, without shifted windows"], "layers.0.blocks.0.attn.attns.0.rpe"),
                "layers.0.blocks.0.attn.attns.0.rpe_biases": torch.zeros(77, 2),
            },
            "its windows are of an unknown size",
        ),
        (
            without(KINDS["HAT x2"], "layers.1.residual_group.overlap_attn.qkv"),
            "groups.1.overlap.qkv.bias is missing",
        ),
        (
            without(KINDS["HAT x2"], "layers.0.residual_group.blocks.0.conv_block.cab.0"),
            "conv_block.cab.0.weight' is missing",
        ),
        (without(KINDS["HAT x2"], "conv_after_body"), "merge.bias is missing"),
        (
            {**KINDS["HAT x2"].state, "absolute_pos_embed": torch.zeros(1, 4, 12)},
            "knows where in a picture of one size",
        ),
        ({**KINDS["HAT x2"].state, "layers.0.other": torch.zeros(1)}, "layers.0.other is not known"),
        (
            {**KINDS["SPAN x2"].state, "conv_1.conv.1.weight": torch.zeros(16, 5, 3, 3)},
            "do not fit each other",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(state: State, words: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=words) as error:
        converted(state, tmp_path)
    assert "restorer.pth" in str(error.value) or "The model is damaged" in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["restorer.pth"]


def test_other_tensors_are_no_restorer() -> None:
    assert recognise({}, name="x") is None
    assert recognise({"head.weight": (1, 2)}, name="x") is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.onnx", b"\x08\x07\x12\x07pytorch", "is an ONNX model"),
        ("a.ONNX", b"", "has 0 bytes"),
        ("a.bin", b"\x47\x6b\x30\x01" + bytes(100), "add the .param"),
        ("a.bin", bytes(1000), "add the .param"),
        ("a.bin", b"\x80\x02cos\nsystem\n(U\x04trueoR.", "was refused"),
        ("a.bin", b"PK\x03\x04" + bytes(100), "is damaged or"),
        ("a.onnx", b"\x80\x02cos\nsystem\n(U\x04trueoR.", "was refused"),
        ("a.pth", bytes(1000), "is damaged or not a PyTorch checkpoint"),
    ],
)
def test_what_is_no_checkpoint_is_called_what_it_is(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=words):
        convert(tmp_path / name, tmp_path / "out.safetensors")


@pytest.mark.parametrize("suffix", [".bin", ".onnx", ".pth"])
@pytest.mark.parametrize("error", [MemoryError(), OSError("no such device")], ids=["memory", "drive"])
def test_what_keeps_a_checkpoint_from_being_read_is_not_laid_to_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, error: Exception
) -> None:
    def fail(*_: object, **more: object) -> None:
        raise error

    path = tmp_path / f"a{suffix}"
    torch.save(KINDS["RRDBNet x4"].state, path)
    monkeypatch.setattr(torch, "load", fail)
    with pytest.raises(type(error)):
        _loaded(path)


def test_a_checkpoint_may_be_called_bin(tmp_path: Path) -> None:
    torch.save(KINDS["RRDBNet x4"].state, tmp_path / "a.bin")
    assert convert(tmp_path / "a.bin", tmp_path / "out.safetensors").recipe.architecture == "rrdbnet"
