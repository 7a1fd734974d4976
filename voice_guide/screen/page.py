"""What is seen at one moment, and what it is drawn on."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.screen import palette
from voice_guide.screen.letters import clean, spelt
from voice_guide.screen.marks import Marks

_COLUMN = 110
"""Lines longer than this are hard to follow."""
_MARGINS_FROM = 50
_TALL = 18
_VERY_TALL = 30


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything there is to see at one moment."""

    view: View
    left: Seconds | None
    """What is left now of the time that `view` told of."""
    said: str = ""
    heard: str = ""
    notice: str = ""
    page: str = ""
    """Where the page for browsers is."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the scene is drawn on."""

    width: int
    height: int
    words: Mapping[str, str]
    marks: Marks
    encoding: str | None = "utf-8"
    typing: bool = True
    """Commands can be typed as well."""

    @property
    def tall(self) -> bool:
        """There is room for large digits and for air around what matters most."""
        return self.height >= _TALL

    @property
    def very_tall(self) -> bool:
        """There is room for a large title as well."""
        return self.height >= _VERY_TALL

    @property
    def column(self) -> int:
        """How many columns are written on."""
        margins = 4 if self.width >= _MARGINS_FROM else 0
        return max(1, min(self.width - margins, _COLUMN))

    def text(self, text: str, style: Style = palette.GROUND) -> Text:
        return Text(spelt(clean(text), self.encoding), style=style)

    def label(self, key: str, style: Style = palette.GROUND, **values: object) -> Text:
        return self.text(self.words[key].format(**values), style)
