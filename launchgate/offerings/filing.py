"""What a launch file holds of exceptions: what was asked for, what each function said, what was decided until when."""

from launchgate.core.templatetags.launchgate import dated, stamped
from launchgate.launches.export.adding import Line, Proven, Section, fills_launch_file, stated
from launchgate.launches.models import Launch
from launchgate.offerings.actions.asking import proven_words
from launchgate.offerings.actions.voices import proven_words as words_of_statement
from launchgate.offerings.models import ExceptionRequest, Statement, Voice
from launchgate.offerings.queries.exceptions import CHIPS, S, value_of

TITLE = "What was granted outside of the standard offering"


@fills_launch_file
def exceptions_in_file(launch: Launch) -> Section:
    """Put the exceptions of a launch into its file, with every voice."""
    along = ("requester", "decided_by", "offering__edition", "promise__customer")
    rows = ExceptionRequest.objects.filter(launch=launch).select_related(*along).order_by("pk")
    voices = ("voices__function", "voices__statements__person")
    return Section(TITLE, [_line(row) for row in rows.prefetch_related(*voices)])


def _line(row: ExceptionRequest) -> Line:
    proven = [Proven(row.subject, "exception.asked", "words", proven_words(row))]
    facts = stated(
        ("For", row.customer_name),
        ("Value", value_of(row)),
        ("Needed by", dated(row.needed_by) if row.needed_by else ""),
        ("Beyond", row.offering),
        ("Covers", f"the promise to {row.promise.customer}" if row.promise else ""),
        ("Asked", f"{row.requester}, {stamped(row.requested_at)}"),
    )
    for voice in row.voices.all():
        statements = list(voice.statements.all())
        facts += [(voice.function.name, _said(statement)) for statement in statements] or _silent(voice)
        proven += [_proven(statement) for statement in statements]
    if row.decided_by is not None:
        words = row.reason if row.status == S.DECLINED else row.conditions
        kind = "exception.declined" if row.status == S.DECLINED else "exception.approved"
        proven.append(Proven(row.subject, kind, "words", (words,)))
        until = f", until {dated(row.expires_on)}" if row.expires_on else ""
        said = f"{row.decided_by}, {row.get_capacity_display()}, {stamped(row.decided_at)}{until}"
        facts += stated(("Decided", said), ("Why" if row.status == S.DECLINED else "Conditions", words))
    facts += stated(("Ended", stamped(row.ended_at)))
    return Line(f"{row.key} {row.what}", CHIPS[S(row.status)][1], row.why, facts, proven)


def _said(statement: Statement) -> str:
    return f"{statement} ({statement.printed_name}, {statement.get_capacity_display()}, {stamped(statement.given_at)})"


def _silent(voice: Voice) -> list[tuple[str, str]]:
    return stated((voice.function.name, f"Silent, counted on {stamped(voice.silent_at)}" if voice.silent_at else ""))


def _proven(statement: Statement) -> Proven:
    return Proven(f"statement:{statement.pk}", "exception.voiced", "words", words_of_statement(statement))
