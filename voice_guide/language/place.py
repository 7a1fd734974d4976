"""Where a session is, in a few words."""

from collections.abc import Mapping

from voice_guide.core.view import View


def place(view: View, words: Mapping[str, str]) -> str:
    """The step's number, of how many, and how many of them are left out."""
    text = words["step_left_out"] if view.left_out else words["step"]
    return text.format(number=view.number, of=view.of, left_out=view.left_out)
