"""The body map: a step's picture as SVG, from values alone."""

from voice_guide.bodymap.caption import Caption, caption
from voice_guide.bodymap.drawing import Look, draw
from voice_guide.bodymap.theme import KNOWN_COLOURS, Theme, stylesheet

__all__ = ["KNOWN_COLOURS", "Caption", "Look", "Theme", "caption", "draw", "stylesheet"]
