"""What the guide says apart from the routine, as templates filled with values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voice_guide.core.body import Area
from voice_guide.core.picture import Ways
from voice_guide.core.units import Seconds


class Reply(StrEnum):
    """The keys of a language's replies.yaml; a test keeps the two alike."""

    WELCOME = "welcome"
    REHEARSING = "rehearsing"
    TRIAL = "trial"
    TRIAL_TIME = "trial_time"
    TRIAL_SLOWEST = "trial_slowest"
    TRIAL_FASTEST = "trial_fastest"
    TRIAL_CLOSE = "trial_close"
    NOT_MEDICAL = "not_medical"
    EQUIPMENT = "equipment"
    BEGIN_GUIDED = "begin_guided"
    BEGIN_MINE = "begin_mine"
    SCREENING_INTRO = "screening_intro"
    SCREENING_OVER = "screening_over"
    SCREENING_SKIPPED = "screening_skipped"
    REALLY_YES = "really_yes"
    CLINICIAN_AGREED = "clinician_agreed"
    NO_MASSAGE = "no_massage"
    WHERE = "where"
    WHERE_ELSE = "where_else"
    UNSURE_IS_YES = "unsure_is_yes"
    CHANGE_SIDES = "change_sides"
    KEEP_OFF = "keep_off"
    KEEP_LIGHT = "keep_light"
    A_LITTLE_FIRMER = "a_little_firmer"
    VERY_GENTLE = "very_gentle"
    COUNT = "count"
    REST = "rest"
    NEXT_SET = "next_set"
    HALFWAY = "halfway"
    NEARLY = "nearly"
    CHECK_PRESSURE = "check_pressure"
    CHECK_HEAT = "check_heat"
    CHECK_SELF = "check_self"
    GOOD = "good"
    NOT_GOOD = "not_good"
    EASED = "eased"
    LIGHTEST = "lightest"
    FIRMER = "firmer"
    FIRMEST = "firmest"
    STAYING_GENTLE = "staying_gentle"
    LIMITED = "limited"
    NO_PRESSURE = "no_pressure"
    NO_FIRMER = "no_firmer"
    TOO_HOT = "too_hot"
    PAIN_ONE = "pain_one"
    PAIN_MANY = "pain_many"
    PAIN_NOWHERE = "pain_nowhere"
    PAIN_AGAIN = "pain_again"
    LEFT_OUT = "left_out"
    GENTLE_THERE = "gentle_there"
    STOPPED = "stopped"
    PAUSED = "paused"
    STILL_PAUSED = "still_paused"
    RESUMED = "resumed"
    RESUMED_HOLD = "resumed_hold"
    TAKE_YOUR_TIME = "take_your_time"
    FIRST_STEP = "first_step"
    NO_SIDES = "no_sides"
    NO_SUCH_STEP = "no_such_step"
    STEP_LEFT_OUT = "step_left_out"
    MORE_TIME = "more_time"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    AS_FAR_AS_IT_GOES = "as_far_as_it_goes"
    SHORTER = "shorter"
    MORE_DETAIL = "more_detail"
    STROKE_CUE = "stroke_cue"
    BREATHING_CUE = "breathing_cue"
    NO_CUE = "no_cue"
    NEXT_IS = "next_is"
    NEXT_IS_OTHER_SIDE = "next_is_other_side"
    NOTHING_NEXT = "nothing_next"
    HERE = "here"
    HERE_SIDE = "here_side"
    HERE_LEFT_OUT = "here_left_out"
    NOT_BEGUN = "not_begun"
    CLOSING_NOW = "closing_now"
    LEFT_STEP = "left_step"
    TIME_ENOUGH = "time_enough"
    FITTED = "fitted"
    FITTED_AT_LEAST = "fitted_at_least"
    FITTED_WITHOUT = "fitted_without"
    LEFT_SESSION = "left_session"
    CAN_SAY = "can_say"
    NO_WHY = "no_why"
    UNKNOWN_TECHNIQUE = "unknown_technique"
    UNDONE = "undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOT_LISTENING = "not_listening"
    LISTENING = "listening"
    CONFIRM_FINISH = "confirm_finish"
    CONFIRM_RESTART = "confirm_restart"
    CONFIRM_SKIP_SCREENING = "confirm_skip_screening"
    CONFIRM_CHANGE_ROUTINE = "confirm_change_routine"
    CONFIRM_FORGET = "confirm_forget"
    CARRYING_ON = "carrying_on"
    SUMMARY = "summary"
    SUMMARY_LEFT_OUT = "summary_left_out"
    NOTHING_LEFT = "nothing_left"
    AFTERCARE = "aftercare"
    GOODBYE = "goodbye"
    GOODBYE_EARLY = "goodbye_early"
    REHEARSED = "rehearsed"
    PART_FAILED = "part_failed"
    GREETING = "greeting"
    OFFER = "offer"
    CHOOSE_HOW = "choose_how"
    CHOSEN = "chosen"
    NOT_A_ROUTINE = "not_a_routine"
    NOBODY_CHOSE = "nobody_chose"
    RECEIVER_NEW = "receiver_new"
    RECEIVER_AWAY = "receiver_away"
    RECEIVER_AGAIN = "receiver_again"
    RECEIVER_OUT = "receiver_out"
    RECEIVER_GENTLE = "receiver_gentle"
    RECEIVER_LIGHTER = "receiver_lighter"
    RECEIVER_FIRMER = "receiver_firmer"
    NO_RECEIVER = "no_receiver"
    FORGOTTEN = "forgotten"
    AT_PRESSURE = "at_pressure"
    RESUME_OFFER = "resume_offer"
    RESUME_STEP = "resume_step"
    RESUME_SIDE = "resume_side"
    RESUME_LEFT = "resume_left"
    RESUME_QUESTIONS = "resume_questions"
    RESUME_BEGINNING = "resume_beginning"
    RESUME_CLOSING = "resume_closing"
    FADING = "fading"
    FADING_DONE = "fading_done"
    FADING_ANOTHER = "fading_another"
    FADING_NOTHING = "fading_nothing"
    FADING_OVER = "fading_over"
    FADING_ASKED = "fading_asked"
    CUE_SIDE = "cue_side"
    CUE_TIMES = "cue_times"
    CUE_SETS = "cue_sets"
    CUE_PRESSURE = "cue_pressure"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    replies: Mapping[str, str]
    """Templates in the style of str.format, by Reply value."""
    exchange: tuple[tuple[str, str], ...] = ()
    """What is exchanged for the other side."""
    ways: Ways = field(default_factory=dict)
    """The words that tell where a stroke goes."""
    sides: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[Area, str] = field(default_factory=dict)
    """"the shoulders", by area."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """What can be lost: "microphone" -> a whole sentence on what is missing and what to do."""
    back: Mapping[str, str] = field(default_factory=dict)
    """What can come back, likewise."""
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What can be said, by phase."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What answers "screening", "where", "confirming" and "pain", beside the areas."""
    units: Mapping[str, str] = field(default_factory=dict)
    """"second", "seconds", "minute", "minutes", "step", "steps", "and", "or"."""
    small: frozenset[str] = frozenset()
    """Words that tell nothing by themselves, and the cues: they are never hidden."""

    def say(self, reply: Reply, **values: object) -> str:
        """Fill a reply's template."""
        return self.replies[reply.value].format_map(values)

    def missing(self, part: str) -> str:
        """What is said of a part that is lost; empty where reading it on the screen is enough."""
        known = self.parts.get(part)
        return self.say(Reply.PART_FAILED, part=part) if known is None else known

    def duration(self, seconds: Seconds) -> str:
        """In words short enough to be heard in passing: "1 minute 20 seconds"."""
        whole = max(0, round(seconds))
        if whole >= 600:
            whole = 60 * round(seconds / 60)
        elif whole > 15:
            whole = 5 * round(whole / 5)
        minutes, rest = divmod(whole, 60)
        parts = [self.counted(n, unit) for n, unit in ((minutes, "minute"), (rest, "second")) if n]
        return " ".join(parts) or self.counted(0, "second")

    def counted(self, number: int, unit: str) -> str:
        """In words: "1 step", "9 steps"; `unit` is the key of the singular."""
        return f"{number} {self.units[unit if number == 1 else unit + 's']}"

    def listed(self, items: tuple[str, ...], join: str = "and") -> str:
        """Join as in: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.units[join]} {items[-1]}"

    def area_list(self, areas: tuple[Area, ...], join: str = "and") -> str:
        return self.listed(tuple(self.areas[area] for area in areas), join)
