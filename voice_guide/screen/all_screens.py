"""Several screens as one."""

from dataclasses import dataclass

from voice_guide.core.view import View
from voice_guide.ports import Screen


@dataclass(frozen=True, slots=True)
class AllScreens:
    """A Screen that shows everything on each of several."""

    screens: tuple[Screen, ...]

    def show(self, view: View) -> None:
        for screen in self.screens:
            screen.show(view)

    def said(self, text: str) -> None:
        for screen in self.screens:
            screen.said(text)

    def heard(self, text: str) -> None:
        for screen in self.screens:
            screen.heard(text)

    def notice(self, text: str) -> None:
        for screen in self.screens:
            screen.notice(text)

    def close(self) -> None:
        for screen in self.screens:
            screen.close()
