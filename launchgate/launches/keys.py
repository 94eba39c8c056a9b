"""The key of a launch in addresses: L-12."""

import re

KEY = re.compile(r"[Ll]-([1-9][0-9]{0,17})")


def launch_id_of(key: str) -> int | None:
    """Return the id behind a key that somebody typed, or None when it is not one."""
    match = KEY.fullmatch(key.strip())
    return int(match[1]) if match else None


class LaunchKey:
    """Path converter: `L-12` in the address, 12 in the view."""

    regex = "L-[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """Return the id behind the key."""
        return int(value.removeprefix("L-"))

    def to_url(self, value: str | int) -> str:
        """Return the key of an id, or the key itself."""
        return value if isinstance(value, str) else f"L-{value}"
