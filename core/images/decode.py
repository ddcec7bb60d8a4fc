"""From the bytes of a file to a Picture, by content and never by extension."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from core.errors import PictureError
from core.images.picture import Picture
from core.images.png_chunks import read_png_header
from core.images.sniff import check_size, sniff
from core.images.tiff_header import TiffDamage, TiffHeader, read_tiff_header, upright_bytes

_ORIENTATION = 274
# cv2's transforms that set a picture upright, by EXIF orientation: (transpose, flip code or None)
_UPRIGHT = {
    2: (False, 1),
    3: (False, -1),
    4: (False, 0),
    5: (True, None),
    6: (True, 1),
    7: (True, -1),
    8: (True, 0),
}


def decode_picture(data: bytes, shown: str, *, allow_partial: bool = False) -> Picture:
    """The first picture in `data`; `shown` is what messages call it.

    Raises PictureError with a sentence for anything that cannot be opened whole; with `allow_partial` a truncated
    file opens, grey where it is missing, with a notice.
    """
    kind = sniff(data, shown)
    try:
        if kind == "PNG":
            header = read_png_header(data)
            check_size(header.width, header.height, len(data), shown)
            if header.problem and not allow_partial:
                raise _damaged(shown, header.problem)
            if header.bits == 16:
                return _decode_deep(data, shown, icc=header.profile(), partial=allow_partial)
        elif kind == "TIFF":
            tiff = read_tiff_header(data)
            check_size(tiff.width, tiff.height, len(data), shown)
            if not tiff.complete and not allow_partial:
                raise _damaged(shown, "its image data is cut off (truncated)")
            if tiff.bits > 8 and tiff.photometric in (0, 1, 2):
                return _decode_deep_tiff(data, tiff, shown, partial=allow_partial)
        return _decode_pillow(data, kind, shown, allow_partial)
    except (TiffDamage, ValueError, SyntaxError, EOFError, OSError, KeyError, IndexError, cv2.error) as error:
        raise _damaged(shown, "it cannot be decoded", detail=repr(error)) from error


def _damaged(shown: str, clause: str, *, detail: str = "") -> PictureError:
    return PictureError(f"{shown} is damaged: {clause}. Fetch or export it again.", detail=detail)


# -- 8 bits, by Pillow --------------------------------------------------------------------------------------------


def _decode_pillow(data: bytes, kind: str, shown: str, allow_partial: bool) -> Picture:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    with warnings.catch_warnings():
        # The size has been or is checked by us, against what the bytes can hold.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=[kind, "MPO"] if kind == "JPEG" else [kind])
        except UnidentifiedImageError as error:
            raise _damaged(shown, "its header cannot be read", detail=repr(error)) from error
        check_size(*image.size, len(data), shown)
        notices = _frame_notice(image, kind)
        try:
            image.load()
        except OSError as error:
            if not allow_partial or "truncated" not in str(error):
                raise _damaged(
                    shown, f"its data ends early or is broken ({error})", detail=repr(error)
                ) from error
            image, notices = (
                _load_partial(data, kind),
                (*notices, "The file is truncated: what is missing is grey."),
            )
        return _from_pillow(image, notices)


def _load_partial(data: bytes, kind: str) -> Image.Image:
    """Loads what there is. Pillow has only a process-wide switch for this."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
        image.load()
        return image
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _frame_notice(image: Image.Image, kind: str) -> tuple[str, ...]:
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    if frames < 2:
        return ()
    return (f"Only the first of {frames} {'pages' if kind == 'TIFF' else 'frames'} is used.",)


def _from_pillow(image: Image.Image, notices: tuple[str, ...]) -> Picture:
    exif = image.getexif()
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    gray = image.mode in ("1", "L", "LA")
    if image.mode == "F" or image.mode.startswith("I"):
        return _from_numbers(np.asarray(image), notices)
    alpha = _alpha_of(image)
    image, profile, more = _to_rgb(image, profile)
    pixels = np.ascontiguousarray(np.asarray(image.convert("RGB")))
    return Picture(pixels, alpha, gray, profile, _kept_exif(exif), (*notices, *more))


def _alpha_of(image: Image.Image) -> np.ndarray | None:
    if not image.has_transparency_data:
        return None
    alpha = np.asarray(image.convert("RGBA").getchannel("A"))
    return None if (alpha == 255).all() else np.ascontiguousarray(alpha)


