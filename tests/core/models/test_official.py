"""The list of released files agrees with their key lists, and a file is told by choice, hash, name or tensors."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from core.diffusion.schedule import ScheduleConfig
from core.errors import ModelError
from core.models import convert as conversion
from core.models import official
from core.models.convert import RecipeChoiceNeeded, decide, network_shapes
from core.models.official import OFFICIAL, by_key, by_name
from core.models.recipe import Recipe
from tests.core.closed_form import state_dicts

Shapes = dict[str, tuple[int, ...]]


def shapes_of(file: str) -> Shapes:
    entries = state_dicts()[Path(file).stem]["entries"]
    return {k: tuple(shape) for k, (shape, kind) in entries.items() if kind == "param"}


RELEASED = [f for f in OFFICIAL if f.url]


@pytest.fixture(scope="module")
def known() -> dict[str, Shapes]:
    return {f.recipe.to_json(): network_shapes(f.recipe) for f in OFFICIAL}


@pytest.fixture(autouse=True)
def told_from_memory(known: dict[str, Shapes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is told by the same shapes, without building each network again for each question."""
    monkeypatch.setattr(conversion, "network_shapes", lambda recipe: known[recipe.to_json()])


@pytest.mark.parametrize("entry", RELEASED, ids=lambda f: f.key)
def test_each_file_fits_its_recipe(entry: official.OfficialFile) -> None:
    wanted = shapes_of(entry.file)
    assert network_shapes(entry.recipe) == wanted
    assert entry.parameters == state_dicts()[Path(entry.file).stem]["params"]
    assert decide(entry.file, "", wanted) is entry
    assert all(decide(alias, "", wanted) is entry for alias in entry.aliases)


def test_every_network_has_its_autoencoder() -> None:
    for entry in OFFICIAL:
        if entry.task == "autoencoder":
            continue
        autoencoder = by_key(entry.autoencoder)
        assert autoencoder is not None
        assert autoencoder.recipe.config["z_channels"] == entry.recipe.config.get("in_channels", 3)


def test_the_clocks_are_those_the_weights_were_trained_with() -> None:
    levels = {f.key: ScheduleConfig(**f.recipe.schedule).build() for f in OFFICIAL if f.recipe.schedule}
    assert len(levels["realsr-x4-v1"]) == 15
    assert levels["realsr-x4-v1"].sqrt_etas[1] == pytest.approx(0.117165, abs=1e-6)
    assert levels["realsr-x4-v3"].sqrt_etas == pytest.approx([0.1, 0.520096, 0.761382, 0.99], abs=1e-6)


def test_recipes_survive_their_json() -> None:
    for entry in OFFICIAL:
        assert network_shapes(Recipe.from_json(entry.recipe.to_json())) == network_shapes(entry.recipe)


def test_four_models_with_the_same_tensors_need_a_choice() -> None:
    shapes = shapes_of("resshift_realsrx4_s4_v3.pth")
    with pytest.raises(RecipeChoiceNeeded) as needed:
        decide("model.pth", "", shapes)
    assert needed.value.choices == ["realsr-x4-v1", "realsr-x4-v2", "realsr-x4-v3", "bicsr-x4"]
    assert "realsr-x4-v2 (ResShift RealSR v2, 15 steps)" in str(needed.value)
    assert decide("model.pth", "", shapes, "bicsr-x4").key == "bicsr-x4"


def test_tensors_without_a_double_need_no_choice() -> None:
    assert decide("model.pth", "", shapes_of("resshift_faceir_s4.pth")).key == "face-restoration"


def test_a_hash_decides_before_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dataclasses.replace(OFFICIAL[2], sha256="ab" * 32)
    monkeypatch.setattr(official, "OFFICIAL", (*OFFICIAL[:2], known, *OFFICIAL[3:]))
    shapes = shapes_of("resshift_realsrx4_s4_v3.pth")
    assert decide("resshift_realsrx4_s15_v1.pth", "ab" * 32, shapes).key == "realsr-x4-v3"


def test_the_first_five_misfits_are_named() -> None:
    shapes = shapes_of("resshift_realsrx4_s4_v3.pth")
    for key in list(shapes)[:7]:
        del shapes[key]
    shapes["input_blocks.0.0.weight"] = (160, 67, 3, 3)
    with pytest.raises(ModelError) as error:
        decide("resshift_realsrx4_s4_v3.pth", "", shapes)
    assert str(error.value).count("is missing") == 5
    assert "and 2 more" in str(error.value)
    assert "(160, 67, 3, 3), not (160, 6, 3, 3)" in error.value.detail


def test_a_choice_that_does_not_exist_or_fit_is_refused() -> None:
    shapes = shapes_of("resshift_realsrx4_s4_v3.pth")
    with pytest.raises(ModelError, match="no recipe 'sd-x4'"):
        decide("model.pth", "", shapes, "sd-x4")
    with pytest.raises(ModelError, match="does not fit"):
        decide("model.pth", "", shapes, "face-restoration")


@pytest.mark.parametrize("name", ["resshift_realsrx4_s15_v2 (1).pth", "ReSShift_RealSRx4_s15_v2.PTH"])
def test_names_are_read_leniently(name: str) -> None:
    found = by_name(name)
    assert found is not None
    assert found.key == "realsr-x4-v2"


def test_unknown_names_say_nothing() -> None:
    assert by_name("resshift_realsrx4_s15.pth") is None


def test_the_list_is_free_of_torch() -> None:
    code = "import core.models.official, core.models.convert, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
