"""Running check_invariants, and what it prints."""

from io import StringIO

from django.core.management import call_command


def check() -> str:
    """Return what the command prints, with its exit code in front."""
    out, code = StringIO(), 0
    try:
        call_command("check_invariants", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return f"exit {code}\n{out.getvalue()}"


def broken(number: int) -> list[str]:
    """Return the broken things that are printed under an invariant's number."""
    found, current = [], ""
    for line in check().splitlines():
        if line[:1].isdigit():
            current = line.split()[0]
        elif line.strip().startswith("BROKEN") and current == str(number):
            found.append(line.strip().removeprefix("BROKEN "))
    return found
