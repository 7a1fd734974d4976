"""Draws the pictures of the body in docs/pictures anew: `python -m tests.bodymap.keep_pictures`."""

from pathlib import Path

from tests.bodymap.pictures import drawn
from voice_guide.bodymap import Look, Theme
from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture, Movement, Way
from voice_guide.core.routine import Side
from voice_guide.core.techniques import Tool

TARGET = Path(__file__).parents[2] / "docs" / "pictures"

BACK = (Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK)
WARM = (Area.SHOULDERS, Area.HIPS, Area.UPPER_BACK, Area.MID_BACK)

PICTURES = {
    "body-long-stroke": BodyPicture(
        (*BACK, Area.HIPS, Area.SIDES_OF_BACK, Area.SHOULDERS),
        movements=(Movement("glide", (Way.DOWN, Way.ROUND, Way.UP)),),
        pressure=2,
    ),
    "body-kneading": BodyPicture(
        (Area.SHOULDERS, Area.UPPER_BACK, Area.MID_BACK),
        Side.LEFT,
        (Movement("knead", (Way.OUT,)),),
        3,
        kept_out=(Area.NECK, Area.LOWER_BACK),
    ),
    "body-thumb-walk": BodyPicture(
        (Area.SHOULDERS, Area.UPPER_BACK, Area.BETWEEN_SHOULDER_BLADES),
        movements=(Movement("press", (Way.IN,)), Movement("crawl", (Way.OUT,))),
        pressure=4,
    ),
    "body-stones": BodyPicture(WARM, movements=(Movement("place"),), tool=Tool.STONES, heat=True),
}


def main() -> None:
    for name, picture in PICTURES.items():
        for theme in Theme:
            look = Look(theme)
            svg = drawn(picture, look, prefix=name)
            (TARGET / f"{name}-{theme}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
