"""The window's languages: every text is there in each, whoever asks for it; and which language is chosen."""

import ast
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from app.kit.words import tr
from app.system import language
from app.system.language import AS_SYSTEM, ENGLISH, LANGUAGES, install_language, spoken, translations

TOP = Path(__file__).parents[3]
OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_tool", TOP / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(tool: ModuleType) -> list[str]:
    return list(tool.window_texts())


@pytest.fixture(scope="module")
def said() -> set[tuple[str, str]]:
    """(context, text) of every call of `tr` in the window, by Python's own parser."""
    pairs = set()
    for path in (TOP / "app").rglob("*.py"):
        for owner, call in _calls(ast.parse(path.read_text("utf-8")), ""):
            context = owner if isinstance(call.func, ast.Attribute) else "studio"
            argument = call.args[0]
            assert isinstance(argument, ast.Constant), f"{path}, line {call.lineno}: not a literal text"
            pairs.add((context, argument.value))
    return pairs


def test_the_tool_finds_every_text(said: set[tuple[str, str]], texts: list[str]) -> None:
    assert len(said) > 400
    assert {text for _, text in said} - set(texts) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(tool: ModuleType, texts: list[str], code: str) -> None:
    """And keeps its places for numbers and names. `python tools/translations.py` names what is missing."""
    file = Path(translations()) / f"studio_{code}.ts"
    known = tool.read(file)
    assert set(known) == set(texts)
    assert "unfinished" not in file.read_text("utf-8")
    assert [text for text in texts if not known[text].strip()] == []
    assert [text for text in texts if _places(known[text]) != _places(text)] == []
    assert [text for text in texts if known[text].count("\n") != text.count("\n")] == []


@pytest.mark.parametrize("code", OTHERS)
def test_the_program_reads_what_the_translators_wrote(
    tool: ModuleType, said: set[tuple[str, str]], code: str
) -> None:
    """The .qm is made of this .ts, and has each text for whoever says it."""
    translator = QTranslator()
    assert translator.load(f"studio_{code}", translations())
    known = tool.read(Path(translations()) / f"studio_{code}.ts")
    wanted = said | {("studio", text) for text in known}
    assert {pair for pair in wanted if translator.translate(*pair) != known[pair[1]]} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_chosen_language_is_spoken(qapp: QCoreApplication, code: str, installed: None) -> None:
    class PreferencesDialog(QObject):
        pass

    class Heir(PreferencesDialog):
        pass

    assert Heir().tr("Language") == "Language"
    assert install_language(qapp, code) == code
    assert Heir().tr("Language") == tr("Language") != "Language"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"  # Qt's own button


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["de-AT", "de"], "de"),
        (["en-Latn-GB", "en-GB", "en", "fr-FR"], ENGLISH),  # French is the reader's second language
        (["pt-BR", "es-Latn-419"], "es"),
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-Hans-SG"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW"], ENGLISH),  # other characters
        (["ja-JP"], "ja"),
        (["C"], ENGLISH),
        ([], ENGLISH),
    ],
)
def test_the_first_of_the_systems_languages_that_is_spoken(wanted: list[str], expected: str) -> None:
    assert spoken(wanted) == expected


@pytest.mark.parametrize("choice", [AS_SYSTEM, "", "tlh"])
def test_what_is_no_language_means_the_systems(qapp, monkeypatch, choice: str, installed: None) -> None:
    monkeypatch.setattr(language, "QLocale", _system_is("fr_CA"))
    assert install_language(qapp, choice) == "fr"
    monkeypatch.setattr(language, "QLocale", _system_is("en_GB"))
    assert install_language(qapp, choice) == ENGLISH


@pytest.fixture
def installed(qapp: QCoreApplication):
    """Takes the translators of a test out of the application that all tests share."""
    before = set(qapp.findChildren(QTranslator))
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.setParent(None)


def _system_is(name: str) -> type[QLocale]:
    class Locale(QLocale):
        @staticmethod
        def system() -> QLocale:
            return QLocale(name)

    return Locale


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls of `tr` below `node`, each with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            function = child.func
            if isinstance(function, ast.Attribute) and function.attr == "tr":
                assert isinstance(function.value, ast.Name)
                assert function.value.id == "self"  # another's tr would be looked for under another class
                yield inside, child
            elif isinstance(function, ast.Name) and function.id == "tr":
                yield inside, child
        yield from _calls(child, inside)


def _places(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{[^}]*\}", text))
