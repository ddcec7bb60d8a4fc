"""The authors' released checkpoints as plain data: what each file is, where it comes from and how it is run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.models.recipe import Recipe

RELEASE = "https://github.com/zsyOAOA/ResShift/releases/download/v2.0/"
LICENCE = "NTU S-Lab License 1.0 (non-commercial)"
LICENCE_URL = "https://github.com/zsyOAOA/ResShift/blob/master/LICENSE"
LICENCE_NOTICE = (
    "These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study "
    "and redistribution for non-commercial purposes only; for anything commercial, ask the authors."
)

VQ_F4 = {
    "z_channels": 3,
    "codes": 8192,
    "channels": 128,
    "channel_mult": (1, 2, 4),
    "num_res_blocks": (2, 2, 2),
}
VQ_F8 = {
    "z_channels": 8,
    "codes": 4096,
    "channels": 64,
    "channel_mult": (1, 2, 4, 8),
    "num_res_blocks": (1, 2, 3, 4),
}


@dataclass(frozen=True)
class OfficialFile:
    """One file of the release."""

    key: str  # the catalog's key
    file: str  # its name in the release
    recipe: Recipe
    task: str  # upscale, inpaint, face, or autoencoder
    url: str = ""  # "" where there is only a configuration, no weights
    aliases: tuple[str, ...] = ()  # other names the same file goes by
    parameters: int = 0
    size_bytes: int | None = None  # None: not known before the download begins
    sha256: str | None = None
    autoencoder: str = ""  # key of the autoencoder it needs
    suits: str = ""  # see core.models.released.Released

    @property
    def weight_bytes(self) -> int:
        """About the size of the file: the release is in float32."""
        return 4 * self.parameters


def _network(
    key: str,
    file: str,
    title: str,
    *,
    T: int = 4,
    task: str = "upscale",
    scale: int = 4,
    autoencoder: str = "autoencoder-vq-f4",
    config: dict[str, Any] | None = None,
    parameters: int = 118_593_583,
    released: bool = True,
    **more: Any,
) -> OfficialFile:
    config = config or {}
    schedule = {
        "kind": "exponential",
        "T": T,
        "kappa": 2.0,
        "power": 0.3,
        "min_noise": 0.04 if T == 15 else 0.2,
    }
    recipe = Recipe(
        title=title,
        architecture="swin_unet",
        config=config,
        schedule={**schedule, "sqrt_eta_end": 0.99},
        latent="vq",
        autoencoder=autoencoder,
        scale=scale,
        steps=T,
        steps_range=(1, T),
        kappa=2.0,
        kappa_range=(2.0, 2.0),
        licence=LICENCE,
    )
    return OfficialFile(
        key,
        file,
        recipe,
        task,
        url=RELEASE + file if released else "",
        parameters=parameters,
        autoencoder=autoencoder,
        **more,
    )


def _autoencoder(key: str, file: str, title: str, config: dict[str, Any], parameters: int) -> OfficialFile:
    recipe = Recipe(title, "vqgan", config, {}, latent="vq", scale=1, licence=LICENCE)
    return OfficialFile(key, file, recipe, "autoencoder", url=RELEASE + file, parameters=parameters)


_INPAINT: dict[str, Any] = {
    "task": "inpaint",
    "scale": 1,
    "config": {"lq_size": 256, "cond_mask": True},
    "parameters": 118_714_399,
}

OFFICIAL = (
    _network(
        "realsr-x4-v1", "resshift_realsrx4_s15_v1.pth", "ResShift RealSR v1, 15 steps", T=15, suits="poor"
    ),
    _network(
        "realsr-x4-v2", "resshift_realsrx4_s15_v2.pth", "ResShift RealSR v2, 15 steps", T=15, suits="poor"
    ),
    _network("realsr-x4-v3", "resshift_realsrx4_s4_v3.pth", "ResShift RealSR v3, 4 steps", suits="poor"),
    _network("bicsr-x4", "resshift_bicsrx4_s4.pth", "ResShift bicubic, 4 steps", suits="clean"),
    _network(
        "inpaint-imagenet",
        "resshift_inpainting_imagenet_s4.pth",
        "ResShift inpainting, general",
        aliases=("resshift_inpaint_imagenet_s4.pth",),
        **_INPAINT,
    ),
    _network(
        "inpaint-face",
        "resshift_inpainting_face_s4.pth",
        "ResShift inpainting, faces",
        aliases=("resshift_inpaint_face_s4.pth",),
        autoencoder="autoencoder-celeba256",
        **_INPAINT,
    ),
    _network(
        "face-restoration",
        "resshift_faceir_s4.pth",
        "ResShift face restoration",
        task="face",
        scale=1,
        autoencoder="autoencoder-ffhq512",
        config={"in_channels": 8, "out_channels": 8, "lq_size": 512},
        parameters=118_931_604,
    ),
    _network(
        "realsr-x2",
        "resshift_realsrx2.pth",
        "ResShift RealSR x2 (weights of one's own)",
        scale=2,
        config={"lq_size": 128},
        parameters=118_640_431,
        released=False,
    ),
    _autoencoder("autoencoder-vq-f4", "autoencoder_vq_f4.pth", "VQ autoencoder f4", VQ_F4, 55_322_782),
    _autoencoder(
        "autoencoder-celeba256",
        "celeba256_vq_f4_dim3_face.pth",
        "VQ autoencoder f4, faces",
        VQ_F4,
        55_322_782,
    ),
    _autoencoder(
        "autoencoder-ffhq512",
        "ffhq512_vq_f8_dim8_face.pth",
        "VQ autoencoder f8, faces",
        VQ_F8,
        77_009_115,
    ),
)


def by_key(key: str) -> OfficialFile | None:
    """The authors' file with that key of the catalog."""
    return next((f for f in OFFICIAL if f.key == key), None)


def by_name(path: Path | str) -> OfficialFile | None:
    """The authors' file with that name. The suffix, capitals and a browser's " (1)" do not matter."""
    stem = re.sub(r"(\s*\(\d+\)|-\d)$", "", Path(path).stem).strip().lower()
    for official in OFFICIAL:
        if stem in (Path(name).stem.lower() for name in (official.file, *official.aliases)):
            return official
    return None


def by_hash(sha256: str) -> OfficialFile | None:
    """The authors' file with that SHA-256, if its digest is known."""
    return next((f for f in OFFICIAL if f.sha256 == sha256), None)
