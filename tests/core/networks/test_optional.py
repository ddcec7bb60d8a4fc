"""Packages that are not there, or do not work: each way in which they fail is a sentence."""

import pytest

from core.errors import ModelError
from core.networks.latent_diffusion import PARTS, package
from core.networks.optional import optional
from tests.core.optional_packages import broken, stand_in, with_diffusers, without


def test_what_is_needed_of_a_package_is_looked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with_diffusers(monkeypatch)
    assert all(hasattr(package(), name) for name in PARTS)
    stand_in(monkeypatch, "diffusers", UNet2DModel=object)  # of another version
    with pytest.raises(ModelError, match=r"diffusers, which is installed but cannot be loaded: .*VQModel"):
        package()
    broken(
        monkeypatch, "diffusers", RuntimeError("Failed to import:\noperator torchvision::nms does not exist.")
    )
    with pytest.raises(
        ModelError, match=r"loaded: Failed to import: operator torchvision::nms does not exist\.$"
    ):
        package()
    without(monkeypatch, "diffusers")
    with pytest.raises(ModelError, match=r"not installed\. Install the extra ldm"):
        package()


def test_a_package_that_breaks_in_any_way_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for reason in (RuntimeError("x"), AttributeError("x"), ImportError("x"), OSError("x"), TypeError("x")):
        broken(monkeypatch, "late", reason)
        with pytest.raises(ModelError, match=r"^It needs the package late, which is installed but"):
            optional("late", "Part", extra="any", purpose="It")
