"""`kill -9` in the middle of real sessions; `python3 -m benchmarks kills` does it 200 times."""

from itertools import islice

from benchmarks.kills import survivors


def test_sessions_that_are_killed_at_random_moments_go_on_where_they_were() -> None:
    assert [one.problem for one in islice(survivors(seed=7), 3)] == ["", "", ""]
