"""What PostgreSQL does by itself: finding "Öffnung" by "öffnung". SQLite knows the case of ASCII letters only."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

WILD = {"%": ".*", "_": "."}


def fold_all_letters(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Have LIKE on this connection pass over the case of all letters, where it is one to SQLite."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, is_like, deterministic=True)


def is_like(pattern: str | None, value: object, escape: str = "") -> bool | None:
    """Say whether a value is like a pattern of LIKE, as SQLite hands them over; None where one of them is NULL."""
    if pattern is None or value is None:
        return None
    return _compiled(str(pattern).lower(), escape).fullmatch(str(value).lower()) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    expression, letters = "", iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            expression += re.escape(next(letters, ""))
        else:
            expression += WILD.get(letter) or re.escape(letter)
    return re.compile(expression, re.DOTALL)