def _to_rgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None, tuple[str, ...]]:
    """(RGB or gray picture, profile to keep, notices): other colour spaces become sRGB, RGB keeps its profile."""
    if not profile:
        return (image if image.mode != "LAB" else _lab_to_srgb(image)), None, ()
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if image.mode in ("CMYK", "LAB"):
            turned = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return (turned or image), None, ()
        if space == ("GRAY" if image.mode in ("1", "L", "LA") else "RGB"):
            ImageCms.buildTransform(
                source, ImageCms.createProfile("sRGB"), "RGB" if space == "RGB" else "L", "RGB"
            )
            return image, profile, ()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass
    return image, None, ("The colour profile is damaged or does not fit and was ignored.",)


def _lab_to_srgb(image: Image.Image) -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB") or image


def _kept_exif(exif: Image.Exif) -> bytes | None:
    """The EXIF block with the orientation reset; None if there is none or it cannot be written again."""
    if not len(exif):
        return None
    exif[_ORIENTATION] = 1
    try:
        return exif.tobytes()
    except (ValueError, TypeError, OverflowError, OSError, KeyError):
        return None


# -- 16 bits and floats, by OpenCV --------------------------------------------------------------------------------


def _decode_deep(data: bytes | bytearray, shown: str, *, icc: bytes | None, partial: bool) -> Picture:
    flags = cv2.IMREAD_UNCHANGED
    array = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if array is None:
        if not partial:
            raise _damaged(shown, "it cannot be decoded")
        return _decode_pillow(bytes(data), "PNG", shown, True)
    picture = _from_numbers(_bgr_to_rgb(array), ())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exif = Image.open(io.BytesIO(data)).getexif()
    picture = _with_profile(replace(picture, exif=_kept_exif(exif)), icc)
    return _upright(picture, int(exif.get(_ORIENTATION, 1)))


def _decode_deep_tiff(data: bytes, tiff: TiffHeader, shown: str, *, partial: bool) -> Picture:
    array = cv2.imdecode(np.frombuffer(upright_bytes(data, tiff), np.uint8), cv2.IMREAD_UNCHANGED)
    if array is None:
        raise _damaged(shown, "it cannot be decoded")
    if tiff.photometric == 0:
        array = (np.iinfo(array.dtype).max if array.dtype.kind == "u" else 1) - array
    notices = () if tiff.pages < 2 else (f"Only the first of {tiff.pages} pages is used.",)
    return _upright(_with_profile(_from_numbers(_bgr_to_rgb(array), notices), tiff.icc), tiff.orientation)


def _with_profile(picture: Picture, icc: bytes | None) -> Picture:
    if icc is None:
        return picture
    probe = Image.new("L" if picture.gray else "RGB", (1, 1))
    _, kept, more = _to_rgb(probe, icc or b"damaged")
    return replace(picture, icc=kept, notices=(*picture.notices, *more))


def _upright(picture: Picture, orientation: int) -> Picture:
    if orientation not in _UPRIGHT:
        return picture
    transpose, flip = _UPRIGHT[orientation]

    def turn(array: np.ndarray) -> np.ndarray:
        array = cv2.transpose(array) if transpose else array
        return np.ascontiguousarray(array if flip is None else cv2.flip(array, flip))

    alpha = None if picture.alpha is None else turn(picture.alpha)
    return replace(picture, pixels=turn(picture.pixels), alpha=alpha)


def _bgr_to_rgb(array: np.ndarray) -> np.ndarray:
    return array if array.ndim == 2 else array[..., [2, 1, 0, *range(3, array.shape[2])]]


def _from_numbers(array: np.ndarray, notices: tuple[str, ...]) -> Picture:
    """H x W or H x W x (1, 3, 4) of any number type -> Picture; what is no integer of 8 or 16 bits becomes 16."""
    if array.dtype not in (np.uint8, np.uint16):
        array, more = _to_uint16(array)
        notices = (*notices, *more)
    planes = array[..., None] if array.ndim == 2 else array
    gray = planes.shape[2] < 3
    pixels = np.repeat(planes[..., :1], 3, 2) if gray else planes[..., :3]
    alpha = np.ascontiguousarray(planes[..., -1]) if planes.shape[2] in (2, 4) else None
    if alpha is not None and (alpha == np.iinfo(alpha.dtype).max).all():
        alpha = None
    return Picture(np.ascontiguousarray(pixels), alpha, gray, notices=notices)


def _to_uint16(array: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    if array.dtype.kind in "iu":
        array = array.astype(np.float64) / (
            65535 if array.max(initial=0) <= 65535 else np.iinfo(array.dtype).max
        )
    notices: tuple[str, ...] = ()
    if not np.isfinite(array).all():
        array = np.nan_to_num(array, nan=0.0, posinf=0.0, neginf=0.0)
        notices += ("Values that are no numbers were set to black.",)
    if array.min() < 0 or array.max() > 1:
        notices += ("Values outside 0 to 1 were clipped.",)
    return (np.clip(array, 0, 1) * 65535).round().astype(np.uint16), notices
