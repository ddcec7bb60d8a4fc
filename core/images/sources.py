"""Colour spaces that a file names by other means than an ICC profile, and the profiles that are made for them.

Everything is linear algebra on float arrays: primaries and white points to matrices (SMPTE RP 177), transfer functions
of ITU-T H.273, and Lab by CIE 15.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

D50 = np.array([0.96422, 1.0, 0.82521])  # white of the profile connection space
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
SRGB_XY = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290))
"""Primaries red, green and blue, and white, as x and y."""


def to_xyz_d50(xy: tuple[tuple[float, float], ...]) -> np.ndarray:
    """The matrix [3, 3] from linear RGB with these primaries and white to XYZ under D50, adapted by Bradford.

    Raises ValueError if the primaries lie on one line, or the white is none.
    """
    columns = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in xy if y > 0]).T
    if columns.shape != (3, 4):
        raise ValueError("a primary or the white is impossible")
    try:
        gains = np.linalg.solve(columns[:, :3], columns[:, 3])
    except np.linalg.LinAlgError as error:
        raise ValueError("the primaries lie on one line") from error
    rgb_to_xyz = columns[:, :3] * gains
    cone = (BRADFORD @ D50) / (BRADFORD @ columns[:, 3])
    adapt = np.linalg.inv(BRADFORD) @ np.diag(cone) @ BRADFORD
    result = adapt @ rgb_to_xyz
    if not np.isfinite(result).all():
        raise ValueError("the primaries lie on one line")
    return result


def srgb_curve(linear: np.ndarray) -> np.ndarray:
    """Linear light in [0, 1] -> sRGB in [0, 1] (IEC 61966-2-1)."""
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def lab_to_srgb(lab: np.ndarray) -> np.ndarray:
    """CIE L*a*b* under D50, L in [0, 100], float [..., 3] -> sRGB in [0, 1]; colours outside are clipped."""
    y = (lab[..., 0] + 16) / 116
    f = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * D50
    return srgb_curve(xyz @ np.linalg.inv(to_xyz_d50(SRGB_XY)).T)


# --- named spaces ---------------------------------------------------------------------------------------------------

Primaries = tuple[tuple[float, float], ...]
_D65 = (0.3127, 0.3290)
_C = (0.310, 0.316)
PRIMARIES: dict[int, Primaries] = {  # by their numbers in ITU-T H.273: red, green, blue, white
    1: SRGB_XY,
    4: ((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), _C),
    5: ((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), _D65),
    6: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), _D65),
    7: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), _D65),
    8: ((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), _C),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),
    11: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),
}
ADOBE_RGB: Primaries = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), _D65)
ADOBE_GAMMA = 563 / 256
_GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0}  # transfer functions of H.273 that are plain powers
_LIKE_SRGB = (1, 6, 13, 14, 15)  # those whose pictures are shown as sRGB's are
PQ, HLG = 16, 18
_UNSPECIFIED = 2


@dataclass(frozen=True)
class Source:
    """The RGB that a file says its numbers are: linear light = curve(number), in these primaries.

    `gamma` is the exponent of a plain curve; 0 means the curve of sRGB; `hdr` is PQ or HLG, or 0.
    """

    xy: Primaries
    gamma: float = 0.0
    hdr: int = 0

    @property
    def is_srgb(self) -> bool:
        """Whether it is sRGB, as near as 8 bits can tell."""
        near = max(
            abs(a - b) for p, q in zip(self.xy, SRGB_XY, strict=True) for a, b in zip(p, q, strict=True)
        )
        return not self.hdr and near < 0.002 and (self.gamma == 0 or abs(self.gamma - 2.2) < 0.03)

    @property
    def is_linear(self) -> bool:
        return not self.hdr and 0 < self.gamma < 1.4


SRGB = Source(SRGB_XY)


def by_code_points(primaries: int, transfer: int) -> Source | None:
    """What the numbers of ITU-T H.273 stand for (in PNG's cICP, in nclx of AVIF and HEIC); None for those that say
    nothing, or nothing that a picture has."""
    xy = PRIMARIES.get(1 if primaries == _UNSPECIFIED else primaries)
    if xy is None or (primaries == _UNSPECIFIED and transfer == _UNSPECIFIED):
        return None
    if transfer in (PQ, HLG):
        return Source(xy, hdr=transfer)
    if transfer in _GAMMAS:
        return Source(xy, _GAMMAS[transfer])
    return Source(xy) if transfer in (*_LIKE_SRGB, _UNSPECIFIED) else None


def profile_of(source: Source, *, gray: bool) -> bytes:
    """An ICC profile (version 2, matrix and curves) for a source that is not HDR. Raises ValueError for primaries that
    are none."""
    matrix = to_xyz_d50(source.xy)
    curve = _curve_tag(source.gamma)
    tags = {b"desc": _description("made from the picture's own tags"), b"cprt": b"text\0\0\0\0none\0"}
    tags[b"wtpt"] = _xyz(D50)
    if gray:
        tags[b"kTRC"] = curve
    else:
        for letter, column in zip((b"r", b"g", b"b"), matrix.T, strict=True):
            tags[letter + b"XYZ"], tags[letter + b"TRC"] = _xyz(column), curve
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content.ljust(-(-len(content) // 4) * 4, b"\0")
    head = struct.pack(
        ">I4xI4s4s4s", start + len(body), 0x02400000, b"mntr", b"GRAY" if gray else b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz(D50)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _xyz(values: np.ndarray) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(float(v) * 65536) for v in values))


def _description(text: str) -> bytes:
    plain = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + bytes(4 + 4 + 2 + 1 + 67)


def _curve_tag(gamma: float) -> bytes:
    if gamma:
        return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    at = np.linspace(0, 1, 1024)
    table = np.rint(linear_of_srgb(at) * 65535).astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", len(table)) + table.tobytes()


def linear_of_srgb(values: np.ndarray) -> np.ndarray:
    """sRGB in [0, 1] -> linear light (IEC 61966-2-1)."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


# --- conversion -----------------------------------------------------------------------------------------------------

REFERENCE_WHITE = 203.0  # cd/m^2 of a white page in an HDR picture (ITU-R BT.2408)
HLG_PEAK = 1000.0  # cd/m^2 of the display that HLG is shown on (BT.2100)
KNEE = 0.6  # of the reference white; brighter light is compressed


def to_srgb(pixels: np.ndarray, source: Source) -> np.ndarray:
    """uint8 or uint16 H x W x 3 of a linear or HDR source as sRGB of the same depth.

    HDR is made to fit: what is brighter than the reference white is compressed towards white.
    """
    top = int(np.iinfo(pixels.dtype).max)
    matrix = np.linalg.inv(to_xyz_d50(SRGB_XY)) @ to_xyz_d50(source.xy)
    out = np.empty_like(pixels)
    rows = max(1, _BAND // pixels.shape[1])
    for start in range(0, len(pixels), rows):
        values = pixels[start : start + rows].astype(np.float32) / top
        light = _light(values, source)
        if source.hdr:
            brightest = np.maximum(light.max(axis=2, keepdims=True), 1e-6)
            light = light * (_compressed(brightest) / brightest)
        linear = light @ matrix.T.astype(np.float32)
        out[start : start + rows] = np.rint(srgb_curve(linear) * top)
    return out


_BAND = 1 << 20  # pixels that are converted at once


def _light(values: np.ndarray, source: Source) -> np.ndarray:
    """Linear light; of an HDR source with the reference white at 1."""
    if source.hdr == PQ:  # SMPTE ST 2084
        m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
        power = values ** (1 / m2)
        return (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1) * (10_000 / REFERENCE_WHITE)
    if source.hdr == HLG:  # BT.2100: the inverse of its curve, then what a display makes of the scene
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12)
        luminance = scene @ np.array([0.2627, 0.6780, 0.0593], np.float32)
        return scene * luminance[..., None] ** 0.2 * (HLG_PEAK / REFERENCE_WHITE)
    return values**source.gamma if source.gamma else linear_of_srgb(values)


def _compressed(light: np.ndarray) -> np.ndarray:
    above = np.maximum(light - KNEE, 0)
    return np.minimum(light, KNEE) + (1 - KNEE) * (1 - np.exp(-above / (1 - KNEE)))
