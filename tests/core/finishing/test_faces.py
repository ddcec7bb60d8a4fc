"""A face is found where it is, whatever the size, depth and transparency, and nothing else is taken for one."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from threading import Thread

import cv2
import numpy as np
import pytest

import core.finishing.faces as module
from core.errors import ModelError
from core.finishing.faces import FOLDER, SIDE, Face, faces, suppressed
from core.images.files import read_picture
from core.images.picture import Picture
from core.images.resize import resize

PORTRAIT = read_picture(Path(__file__).parent / "pictures" / "eileen-collins.jpg")
EYES_NOSE_MOUTH = np.array([(80.5, 40.5), (97, 41), (89, 51), (79.5, 55.5), (96.5, 56)])  # as one sees them
SAMPLES = FOLDER.parent / "samples"


def in_portrait(face: Face, *, scale: float = 1.0, shift: tuple[float, float] = (0, 0)) -> bool:
    """Whether it is the face of the portrait, which was enlarged and then moved, by its landmarks."""
    off = (np.array(face.landmarks) - shift) / scale - EYES_NOSE_MOUTH
    return float(np.abs(off).max()) < 3


def test_eyes_nose_and_mouth_are_found_and_lie_in_the_box() -> None:
    (face,) = faces(PORTRAIT)
    assert in_portrait(face)
    left, top, right, bottom = face.box
    assert 63 < left < 74
    assert 99 < right < 110
    assert 20 < top < 30
    assert 62 < bottom < 74


@pytest.mark.parametrize("scale", [0.5, 2.5, SIDE / 100])
def test_the_size_of_the_picture_makes_no_difference(scale: float) -> None:
    side = round(200 * scale)
    (face,) = faces(Picture(resize(PORTRAIT.pixels, (side, side))))
    assert in_portrait(face, scale=scale)


def test_several_faces_are_several_and_the_smallest_can_be_asked_for() -> None:
    pixels = np.full((420, 700, 3), 90, np.uint8)
    pixels[10:210, 20:220] = PORTRAIT.pixels
    pixels[50:410, 300:660] = resize(PORTRAIT.pixels, (360, 360))
    found = faces(Picture(pixels))
    assert len(found) == 2
    assert any(in_portrait(face, shift=(20, 10)) for face in found)
    assert any(in_portrait(face, scale=1.8, shift=(300, 50)) for face in found)
    (large,) = faces(Picture(pixels), smallest=90)
    assert in_portrait(large, scale=1.8, shift=(300, 50))
    assert faces(Picture(pixels), smallest=200) == ()


def test_a_face_at_the_edge_is_found_though_the_picture_ends() -> None:
    (face,) = faces(Picture(PORTRAIT.pixels[24:]))
    assert in_portrait(face, shift=(0, -24))


@pytest.mark.parametrize("angle", [-30, -15, 15, 30])
def test_a_tilted_head_is_found(angle: float) -> None:
    turn = cv2.getRotationMatrix2D((88, 47), angle, 1)
    (face,) = faces(
        Picture(cv2.warpAffine(PORTRAIT.pixels, turn, (200, 200), borderMode=cv2.BORDER_REPLICATE))
    )
    wanted = EYES_NOSE_MOUTH @ turn[:, :2].T + turn[:, 2]
    assert np.abs(np.array(face.landmarks) - wanted).max() < 4


def test_depth_gray_and_transparency_are_no_trouble() -> None:
    deep = replace(PORTRAIT, pixels=PORTRAIT.pixels.astype(np.uint16) * 257)
    assert faces(deep) == faces(PORTRAIT)
    gray = np.repeat(PORTRAIT.pixels.mean(2, keepdims=True).astype(np.uint8), 3, 2)
    assert len(faces(Picture(gray, gray=True))) == 1
    hidden = np.zeros(PORTRAIT.pixels.shape[:2], np.uint8)
    assert faces(replace(PORTRAIT, alpha=np.full_like(hidden, 255))) == faces(PORTRAIT)
    hidden[:, 150:] = 255
    assert faces(replace(PORTRAIT, alpha=hidden)) == ()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.png")), ids=lambda path: path.stem)
def test_otters_ospreys_and_houses_are_no_faces(path: Path) -> None:
    assert faces(read_picture(path), smallest=20) == ()


@pytest.mark.parametrize("kind", ["noise", "plain", "upside down", "text", "one pixel", "thin"])
def test_where_there_is_no_face_none_is_found(kind: str) -> None:
    text = np.full((300, 400, 3), 240, np.uint8)
    for row in range(5):
        cv2.putText(
            text, "Sphinx of quartz", (10, 50 * row + 40), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (9, 9, 9), 3
        )
    pixels = {
        "noise": np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8),
        "plain": np.full((90, 60, 3), 120, np.uint8),
        "upside down": np.ascontiguousarray(PORTRAIT.pixels[::-1]),
        "text": text,
        "one pixel": np.zeros((1, 1, 3), np.uint8),
        "thin": np.random.default_rng(0).integers(0, 256, (3, 4000, 3), dtype=np.uint8),
    }[kind]
    assert faces(Picture(pixels), smallest=20) == ()


def test_several_threads_find_the_same() -> None:
    found: list[tuple[Face, ...]] = []
    threads = [Thread(target=lambda: found.append(faces(PORTRAIT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [faces(PORTRAIT)] * 4


@pytest.mark.parametrize("content", [None, b"", b"no network"])
def test_a_damaged_installation_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    for name in ("pnet", "rnet", "onet"):
        if content is not None:
            (tmp_path / f"{name}.onnx").write_bytes(content)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.network.cache_clear()
    try:
        with pytest.raises(ModelError, match="Install the program anew"):
            faces(PORTRAIT)
    finally:
        module.network.cache_clear()


def test_of_boxes_over_each_other_the_best_stays() -> None:
    boxes = np.array([(0, 0, 10, 10, 0.7), (1, 0, 11, 10, 0.9), (20, 0, 30, 10, 0.8), (22, 2, 26, 6, 0.6)])
    assert suppressed(boxes, 0.5) == [1, 2, 3]
    assert suppressed(boxes, 0.5, of_smaller=True) == [1, 2]
    assert suppressed(np.zeros((0, 5)), 0.5) == []


def test_the_networks_are_those_that_their_origin_is_written_of() -> None:
    said = dict(re.findall(r"`(\w+\.onnx)` \| `(\w{64})`", (FOLDER / "README.md").read_text("utf-8")))
    assert said == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FOLDER.glob("*.onnx")}
    assert len(said) == 3
    assert "Permission is hereby granted" in (FOLDER / "LICENSE.txt").read_text("utf-8")
