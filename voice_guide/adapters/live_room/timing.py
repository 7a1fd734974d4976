"""How long the live room waits for what."""

from voice_guide.core.units import Seconds

LOOK_ROUND: Seconds = 0.2
"""How often we look whether a device died or everybody has gone."""

REOPEN: Seconds = 3.0
"""How long a part that died is left alone before it is tried again."""

EARS_TRIED = 3
"""Times in a row that ears may fail before they are left alone for good."""

PATIENCE: Seconds = 30.0
"""How long we wait for a microphone that died before we take the room for deserted."""

GOODBYE: Seconds = 3.0
"""What is still being said or chimed at the end may take so long."""

LAST_SAMPLES: Seconds = 0.1
"""What the mouth gave last is on its way to the loudspeaker for so long, rather less."""

TURN: Seconds = 0.001
"""Python lets a thread that calculates go on for so long while others wait: the sound threads have
10 ms for a block, and take several turns for one."""

JOIN: Seconds = 5.0
"""A device's driver that hangs while closing is left behind after so long."""
