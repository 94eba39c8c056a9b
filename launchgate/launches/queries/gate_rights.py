"""Whether an action would be refused now, asked by a page with the very checks that the action makes."""

from collections.abc import Callable

from launchgate.core.refusals import Refusal


def refusal_of(check: Callable[..., object], *arguments: object) -> Refusal | None:
    """Return the refusal that a check raises for these arguments, or None when the action may happen."""
    try:
        check(*arguments)
    except Refusal as refusal:
        return refusal
    return None


def allows(check: Callable[..., object], *arguments: object) -> bool:
    """Say whether a check lets the action happen now."""
    return refusal_of(check, *arguments) is None
