"""News of a launch for its owner, its sponsor and whoever follows it or is mentioned: the words for what was queued.

The launches room queues them as `news.EVENT` with the event's subject (`decision:12`) and `data` = `launch`, `gate`.
News that has been overtaken, or that the reader may no longer see, is dropped. It stands in the inbox at once and in
the next digest; only what speaks to its reader in person is a mail of its own.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import F, Model
from django.urls import reverse

from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.models import Answer, Comment, Decision, Gate, HandOff, Hold, Launch, Revision
from launchgate.launches.phrases import listed, what_ends, why_on_hold
from launchgate.launches.queries.revised import undecided_version
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, Way, renders
from launchgate.people.company import closures_along, closures_beside
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import policy_for
from launchgate.reminders.quiet import wait_of

Telling = Callable[[Launch, Message], Rendered | None]
Row = tuple[str, str]


def tells(event: str, *, in_person: bool = False) -> Callable[[Telling], Telling]:
    """Register the words for an event: a function of the launch, as its reader may see it, and the message.

    What speaks to its reader `in_person` is a mail of its own.
    """

    def register(telling: Telling) -> Telling:
        @renders(f"news.{event}")
        def render_news(message: Message) -> Rendered | NotBefore | None:
            launches = Launch.objects.visible_to(message.person).select_related("version")
            rows = launches.annotate(company_closures=closures_beside())
            launch = rows.filter(pk=message.data["launch"]).first()
            if launch is None:
                return None
            words = telling(launch, message)
            if words is None or not in_person:
                return words and replace(words, way=Way.INBOX)
            return wait_of(message, policy_for(launch.version, tier=launch.tier), closures_along(launch)) or words

        return telling

    return register


@tells("gate.signed")
def gate_signed(launch: Launch, message: Message) -> Rendered | None:
    """Tell who signed a gate and what comes next, while it is still signed."""
    gate = Gate.objects.filter(pk=message.data["gate"], status=Gate.Status.SIGNED).first()
    if gate is None:
        return None
    signers = gate.deciders.filter(decision__kind__in=Decision.SIGNATURES)
    names = list(dict.fromkeys(signers.values_list("decision__printed_name", flat=True)))
    ahead = list(launch.gates.exclude(status__in=Gate.PASSED).values_list("name", flat=True))
    following = f"Still ahead: {listed(ahead)}." if ahead else "Every gate is passed; the launch can go public."
    rows = [("Signed by", listed(names))] if names else []
    lead = f"{gate.name} is signed. {following}"
    return _of_gate(launch, gate, f"{gate.name} of {launch.name} is signed", lead, rows)


@tells("gate.sent_back")
def gate_sent_back(launch: Launch, message: Message) -> Rendered | None:
    """Tell who sent a gate back, to where and why, while somebody still works on it."""
    decision = _decision(message)
    if decision is None or decision.gate.is_passed or launch.status == Launch.Status.STOPPED:
        return None
    to = f" to {decision.back_to.name}" if decision.back_to and decision.back_to_id != decision.gate_id else ""
    headline = f"{decision.gate.name} of {launch.name} was sent back{to}"
    lead = f"{decision.printed_name} sent {decision.gate.name} back{to}."
    return _of_gate(launch, decision.gate, headline, lead, [("Why", decision.reason)])


@tells("gate.overridden")
def gate_overridden(launch: Launch, message: Message) -> Rendered | None:
    """Tell that the sponsor let a gate pass without its signatures, while that is so."""
    decision = _decision(message)
    if decision is None or decision.gate.status != Gate.Status.OVERRIDDEN:
        return None
    headline = f"{decision.gate.name} of {launch.name} was overridden"
    lead = f"{decision.printed_name} let {decision.gate.name} pass without its signatures."
    return _of_gate(launch, decision.gate, headline, lead, [("Why", decision.reason)])


@tells("gate.reopened")
def gate_reopened(launch: Launch, message: Message) -> Rendered | None:
    """Tell who opened a passed gate again and why, while it is not passed again."""
    decision = _decision(message)
    if decision is None or decision.gate.is_passed:
        return None
    headline = f"{decision.gate.name} of {launch.name} was opened again"
    lead = f"{decision.printed_name} opened {decision.gate.name} again. It has to be signed anew."
    return _of_gate(launch, decision.gate, headline, lead, [("Why", decision.reason)])


@tells("launch.held")
def launch_held(launch: Launch, message: Message) -> Rendered | None:
    """Tell who put a launch on hold, why and until when somebody looks again, while the hold lasts."""
    along = ("held_by", "condition__gate", "condition__owner", "condition__function")
    hold = Hold.objects.filter(pk=_id(message, Hold), closed_at=None).select_related(*along).first()
    if hold is None:
        return None
    by = f"{hold.held_by.name} put" if hold.held_by else "A condition that was missed put"
    lead, headline = f"{by} {launch.name} on hold. Its work pauses.", f"{launch.name} is on hold"
    if hold.condition is None:
        rows = [("Why", hold.reason), ("Look again", long_day(hold.look_again_on))]
        return _of_launch(launch, headline, lead, rows)
    rows = [("Why", why_on_hold(hold)), ("What ends it", what_ends(hold, launch))]
    return _of_gate(launch, hold.condition.gate, headline, lead, rows)


@tells("launch.resumed")
def launch_resumed(launch: Launch, message: Message) -> Rendered | None:
    """Tell that a held launch goes on, while it does."""
    if launch.status != Launch.Status.ACTIVE:
        return None
    lead = f"The hold is over. The launch is planned for {long_day(launch.target_date)}."
    return _of_launch(launch, f"{launch.name} goes on", lead)


@tells("launch.went_live")
def launch_went_live(launch: Launch, message: Message) -> Rendered | None:
    """Tell that a launch is public."""
    if launch.live_at is None:
        return None
    lead = f"Every gate was passed, and {launch.name} went public on {long_day(launch.live_at)}."
    return _of_launch(launch, f"{launch.name} is public", lead)


@tells("launch.stopped")
def launch_stopped(launch: Launch, message: Message) -> Rendered | None:
    """Tell that a launch was stopped, and why."""
    lead = f"{launch.name} will not go on. Nobody is asked for anything on it any more."
    return _of_launch(launch, f"{launch.name} was stopped", lead, [("Why", launch.stop_reason)])


@tells("playbook.published")
def playbook_published(launch: Launch, message: Message) -> Rendered | None:
    """Offer a newer playbook version, while the launch neither follows it nor has left it."""
    version = undecided_version(launch) if launch.status in Launch.RUNNING else None
    if version is None or version.pk != _id(message, Version):
        return None
    headline = f"{launch.name}: version {version.number} of its playbook is published"
    goes_on = f"{launch.name} goes on with version {launch.version.number}."
    lead = f"{goes_on} See what the new one would change, and take it or leave it."
    return _of_playbook(launch, headline, lead, [("What changed", version.note)])


@tells("revision.left")
def tier_left(launch: Launch, message: Message) -> Rendered | None:
    """Tell who proposed a tier that it was left, and why."""
    revision = _revision(message, Revision.Status.LEFT)
    if revision is None or revision.decided_by is None:
        return None
    headline = f"{launch.name} keeps tier {revision.from_tier}"
    lead = f"{revision.decided_by.name} left tier {revision.tier}, which you proposed."
    return _of_playbook(launch, headline, lead, [("Why", revision.answer)])


@tells("launch.revised")
def launch_revised(launch: Launch, message: Message) -> Rendered | None:
    """Tell that a launch follows another playbook version or tier, while it does."""
    revision = _revision(message, Revision.Status.TAKEN)
    if revision is None or revision.decided_by is None:
        return None
    if (revision.version_id, revision.tier) != (launch.version_id, launch.tier):
        return None
    what = f"is of tier {revision.tier} now"
    if not revision.is_of_tier:
        what = f"follows version {revision.version.number} of its playbook now"
    lead = f"{revision.decided_by.name} decided so. Whoever has to look again is asked."
    return _of_playbook(launch, f"{launch.name} {what}", lead, [("Why", revision.reason)])


@tells("comment.mentioned", in_person=True)
def comment_mentioned(launch: Launch, message: Message) -> Rendered | None:
    """Show a comment to a person whom it mentions."""
    comment = Comment.objects.filter(pk=_id(message, Comment)).select_related("author", "gate").first()
    if comment is None:
        return None
    headline = f"{comment.author.name} mentioned you on {comment.gate.name} of {launch.name}"
    lead = f"{comment.author.name} wrote a comment and named you in it."
    return _of_gate(launch, comment.gate, headline, lead, [("Comment", comment.text)])


@tells("answer.reworded")
def answer_reworded(launch: Launch, message: Message) -> Rendered | None:
    """Show a new wording to those whose signatures it leaves standing, while it is the present one."""
    present = Answer.objects.filter(pk=_id(message, Answer), is_wording=True, item__answer=F("pk"))
    new = present.select_related("item__gate", "author").first()
    if new is None:
        return None
    gate, item = new.item.gate, new.item
    before = item.versions.filter(number__lt=new.number).order_by("-number").first()
    headline = f"{gate.name} of {launch.name}: {new.author.name} changed the wording of an answer you signed"
    lead = "Your signature stands. If the new wording means something else, say so beside it on the gate."
    rows = [("Question", item.text), ("Before", str(before.value or "") if before else ""), ("Now", str(new.value))]
    return _of_gate(launch, gate, headline, lead, rows)


@tells("hand_off.bounced_thrice")
def hand_off_bounced_thrice(launch: Launch, message: Message) -> Rendered | None:
    """Tell the sponsor of a hand-off that came back three times, while it is not accepted."""
    hand_off = (
        HandOff.objects.filter(pk=_id(message, HandOff))
        .exclude(status=HandOff.Status.ACCEPTED)
        .select_related("from_gate", "to_gate", "function", "giver")
        .first()
    )
    if hand_off is None:
        return None
    giver, function = hand_off.giver.name, hand_off.function.name
    headline = f"{hand_off.to_gate.name} of {launch.name}: a hand-off came back three times"
    lead = f"{function} asked {giver} a third question before accepting. It may help if you bring them together."
    questions = hand_off.notes.filter(is_question=True).values_list("text", flat=True)
    return _of_gate(launch, hand_off.to_gate, headline, lead, [("The questions", "\n".join(questions))])


def _id(message: Message, model: type[Model]) -> int:
    return int(message.subject.removeprefix(f"{model._meta.model_name}:"))


def _decision(message: Message) -> Decision | None:
    return Decision.objects.filter(pk=_id(message, Decision)).select_related("gate__launch", "back_to").first()


def _revision(message: Message, status: str) -> Revision | None:
    rows = Revision.objects.filter(pk=_id(message, Revision), status=status)
    return rows.select_related("version", "proposed_by", "decided_by").first()


def _of_playbook(launch: Launch, headline: str, lead: str, rows: list[Row]) -> Rendered:
    path = reverse("launches:playbook", args=[launch.key])
    return rendered(launch, headline, lead, rows, path=path, button="See what changes")


def _of_gate(launch: Launch, gate: Gate, headline: str, lead: str, rows: list[Row]) -> Rendered:
    return rendered(launch, headline, lead, rows, path=gate.get_absolute_url(), button="See the gate")


def _of_launch(launch: Launch, headline: str, lead: str, rows: list[Row] | None = None) -> Rendered:
    return rendered(launch, headline, lead, rows or [], path=launch.get_absolute_url(), button="See the launch")


def rendered(launch: Launch, headline: str, lead: str, rows: list[Row], *, path: str, button: str) -> Rendered:
    """Return a piece of news of a launch; rows without a text are left out."""
    return Rendered(
        subject=headline,
        lead=lead,
        path=path,
        rows=[(label, text) for label, text in rows if text],
        button=button,
        foot=f"You own, sponsor or follow {launch.name}, or were mentioned on it.",
        context={"eyebrow": "News"},
    )
