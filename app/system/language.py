"""The window's language: the one that was chosen, else the first of the system's that is spoken here, else English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.system.folders import resources

AS_SYSTEM = "system"
ENGLISH = "en"  # what the program is written in
LANGUAGES = {
    ENGLISH: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "zh_CN": "简体中文",
}


def install_language(app: QCoreApplication, choice: str) -> str:
    """Let Qt speak the language `choice`, a key of LANGUAGES; all else is taken as AS_SYSTEM.

    Gives the language that is spoken. What has been shown before keeps its words, so this comes before the window.
    """
    language = language_of(choice)
    if language != ENGLISH:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)  # buttons of Qt's own dialogs
        for name, folder in ((f"qtbase_{language}", qt), (f"studio_{language}", translations())):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
    return language


def language_of(choice: str) -> str:
    """The language that `choice` means on this system."""
    return choice if choice in LANGUAGES else spoken(QLocale.system().uiLanguages())


def present_language() -> str:
    """What has been installed: the language that the window speaks until it is started anew."""
    app = QCoreApplication.instance()
    loaded = [] if app is None else app.findChildren(QTranslator)
    files = {Path(translator.filePath()).stem for translator in loaded}
    return next((code for code in LANGUAGES if f"studio_{code}" in files), ENGLISH)


def spoken(wanted: Sequence[str]) -> str:
    """The first of the languages in `wanted` ("de-AT", "zh-Hans-CN") that the program has.

    Qt's own search by locale passes English over, as it needs no file: who reads English and then French would get
    French.
    """
    for name in wanted:
        locale = QLocale(name)
        for code in LANGUAGES:
            ours = QLocale(code)
            if (locale.language(), locale.script()) == (ours.language(), ours.script()):
                return code
    return ENGLISH


def translations() -> str:
    """The folder with studio_de.ts, which translators work on, and studio_de.qm, made of it, for each language."""
    return str(resources() / "translations")
