"""One sentence for each kind of event of this room; the actor's name stands before it."""

from launchgate.launches.phrases import counted
from launchgate.launches.telling import GONE, Fact, Lookup, Told, brings_along, follows_told, tells

brings_along("briefingtext", "briefing")
brings_along("receipt", "reading__briefing", "edition")
brings_along("readerquestion", "reading__briefing")
brings_along("planversion", "plan__customer")


@tells("briefing.written")
def _written(fact: Fact, rows: Lookup) -> Told:
    edition, number = rows.subject(fact), fact["data"]["edition"]
    what = "wrote the briefing" if number == 1 else f"wrote edition {number} of the briefing"
    return Told("pen", f"{what} {_title(edition)}")


@tells("briefing.dropped")
def _dropped(fact: Fact, rows: Lookup) -> Told:
    briefing = rows.subject(fact)
    return Told("trash", f"dropped the briefing “{briefing}”" if briefing else "dropped a briefing")


@tells("briefing.published")
def _published(fact: Fact, rows: Lookup) -> Told:
    briefing = rows.subject(fact)
    return Told("internal", f"published the briefing “{briefing}”" if briefing else "published a briefing")


@tells("briefing.corrected")
def _corrected(fact: Fact, rows: Lookup) -> Told:
    edition, data = rows.subject(fact), fact["data"]
    again = f"; {counted(len(data['readers']), 'reader').lower()} read it again" if data["material"] else ""
    words = f"corrected the briefing {_title(edition)}{again}"
    return Told("changed" if data["material"] else "pen", words, edition.change if edition else GONE)


@tells("briefing.acknowledged")
def _acknowledged(fact: Fact, rows: Lookup) -> Told:
    receipt = rows.subject(fact)
    title = f"“{receipt.reading.briefing}”" if receipt else "a briefing"
    printed = f"{receipt.printed_name}, edition {fact['data']['edition']}" if receipt else ""
    return Told("check", f"has read {title}", signed=printed)


@tells("briefing.asked")
def _asked(fact: Fact, rows: Lookup) -> Told:
    question = rows.subject(fact)
    about = f" about “{question.reading.briefing}”" if question else ""
    return Told("question", f"asked a question{about}", question.text if question else GONE)


@tells("briefing.answered")
def _answered(fact: Fact, rows: Lookup) -> Told:
    question = rows.subject(fact)
    about = f" about “{question.reading.briefing}”" if question else ""
    return Told("comment", f"answered a reader’s question{about}", question.answer if question else GONE)


@tells("briefing.nudged")
def _nudged(fact: Fact, rows: Lookup) -> Told:
    briefing, readers = rows.subject(fact), counted(len(fact["data"]["readers"]), "reader").lower()
    return Told("bell", f"asked {readers} of “{briefing}” again" if briefing else f"asked {readers} again")


@tells("briefing.waived")
def _waived(fact: Fact, rows: Lookup) -> Told:
    briefing, data = rows.subject(fact), fact["data"]
    what = f"waived the lock of “{briefing}”" if briefing else "waived a lock"
    read = f", read by {data['read']} of {data['counted']} where {data['share']} % were asked for"
    return Told("overridden", what + read, briefing.waive_reason if briefing else GONE)


@tells("briefing.readers_moved")
def _readers_moved(fact: Fact, rows: Lookup) -> Told:
    out, back = len(fact["data"]["out"]), len(fact["data"]["back_in"])
    said = [f"took {counted(out, 'reader').lower()} out of the count"] if out else []
    said += [f"took {counted(back, 'reader').lower()} who came back into the count"] if back else []
    return Told("people", " and ".join(said))


@tells("plan.saved")
def _planned(fact: Fact, rows: Lookup) -> Told:
    number = fact["data"]["number"]
    what = _plan(fact, rows)
    return Told("handoff", f"wrote {what}" if number == 1 else f"changed {what}, version {number}")


@tells("plan.step_done")
def _step_done(fact: Fact, rows: Lookup) -> Told:
    return Told("check", f"did a step of {_plan(fact, rows)}{_step(fact, rows)}")


@tells("plan.step_undone")
def _step_undone(fact: Fact, rows: Lookup) -> Told:
    return Told("open", f"took back that a step of {_plan(fact, rows)} is done{_step(fact, rows)}")


@follows_told("briefings")
def _followed(fact: Fact) -> str:
    briefings = fact["data"]["briefings"]
    readers = sum(count for *_, count in briefings)
    what = "The briefing is" if len(briefings) == 1 else f"{counted(len(briefings), 'briefing')} are"
    return f"{what} published to {readers:,} reader{'' if readers == 1 else 's'}."


def _plan(fact: Fact, rows: Lookup) -> str:
    version = rows.subject(fact)
    customer = version.plan.customer if version else None
    return f"the hand-over plan for {customer}" if customer else "the customer’s hand-over plan"


def _step(fact: Fact, rows: Lookup) -> str:
    version = rows.subject(fact)
    steps = version.content.get("steps", ()) if version else ()
    return next((f": {step['what']}" for step in steps if step["key"] == fact["data"]["step"]), "")


def _title(edition: object) -> str:
    return f"“{edition.briefing.title}”" if edition is not None else "that is gone"  # type: ignore[attr-defined]
