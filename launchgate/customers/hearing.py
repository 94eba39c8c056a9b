"""Whether customers were heard: of how many kinds there are insights on a launch."""

from launchgate.customers.models import Insight
from launchgate.launches.hooks import blocks_submit
from launchgate.launches.models import Gate
from launchgate.launches.phrases import counted


def kinds_heard(launch_id: int) -> set[str]:
    """Return the kinds of insight that stand on a launch."""
    standing = Insight.objects.filter(launch=launch_id, ended_at=None)
    return set(standing.order_by().values_list("kind", flat=True).distinct())


@blocks_submit
def too_few_kinds(gate: Gate) -> list[str]:
    """Say which kinds of insight a gate still lacks; no statement is needed where it asks for none."""
    if not gate.insight_kinds:
        return []
    heard = kinds_heard(gate.launch_id)
    missing = gate.insight_kinds - len(heard)
    if missing <= 0:
        return []
    others = [str(kind.label).lower() for kind in Insight.Kind if kind.value not in heard]
    there = f"There is one kind so far: {Insight.Kind(next(iter(heard))).label.lower()}." if len(heard) == 1 else ""
    if len(heard) > 1:
        there = f"There are {len(heard)} kinds so far."
    asked = counted(gate.insight_kinds, "kind").lower()
    lead = f"{gate.name} needs insights of {asked} in the customer log."
    return [" ".join(filter(None, [lead, there, _choices(missing, others, has_some=bool(heard))]))]


def _choices(missing: int, others: list[str], *, has_some: bool) -> str:
    names = f"{', '.join(others[:-1])} or {others[-1]}" if len(others) > 1 else others[0]
    if missing == 1:
        return f"Add one of {'another' if has_some else 'any'} kind: {names}."
    return f"Add entries of {missing} kinds: {names}."
