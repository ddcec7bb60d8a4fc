"""Architectures that only spandrel knows: a file of one, with a stand-in for the package."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
import torch

from core.errors import ModelError
from core.events import Event, JobDone
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.models import catalog, library
from core.models.checkpoints import load_state, read_recipe
from core.models.convert import convert
from core.upscaling.upscaler import Upscaler
from tests.core import optional_packages as packages
from tests.core.models.published_restorers import all_kinds


@pytest.fixture(autouse=True)
def spandrel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    packages.with_spandrel(monkeypatch)


def file_of(network: torch.nn.Module, folder: Path, name: str = "2x-strange.pth") -> Path:
    torch.save({"params_ema": network.state_dict()}, folder / name)
    return folder / name


def strange(channels: int = 3) -> packages.Doubling:
    torch.manual_seed(0)
    return packages.Doubling(channels)


def enlarged(key: str, pixels: np.ndarray, **settings: object) -> tuple[np.ndarray, JobDone]:
    events: list[Event] = []
    plain = SampleSettings(
        model=key, scale=2, device="cpu", color_fix="off", **{"dtype": "float32", **settings}
    )  # type: ignore[arg-type]
    Upscaler().run(UpscaleJob(None, plain, picture=Picture(pixels)), events.append, CancelToken())
    end = events[-1]
    assert isinstance(end, JobDone), end
    assert end.picture is not None
    return end.picture.pixels, end


@pytest.mark.parametrize("channels", [3, 1])
def test_it_is_taken_in_and_runs_in_tiles(channels: int, tmp_path: Path) -> None:
    network = strange(channels)
    key = library.import_file(
        file_of(network, tmp_path), choice=None, emit=lambda e: None, cancel=CancelToken()
    )
    info = catalog.find_model(key)
    assert (info.title, info.scale, info.at_once) == ("2x-strange (Doubling x2)", 2, True)
    assert read_recipe(info.path).config["multiple"] == 8  # spandrel's smallest size
    assert torch.equal(load_state(info.path)["offsets"], torch.arange(4))  # buffers belong to it
    pixels = np.random.default_rng(0).integers(0, 256, (100, 141, 3)).astype(np.uint8)
    tiled, end = enlarged(key, pixels, tile=32)
    whole, _ = enlarged(key, pixels, tile=512)
    assert np.array_equal(tiled, whole)
    assert (end.width, end.height) == (282, 200)
    lq = torch.from_numpy(pixels).permute(2, 0, 1)[None].float() / 255
    with torch.no_grad():
        wanted = network(lq.reshape(-1, channels, 100, 141)).reshape(1, 3, 200, 282).clamp(0, 1)
    inner = np.s_[8:-16, 8:-16]
    ours, theirs = tiled / 255.0, wanted[0].permute(1, 2, 0).numpy()
    assert np.abs(ours - theirs)[inner].max() < 0.01


def test_small_pictures_come_out(tmp_path: Path) -> None:
    key = library.import_file(
        file_of(strange(), tmp_path), choice=None, emit=lambda e: None, cancel=CancelToken()
    )
    assert enlarged(key, np.full((3, 2, 3), 100, np.uint8))[0].shape == (6, 4, 3)


def test_a_number_format_that_it_cannot_compute_in_is_passed_over(tmp_path: Path) -> None:
    from core.networks.other_restorer import OtherConfig, rebuilt

    network = rebuilt(strange().state_dict(), OtherConfig("Doubling", scale=2, bfloat16=True))
    kinds = []
    for dtype in (torch.float16, torch.bfloat16, torch.float32):
        network.cast(dtype)
        kinds.append(next(network.parameters()).dtype)
    assert kinds == [torch.float32, torch.bfloat16, torch.float32]


@pytest.mark.parametrize("architecture", ["DRCT", "ATD", "Swin2SR", "GRL", "SwinIR", "Doubling"])
def test_architectures_that_fail_in_bfloat16_do_not_compute_in_it(
    architecture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever they are called in words. A file of before this was known says that they can."""
    from core.networks.other_restorer import OtherConfig, rebuilt, tried

    facts = {"architecture": SimpleNamespace(id=architecture, name="What it is called")}
    monkeypatch.setattr(Changed, "facts", facts)
    packages.with_spandrel(monkeypatch, Changed)
    able, state = architecture == "Doubling", strange().state_dict()
    assert tried(state, "strange.pth").bfloat16 == able
    network = rebuilt(state, OtherConfig("What it is called", scale=2, bfloat16=True))
    assert (next(network.cast(torch.bfloat16).parameters()).dtype == torch.bfloat16) == able


