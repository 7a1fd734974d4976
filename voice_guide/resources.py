"""Files that come with the product: routines and the small speech model."""

from pathlib import Path

from voice_guide.errors import MissingPartError

_PACKAGE = Path(__file__).resolve().parent


def shipped(relative: str) -> Path:
    """The file or folder in an installed package, or in the checkout it runs from.

    Raise MissingPartError when it is in neither.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / relative).exists():
            return root / relative
    raise MissingPartError(
        f"{relative} is missing from {_PACKAGE.parent}", hint="Install voice_guide again."
    )
