"""Elements of SVG; the library that writes them escapes what comes from routine files."""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2000/svg"

Element: TypeAlias = "ET.Element[str]"
Value: TypeAlias = str | float | None


def element(tag: str, children: Iterable[Element] = (), /, **attributes: Value) -> Element:
    """One element; `class_` stands for class, `_` in a name for "-"; None leaves one out."""
    named = {
        name.rstrip("_").replace("_", "-"): _written(value)
        for name, value in attributes.items()
        if value is not None
    }
    made = ET.Element(tag, named)
    made.extend(children)
    return made


def text(tag: str, content: str, /, **attributes: Value) -> Element:
    """An element with words in it."""
    made = element(tag, **attributes)
    made.text = content
    return made


def group(children: Iterable[Element], /, **attributes: Value) -> Element:
    """A `<g>`."""
    return element("g", children, **attributes)


def use(name: str, /, **attributes: Value) -> Element:
    """What has the id `name`, once more."""
    return element("use", href=f"#{name}", **attributes)


def serialised(root: Element) -> str:
    """The text of a whole picture."""
    return ET.tostring(root, encoding="unicode")


def _written(value: str | float) -> str:
    return f"{round(value, 1) + 0.0:g}" if isinstance(value, float) else str(value)
