"""Brings the window's translations up to date with its texts, by Qt's lupdate and lrelease.

    python tools/translations.py

New texts come into resources/translations/studio_*.ts as unfinished, texts that are gone leave, and the .qm files,
which the program reads, are made anew. Translate what it names, with Qt Linguist or any editor, and run it again.

In the .ts a text stands once, with one translation for all places, so that moving it to another class asks nothing of
translators. In the .qm it stands under each class whose `self.tr` says it, and under CONTEXT for `app.kit.words.tr`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FOLDER = ROOT / "resources" / "translations"
CONTEXT = "studio"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def main() -> int:
    from app.system.language import ENGLISH, LANGUAGES

    texts = window_texts()
    missing = 0
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        file = FOLDER / f"studio_{language}.ts"
        known = read(file) if file.exists() else {}
        translations = {text: known.get(text, "") for text in texts}
        write(file, language, {CONTEXT: translations})
        compile_qm(file.with_suffix(".qm"), language, translations, texts)
        for text, translation in translations.items():
            if not translation:
                print(f"{language}: {text}")
                missing += 1
    print(f"{len(texts)} texts, {missing} translations are missing.")
    return 1 if missing else 0


def window_texts() -> dict[str, set[str]]:
    """Every text that the window says, in the order of the classes, with the contexts that may ask for it."""
    texts: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.ts"
        files = sorted(str(path) for path in (ROOT / "app").rglob("*.py"))
        qt("lupdate", "-silent", "-locations", "none", *files, "-ts", str(found))
        for context in ET.parse(found).iter("context"):
            for message in context.iter("message"):
                texts.setdefault(message.findtext("source", ""), {CONTEXT}).add(context.findtext("name", ""))
    for words in engine_words():
        texts.setdefault(words, {CONTEXT})
    return texts


def engine_words() -> Iterator[str]:
    """The words that the engine gives to fields, presets, findings and licences; `translated` shows them."""
    from core.data.check import MIXED_UP, TITLES
    from core.models.official import LICENCE_NOTICE
    from core.models.released import NO_LICENCE
    from core.training.settings.fields import FIELDS
    from core.training.settings.presets import PRESETS

    for field in FIELDS:
        yield from (field.title, field.help, *(words for _, words in field.choices))
    for preset in PRESETS:
        yield from (preset.title, preset.help)
    yield from TITLES.values()
    yield MIXED_UP
    yield LICENCE_NOTICE
    yield NO_LICENCE


def read(file: Path) -> dict[str, str]:
    """The text and its translation, "" where there is none yet."""
    messages = ET.parse(file).iter("message")
    return {m.findtext("source", ""): m.findtext("translation", "") for m in messages}


def write(file: Path, language: str, contexts: dict[str, dict[str, str]]) -> None:
    """Write a .ts as Linguist does: of each context the texts and their translations."""
    top = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name, translations in contexts.items():
        context = ET.SubElement(top, "context")
        ET.SubElement(context, "name").text = name
        for text, translation in translations.items():
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = text
            entry = ET.SubElement(message, "translation")
            if translation:
                entry.text = translation
            else:
                entry.set("type", "unfinished")
    ET.indent(top, "    ")
    file.write_text(f"{HEAD}{ET.tostring(top, encoding='unicode')}\n", "utf-8")


def compile_qm(file: Path, language: str, translations: dict[str, str], texts: dict[str, set[str]]) -> None:
    """Make the .qm that the program reads."""
    contexts: dict[str, dict[str, str]] = {}
    for text, names in texts.items():
        for name in sorted(names):
            contexts.setdefault(name, {})[text] = translations[text]
    with tempfile.TemporaryDirectory() as folder:
        expanded = Path(folder) / "expanded.ts"
        write(expanded, language, contexts)
        qt("lrelease", "-silent", "-compress", str(expanded), "-qm", str(file))


def qt(tool: str, *arguments: str) -> None:
    """Run lupdate or lrelease of PySide6, which stand beside this Python."""
    subprocess.run([str(Path(sys.executable).with_name(f"pyside6-{tool}")), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
