"""The list of tools names each of them."""

from pathlib import Path

TOOLS = Path(__file__).parents[2] / "tools"


def test_every_tool_is_in_the_list() -> None:
    text = (TOOLS / "README.md").read_text("utf-8")
    tools = [p.name for p in TOOLS.glob("*.py")]
    tools += [f"{p.name}/" for p in TOOLS.iterdir() if p.is_dir() and any(p.glob("*.py"))]
    assert tools
    assert [name for name in tools if f"`{name}`" not in text] == []