class OfOneSize(packages.Doubling):
    """Computes in half precision only pictures of one size, as attention with a mask made for it does."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        kind = x.dtype if x.shape[2:] == (64, 64) else torch.float32
        return super().forward(x + torch.zeros(x.shape, dtype=kind))


class DescribedOfOneSize(packages.ImageModelDescriptor):
    def __init__(self, state: dict[str, torch.Tensor]) -> None:
        super().__init__(state)
        self.model = OfOneSize(3)
        self.model.load_state_dict(state)


def test_a_network_that_fails_in_half_precision_goes_on_in_float32(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from core.networks.other_restorer import OtherConfig, rebuilt

    monkeypatch.setattr(Changed, "kind", DescribedOfOneSize)
    packages.with_spandrel(monkeypatch, Changed)
    network = rebuilt(strange().state_dict(), OtherConfig("Doubling", scale=2, bfloat16=True))
    network.cast(torch.bfloat16)
    small, large = (torch.rand(1, 3, side, side).bfloat16() for side in (64, 96))
    assert network(small).dtype == torch.bfloat16
    assert next(network.parameters()).dtype == torch.bfloat16
    assert network(large).dtype == torch.bfloat16
    assert network.cast(torch.bfloat16)(large.float()).dtype == torch.float32
    assert next(network.parameters()).dtype == torch.float32
    assert len([r for r in caplog.records if "goes on in float32" in r.message]) == 1
    key = library.import_file(
        file_of(strange(), tmp_path), choice=None, emit=lambda e: None, cancel=CancelToken()
    )
    pixels = np.random.default_rng(0).integers(0, 256, (70, 50, 3)).astype(np.uint8)
    exact, half = (enlarged(key, pixels, dtype=dtype)[0] for dtype in ("float32", "bfloat16"))
    assert np.abs(exact.astype(int) - half).max() <= 2


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."),
        RuntimeError("CUDA error: an illegal memory access was encountered"),
    ],
)
def test_what_float32_would_not_help_with_is_passed_on(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.networks.other_restorer import OtherConfig, rebuilt

    def fails(self: packages.Doubling, x: torch.Tensor) -> torch.Tensor:
        raise error

    monkeypatch.setattr(packages.Doubling, "forward", fails)
    network = rebuilt(strange().state_dict(), OtherConfig("Doubling", scale=2, bfloat16=True))
    network.cast(torch.bfloat16)
    with pytest.raises(type(error), match=str(error)):
        network(torch.zeros(1, 3, 8, 8).bfloat16())
    assert next(network.parameters()).dtype == torch.bfloat16


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            RuntimeError("Given groups=1, weight of size [16, 1, 3, 3]"),
            "Given groups=1, weight of size [16, 1, 3, 3].",
        ),
        (RuntimeError("Error(s) in loading:\n\tsize mismatch for body.0"), "Error(s) in loading."),
        (KeyError(), "KeyError."),
        (ValueError("x" * 1000), "x" * 200 + "."),
    ],
)
def test_of_their_words_for_tensors_that_do_not_fit_the_first_line_is_said_and_all_go_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fails(self: packages.Doubling, x: torch.Tensor) -> torch.Tensor:
        raise error

    monkeypatch.setattr(packages.Doubling, "forward", fails)
    with pytest.raises(ModelError) as found:
        convert(file_of(strange(), tmp_path), tmp_path / "out.safetensors")
    assert str(found.value).endswith(f"knows such networks, but fails with this one: {said}")
    assert found.value.detail == repr(error)


def test_without_spandrel_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = convert(file_of(strange(), tmp_path), tmp_path / "known.safetensors").path
    packages.without(monkeypatch, "spandrel")
    with pytest.raises(ModelError, match=r'pip install "resshift-studio\[other-models\]"'):
        convert(file_of(strange(), tmp_path), tmp_path / "out.safetensors")
    from core.upscaling.loading import load
    from core.upscaling.locating import locate

    with pytest.raises(ModelError, match=r"Doubling.*pip install"):
        load(locate(SampleSettings(model=str(path), device="cpu")))


def test_what_spandrel_does_not_know_either_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="neither this program nor spandrel"):
        convert(file_of(torch.nn.Linear(2, 2), tmp_path), tmp_path / "out.safetensors")


class Changed(packages.ModelLoader):
    """What is said of the network is changed by `facts`."""

    facts: ClassVar[dict[str, object]] = {}
    kind: type = packages.ImageModelDescriptor

    def load_from_state_dict(self, state: dict[str, torch.Tensor]) -> object:
        found = self.kind(state)
        vars(found).update(self.facts)
        return found


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"scale": 4}, "a picture of 64 x 64 pixels becomes one of 128 x 128"),
        ({"output_channels": 1}, "takes pictures of 3 channels and makes such of 1"),
        ({"input_channels": 4, "output_channels": 4}, "takes pictures of 4 channels"),
    ],
)
def test_networks_that_cannot_be_run_are_refused(
    facts: dict[str, object], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changed, "facts", facts)
    packages.with_spandrel(monkeypatch, Changed)
    with pytest.raises(ModelError, match=words):
        convert(file_of(strange(), tmp_path), tmp_path / "out.safetensors")


def test_a_network_for_whole_pictures_gets_tiles_as_large_as_memory_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.networks.other_restorer import rebuilt, tried
    from core.upscaling.restorer_pass import plan_tile_size

    planned = []
    for tiling in packages.ModelTiling:
        monkeypatch.setattr(Changed, "facts", {"tiling": tiling})
        packages.with_spandrel(monkeypatch, Changed)
        state = strange().state_dict()
        network = rebuilt(state, tried(state, "strange.pth"))
        planned.append(plan_tile_size(network, free_bytes=10**11, dtype=torch.float32))
    assert planned[0] == 512
    assert planned[1] == planned[2] > 5000


class Anything(packages.ModelLoader):
    """Knows whatever has the stand-in's tensors among others."""

    def load_from_state_dict(self, state: dict[str, torch.Tensor]) -> object:
        return super().load_from_state_dict(
            strange().state_dict() if "strange_conv.weight" in state else state
        )


