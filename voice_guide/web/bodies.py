"""The pictures of the body that a page may ask for: those that were shown last."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

from voice_guide.core.picture import BodyPicture

_KEPT = 16

Draw = Callable[[BodyPicture], str]
"""A picture as SVG without a style sheet; ground and motion are the page's classes for it."""


class Bodies:
    """Gives every picture a name, and draws it when it is asked for by that name."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pictures: OrderedDict[str, BodyPicture] = OrderedDict()
        self._drawn: dict[str, str] = {}

    def name(self, picture: BodyPicture) -> str:
        """The name by which this picture can be asked for; the same for the same picture."""
        name = sha256(repr(picture).encode()).hexdigest()[:16]
        self._pictures[name] = picture
        self._pictures.move_to_end(name)
        while len(self._pictures) > _KEPT:
            gone, _ = self._pictures.popitem(last=False)
            self._drawn.pop(gone, None)
        return name

    def svg(self, name: str) -> str | None:
        """The picture; None for a name that was not shown lately."""
        if name not in self._pictures:
            return None
        if name not in self._drawn:
            self._drawn[name] = self._draw(self._pictures[name])
        return self._drawn[name]
