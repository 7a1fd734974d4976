"""The printed sheet: a routine on paper, with a picture of every step."""

from voice_guide.sheet.printed import Language, printed

__all__ = ["Language", "printed"]