GRAY = {"conv_first.weight": torch.zeros(8, 1, 3, 3)}
FURTHER = {"body.0.rdb1.conv1x1.weight": torch.zeros(1)}


@pytest.mark.parametrize("more", [GRAY, FURTHER])
def test_a_kind_of_ours_that_we_cannot_run_may_be_one_of_theirs(
    more: dict[str, torch.Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An RRDBNet for gray pictures, or with further convolutions, to which the stand-in's tensors are added."""
    packages.with_spandrel(monkeypatch, Anything)
    state = {**all_kinds()["RRDBNet x4"].state, **more, **strange().state_dict()}
    torch.save(state, tmp_path / "odd.pth")
    assert convert(tmp_path / "odd.pth", tmp_path / "out.safetensors").recipe.title == "Doubling x2"


@pytest.mark.parametrize("installed", [False, True])
def test_a_package_is_named_only_where_it_may_help(
    installed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not installed:
        packages.without(monkeypatch, "spandrel")
    whole = all_kinds()["RRDBNet x4"].state
    relu = {k: v for k, v in all_kinds()["compact x4"].state.items() if v.ndim == 4 or "bias" in k}
    dasr = all_kinds()["DASR x2"].state
    predictor = {k: v for k, v in dasr.items() if k.startswith(("ConvNet", "MappingNet"))}
    for state, words, helps in (
        ({**whole, **GRAY}, "is for gray pictures", True),
        ({**whole, **FURTHER}, "further convolutions of 1 x 1", True),
        (relu, "it has no PReLU", False),
        ({**whole, "body.0.other.weight": torch.zeros(1)}, "other.weight is not known", False),
        ({k: v for k, v in whole.items() if k != "conv_first.weight"}, "head.weight' is missing", False),
        ({k: v for k, v in whole.items() if k != "conv_hr.weight"}, "refine.weight is missing", False),
        (predictor, "the predictor alone", False),
        ({k: v for k, v in dasr.items() if k not in predictor}, "predictor is missing", False),
    ):
        torch.save(state, tmp_path / "odd.pth")
        with pytest.raises(ModelError, match=words) as error:
            convert(tmp_path / "odd.pth", tmp_path / "out.safetensors")
        assert ("spandrel" in str(error.value)) == helps, words


def test_the_authors_damaged_files_are_still_called_that(tmp_path: Path) -> None:
    from core.models.convert import network_shapes
    from core.models.official import OFFICIAL

    vq = next(f for f in OFFICIAL if f.recipe.architecture == "vqgan")
    state = {k: torch.zeros(1).expand(shape) for k, shape in network_shapes(vq.recipe).items()}
    state.pop(next(iter(state)))
    torch.save({k: v[..., :0] if v.ndim else v for k, v in state.items()}, tmp_path / "some.pth")
    with pytest.raises(ModelError, match="does not fit the network"):
        convert(tmp_path / "some.pth", tmp_path / "out.safetensors")


@pytest.mark.filterwarnings("default")
def test_a_network_of_the_real_spandrel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    sys.modules.pop("spandrel", None)
    try:
        from spandrel.architectures.OmniSR import OmniSR
    except ImportError:
        pytest.skip("spandrel is not installed, or no torchvision that fits torch")
    torch.manual_seed(0)
    network = OmniSR(num_feat=16, res_num=1, block_num=1, up_scale=2).eval()
    path = file_of(network, tmp_path)
    key = library.import_file(path, choice=None, emit=lambda e: None, cancel=CancelToken())
    assert catalog.find_model(key).title == "2x-strange (OmniSR x2)"
    pixels = np.random.default_rng(0).integers(0, 256, (48, 64, 3)).astype(np.uint8)
    found, _ = enlarged(key, pixels)
    lq = torch.from_numpy(pixels).permute(2, 0, 1)[None].float() / 255
    with torch.no_grad():
        wanted = network(lq).clamp(0, 1)[0].permute(1, 2, 0).numpy()
    assert np.abs(found / 255.0 - wanted).max() < 0.01
