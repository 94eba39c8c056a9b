"""Rounds over many rows: one that fails holds up no other, and is not hushed up."""

import pytest

from launchgate.core.each import act_on_each


def test_what_comes_after_a_failure_is_done_all_the_same(caplog):
    done = []

    def act(number: int) -> None:
        if number == 2:
            raise ValueError("two")
        done.append(number)

    with pytest.raises(ValueError, match="two"):
        act_on_each([(1,), (2,), (3,)], act)
    assert done == [1, 3]
    assert "act failed for (2,)" in caplog.text


@pytest.mark.parametrize(("result", "counted"), [(None, 0), (False, 0), (True, 1), (3, 3), ("a row", 1)])
def test_only_what_was_done_counts(result, counted):
    assert act_on_each([(1,)], lambda _: result) == counted
