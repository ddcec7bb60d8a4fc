"""What the import contracts in pyproject.toml cannot say: no circles, every room a package, a true description."""

import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Module to the modules of the project that it imports, those for its types among them."""
    graph = grimp.build_graph("app", "core", exclude_type_checking_imports=False, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules each of which reaches every other: Tarjan's strongly connected components."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        path.append(module)
        for other in imports[module]:
            if other not in number:
                visit(other)
            if other in path:
                lowest[module] = min(lowest[module], lowest[other])
        if lowest[module] == number[module]:
            start = path.index(module)
            group = sorted(path[start:])
            del path[start:]
            if len(group) > 1:
                found.append(group)

    for module in imports:
        if module not in number:
            visit(module)
    return found


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set()}) == [["a", "b", "c"]]


def test_nothing_imports_in_a_circle(imports):
    assert {"app.shell.studio", "core.upscaling.upscaler"} <= imports.keys()
    assert circles(imports) == []


@pytest.mark.parametrize("package", ["app", "core"])
def test_every_room_is_a_package(package):
    """Tools that look for packages pass by a folder without the file that makes it one."""
    rooms = {file.parent for file in (ROOT / package).rglob("*.py")}
    assert [room for room in sorted(rooms) if not (room / "__init__.py").is_file()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_what_a_page_names_is_there(page):
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"\b(?:app|core|docs|packaging|resources|tests|tools)/[\w./-]*\w", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
