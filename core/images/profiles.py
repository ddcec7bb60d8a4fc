"""ICC profiles: which are kept, and the conversion of a profile's colours to sRGB."""

from __future__ import annotations

import functools
import io

from PIL import Image, ImageCms

_UNREADABLE = "The embedded colour profile is damaged and was ignored; the colours are taken as sRGB."
_MISFIT = "The embedded colour profile does not fit the picture's colours and was ignored."

# What the profile and transform calls raise on damaged profiles.
PROFILE_ERRORS = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


@functools.lru_cache(maxsize=1)
def srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def open_profile(icc: bytes) -> ImageCms.ImageCmsProfile:
    """A profile from its bytes. Raises one of PROFILE_ERRORS if they are none."""
    return ImageCms.ImageCmsProfile(io.BytesIO(icc))


def color_space(profile: ImageCms.ImageCmsProfile) -> str:
    """The colours that a profile describes: "RGB", "GRAY", "CMYK", "Lab", ..."""
    return profile.profile.xcolor_space.strip()


@functools.lru_cache(maxsize=8)
def to_srgb_transform(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    """A transform from the colours of a profile to sRGB, for 8-bit images of that Pillow mode ("RGB", "L" or
    "CMYK")."""
    return ImageCms.buildTransform(
        open_profile(icc), srgb(), mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )


def kept_profile(icc: bytes | None, *, gray: bool) -> tuple[bytes | None, str]:
    """(the profile if it is sound and fits a gray or RGB picture, else None; a notice if it is left out, else "")."""
    if icc is None:
        return None, ""
    try:
        if color_space(open_profile(icc)) != ("GRAY" if gray else "RGB"):
            return None, _MISFIT
        to_srgb_transform(icc, "L" if gray else "RGB")
    except PROFILE_ERRORS:
        return None, _UNREADABLE
    return icc, ""


def cmyk_to_srgb(image: Image.Image, icc: bytes | None) -> tuple[Image.Image, str]:
    """(a CMYK image in sRGB, a notice). Without a profile it is converted by a plain formula."""
    if icc is None:
        return image.convert(
            "RGB"
        ), "The picture was CMYK without a profile; it was converted to sRGB plainly."
    try:
        converted = ImageCms.applyTransform(image, to_srgb_transform(icc, "CMYK"))
    except PROFILE_ERRORS:
        return image.convert("RGB"), f"The picture was CMYK and was converted to sRGB. {_UNREADABLE}"
    assert converted is not None  # only an in-place transform returns nothing
    return converted, "The picture was CMYK; it was converted to sRGB through its own profile."
