"""LIKE on SQLite, which has to find what PostgreSQL finds."""

import pytest
from django.db import connection

from launchgate.core.sqlite import is_like


@pytest.mark.parametrize(
    ("pattern", "value", "escape", "expected"),
    [
        ("%öffnung%", "Öffnungszeiten", "", True),
        ("ab_", "ABÇ", "", True),
        ("ab_", "abcd", "", False),
        (r"100\%%", "100% more", "\\", True),
        (r"100\%%", "1000 more", "\\", False),
        ("%a.c%", "abc", "", False),
        ("%b%", "a\nb", "", True),
        ("%1%", 21, "", True),
        (None, "a", "", None),
        ("a", None, "", None),
    ],
)
def test_a_value_is_like_a_pattern(pattern, value, escape, expected):
    assert is_like(pattern, value, escape) is expected


@pytest.mark.both
@pytest.mark.django_db
def test_a_search_passes_over_the_case_of_all_letters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 WHERE UPPER(%s) LIKE UPPER(%s)", ["Öffnungszeiten", "%öffnung%"])
        assert cursor.fetchone() == (1,)
