"""The page as one of the session's screens."""

from collections.abc import Callable
from dataclasses import replace

from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.web.board import Board


class PageScreen:
    """A Screen that puts what there is to see on the board; `now` tells session time.

    `under_way` is called when the guide begins to speak: what takes long may begin then.
    """

    def __init__(
        self, board: Board, now: Callable[[], Seconds], under_way: Callable[[], None]
    ) -> None:
        self._board = board
        self._now = now
        self._under_way = under_way

    def show(self, view: View) -> None:
        now = self._now()
        self._board.change(lambda seen: replace(seen, view=view, at=now))

    def said(self, text: str) -> None:
        self._under_way()
        self._board.change(lambda seen: replace(seen, said=text))

    def heard(self, text: str) -> None:
        self._board.change(lambda seen: replace(seen, heard=text, notice=""))

    def notice(self, text: str) -> None:
        self._board.change(lambda seen: replace(seen, notice=text))

    def close(self) -> None:
        self._board.close()
