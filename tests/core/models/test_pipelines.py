"""Folders in diffusers' layout: recognised, read safely, and made into one model file."""

import json
from pathlib import Path

import pytest
import torch

from core.errors import ModelError
from core.jobs import CancelToken, SampleSettings
from core.models import catalog, library
from core.models.checkpoints import load_state, read_recipe
from core.models.pipelines import _renamed, pipeline_folder
from tests.core.models.pipeline_folders import pipeline
from tests.core.optional_packages import broken, with_diffusers, without


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    with_diffusers(monkeypatch)


def take_in(source: Path) -> catalog.ModelInfo:
    key = library.import_file(source, choice=None, emit=lambda event: None, cancel=CancelToken())
    return catalog.find_model(key)


@pytest.mark.parametrize("pickled", [False, True])
@pytest.mark.parametrize("named", ["", "model_index.json"])
def test_a_folder_becomes_a_model(pickled: bool, named: str, tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "ldm-4x", pickled=pickled)
    info = take_in(folder / named)
    assert (info.key, info.kind, info.scale, info.steps, info.steps_range) == (
        "ldm-4x",
        "imported",
        4,
        15,
        (1, 1000),
    )
    assert (info.at_once, info.has_kappa, info.title) == (False, False, "ldm-4x (LDM x4)")
    # Its noise counts even in one step.
    assert not catalog.restores_at_once(SampleSettings(model=info.key, steps=1))
    recipe, state = read_recipe(info.path), load_state(info.path)
    assert recipe.config["unet"]["in_channels"] == 6
    assert {k.partition(".")[0] for k in state} == {"unet", "vqvae"}
    assert all(tensor.dtype == torch.float32 for tensor in state.values())


def test_the_licence_is_that_of_its_readme(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "ldm")
    (folder / "README.md").write_text("---\nlicense: apache-2.0\ntags:\n- x\n---\n# Title\n")
    assert take_in(folder).licence == "apache-2.0"


@pytest.mark.parametrize("there", [False, True])
def test_without_diffusers_that_works_it_is_taken_in_all_the_same(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        broken(monkeypatch, "diffusers", RuntimeError("operator torchvision::nms does not exist"))
    else:
        without(monkeypatch, "diffusers")
    assert take_in(pipeline(tmp_path / "ldm")).key == "ldm"


def test_other_pipelines_and_incomplete_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot run: StableDiffusionPipeline"):
        take_in(pipeline(tmp_path / "sd", kind="StableDiffusionPipeline"))
    folder = pipeline(tmp_path / "bare")
    (folder / "vqvae" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(ModelError, match="holds no weights"):
        take_in(folder)
    with pytest.raises(ModelError, match="no model file, and no folder"):
        take_in(tmp_path)
    assert not list((tmp_path / "models" / "imported").glob("*.safetensors"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"in_channels": 7}, "takes 7 channels"),
        ({"block_out_channels": []}, "no levels"),
        ({"layers_per_block": 10**6}, "layers"),
        ({"_class_name": "Other"}, "is of a Other"),
        ({"in_channels": 10, "out_channels": 7}, "takes 10 channels"),
    ],
)
def test_configurations_that_do_not_fit_are_refused(
    change: dict[str, object], words: str, tmp_path: Path
) -> None:
    folder = pipeline(tmp_path / "ldm")
    path = folder / "unet" / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelError, match=words):
        take_in(folder)


def test_tensors_that_are_not_the_networks_are_refused(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "ldm")
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(
        (folder / "vqvae" / "diffusion_pytorch_model.safetensors").read_bytes()
    )
    with pytest.raises(ModelError, match=r"unet.conv_in.weight is missing"):
        take_in(folder)


def test_what_could_run_code_is_refused(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "ldm", pickled=True)
    torch.save({"conv_in.weight": Path("x")}, folder / "unet" / "diffusion_pytorch_model.bin")
    with pytest.raises(ModelError, match="was refused"):
        take_in(folder)


def test_old_names_of_attention_are_todays() -> None:
    assert _renamed("mid_block.attentions.0.query.weight") == "mid_block.attentions.0.to_q.weight"
    assert _renamed("mid_block.attentions.0.proj_attn.bias") == "mid_block.attentions.0.to_out.0.bias"
    assert _renamed("down_blocks.0.key.weight") == "down_blocks.0.key.weight"


def test_other_paths_are_no_pipelines(tmp_path: Path) -> None:
    assert pipeline_folder(tmp_path) is None
    assert pipeline_folder(tmp_path / "model_index.json") is None
