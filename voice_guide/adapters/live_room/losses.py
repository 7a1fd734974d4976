"""Tells each loss of a part once, and each return, over all the sessions in a room."""

from voice_guide.adapters.live_room.parts import Post
from voice_guide.core.messages import PartBack, PartFailed
from voice_guide.ports import Report


class Losses:
    """Passes reports on: not the loss of what is lost, nor the return of what was never lost."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._lost: set[str] = set()

    def post(self, report: Report) -> None:
        """From any thread; of one part, from one at a time."""
        match report:
            case PartFailed(part):
                if part in self._lost:
                    return
                self._lost.add(part)
            case PartBack(part):
                if part not in self._lost:
                    return
                self._lost.discard(part)
            case _:
                pass
        self._post(report)
