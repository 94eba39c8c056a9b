"""What a launch file and the internal launch's pack hold of briefings: their words, who has read them, the plan."""

from launchgate.briefings.actions.plan import words_of_plan
from launchgate.briefings.blockers import CHOSEN, shares_of
from launchgate.briefings.models import Briefing, BriefingText, HandOverPlan, Reading, Receipt
from launchgate.briefings.plan_words import SIDES, PlanStep, Stakeholder
from launchgate.briefings.publishing import INTERNAL
from launchgate.briefings.queries.briefings import audience_in_words, finding_of, readings_of, state_of
from launchgate.briefings.queries.customers import GENERAL_FIRST
from launchgate.core.templatetags.launchgate import dated, stamped
from launchgate.launches.export.adding import (
    Line,
    Proven,
    Section,
    fills_gate_pack,
    fills_launch_file,
    stated,
)
from launchgate.launches.models import Gate, Launch

TOLD, READ, PLANNED = "What our own people were told", "Who has read it", "The customers’ hand-over plans"


@fills_launch_file
def briefings_in_file(launch: Launch) -> Section:
    """Put every edition of every briefing into the launch file."""
    return Section(TOLD, _briefings(launch))


@fills_launch_file
def receipts_in_file(launch: Launch) -> Section:
    """Put every acknowledgement into the launch file, under the name by which it was given."""
    receipts = Receipt.objects.filter(reading__briefing__launch=launch)
    along = ("edition", "reading__briefing", "reading__function")
    return Section(READ, [_receipt(row) for row in receipts.select_related(*along).order_by("pk")])


@fills_launch_file
def plan_in_file(launch: Launch) -> Section:
    """Put the latest version of every customer's hand-over plan into the launch file."""
    return Section(PLANNED, _plans(launch))


@fills_gate_pack
def briefings_in_pack(gate: Gate) -> Section:
    """Put the briefings into the pack of the gate with which they are published, with how far they are read."""
    return Section(TOLD, _briefings(gate.launch) if gate.kind == INTERNAL else [])


@fills_gate_pack
def plan_in_pack(gate: Gate) -> Section:
    """Put the customers' hand-over plans into the pack of the gate that asks for it."""
    return Section(PLANNED, _plans(gate.launch) if gate.kind == INTERNAL else [])


def _briefings(launch: Launch) -> list[Line]:
    rows = list(
        Briefing.objects.filter(launch=launch)
        .select_related("edition__author", "waived_by", "launch")
        .prefetch_related("functions", "people", "editions__author")
    )
    readings = readings_of(rows)
    return [line for row in rows for line in _editions(row, readings[row.pk])]


def _editions(briefing: Briefing, readings: list[Reading]) -> list[Line]:
    """Return a line for each edition, the latest first, which says how far the briefing is read."""
    shares = shares_of(briefing, readings)
    editions = sorted(briefing.editions.all(), key=lambda edition: -edition.number)
    lines = [_edition(briefing, edition) for edition in editions]
    state = state_of(briefing, shares)[1]
    so_far = stated(
        ("For", audience_in_words(briefing)),
        ("Published", stamped(briefing.published_at)),
        ("So far", finding_of(briefing, shares) if briefing.is_published else ""),
    )
    return [line._replace(state=state, facts=[*so_far, *line.facts]) for line in lines[:1]] + lines[1:]


def _edition(briefing: Briefing, edition: BriefingText) -> Line:
    subject, kind = f"briefingtext:{edition.pk}", "briefing.corrected" if edition.change else "briefing.written"
    facts = stated(("Written", f"{edition.author}, {stamped(edition.written_at)}"), ("Corrects", edition.change))
    proven = [Proven(subject, kind, "digest", (edition.text,))]
    return Line(f"{briefing.title}, edition {edition.number}", "", edition.text, facts, proven, is_markdown=True)


def _receipt(receipt: Receipt) -> Line:
    reading = receipt.reading
    facts = stated(
        ("Briefing", f"{reading.briefing.title}, edition {receipt.edition.number}"),
        ("For", reading.function.name if reading.function else CHOSEN),
        ("Acknowledged", stamped(receipt.read_at)),
    )
    proven = [Proven(f"receipt:{receipt.pk}", "briefing.acknowledged", "reader", (receipt.printed_name,))]
    return Line(receipt.printed_name, "", "", facts, proven)


def _plans(launch: Launch) -> list[Line]:
    """Return a line for the latest version of each plan, the general one first."""
    plans = HandOverPlan.objects.filter(launch=launch, version__isnull=False)
    return [_plan(plan) for plan in plans.select_related("customer", "version__author").order_by(GENERAL_FIRST)]


def _plan(plan: HandOverPlan) -> Line:
    words, version = words_of_plan(plan), plan.latest
    facts = [("Takes part", _stakeholder(one)) for one in words.stakeholders]
    facts += [(dated(step.on), _step(step)) for step in sorted(words.steps, key=lambda step: (step.on, step.key))]
    facts.append(("Saved", f"{version.author}, {stamped(version.saved_at)}"))
    whose = f"For {plan.customer}" if plan.customer else "For every customer"
    return Line(f"{whose}, version {version.number}", "", words.welcome, facts, [], is_markdown=True)


def _stakeholder(one: Stakeholder) -> str:
    return f"{', '.join(filter(None, [one.name, one.role, one.contact]))} ({SIDES[one.side].lower()})"


def _step(step: PlanStep) -> str:
    return f"{step.what} ({SIDES[step.side].lower()})"
