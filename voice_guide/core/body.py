"""The areas of the body that a routine can name."""

from enum import StrEnum


class Area(StrEnum):
    """A place a step touches; pressure and pain are remembered by area."""

    HEAD = "head"
    BASE_OF_HEAD = "base_of_head"
    NECK = "neck"
    SHOULDERS = "shoulders"
    SHOULDER_BLADES = "shoulder_blades"
    BETWEEN_SHOULDER_BLADES = "between_shoulder_blades"
    UPPER_ARMS = "upper_arms"
    ARMS = "arms"
    HANDS = "hands"
    CHEST = "chest"
    UPPER_BACK = "upper_back"
    MID_BACK = "mid_back"
    LOWER_BACK = "lower_back"
    SIDES_OF_BACK = "sides_of_back"
    HIPS = "hips"
    BUTTOCKS = "buttocks"
    LEGS = "legs"
