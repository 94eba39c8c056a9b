"""What stands in the database about one launch, to tell whether an action changed it, and which verbs may."""

from typing import Any

from django.db.models import QuerySet

from launchgate.briefings.models import (
    Briefing,
    BriefingText,
    HandOverPlan,
    PlanVersion,
    ReaderQuestion,
    Reading,
    StepDone,
)
from launchgate.customers.models import Insight, Promise, Question
from launchgate.launches.models import (
    Answer,
    Condition,
    Decider,
    Decision,
    Gate,
    HandOff,
    Item,
    Launch,
    PassedOn,
    Rest,
    Revision,
    Turn,
    TurnQuestion,
)
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.reviews.models import Contribution, Fit, Lesson, Outcome, Review, Target, TargetValue

# By which verb of the gates an event changes them.
VERB_OF = {
    "answer.given": "answer",
    "answer.emptied": "answer",
    "answer.not_applicable": "answer",
    "answer.applicable": "answer",
    "answer.reworded": "answer",
    "evidence.added": "answer",
    "gate.submitted": "submit",
    "gate.taken_back": "take_back",
    "gate.approved": "approve",
    "gate.approved_with_conditions": "approve",
    "gate.sent_back": "send_back",
    "gate.not_applicable": "not_applicable",
    "gate.reopened": "reopen",
    "gate.overridden": "override",
    "signature.withdrawn": "withdraw",
    "launch.handed_over": "hand_over",
    "launch.revised": "revise",
}


def state_of(launch_id: int) -> list[Any]:
    """Return what an action may change, to tell whether it did."""
    launch = Launch.objects.filter(pk=launch_id)
    of_gate = {"gate__launch": launch_id}
    return [
        list(
            launch.values(
                "name",
                "status",
                "target_date",
                "owner",
                "sponsor",
                "next_planned_for",
                "chain_head",
                "version",
                "tier",
            )
        ),
        list(Gate.objects.filter(launch=launch_id).order_by("pk").values_list("pk", "status", "submission")),
        list(Decider.objects.filter(**of_gate).order_by("pk").values_list("pk", "decision", "is_through")),
        list(
            Item.every.filter(**of_gate)
            .order_by("pk")
            .values_list("pk", "answer", "meaning", "evidence_count", "removed_at", "text", "is_required")
        ),
        list(Condition.objects.filter(**of_gate).order_by("pk").values_list("pk", "status")),
        list(HandOff.objects.filter(to_gate__launch=launch_id).order_by("pk").values_list("pk", "status")),
        Decision.objects.filter(**of_gate).count(),
        list(Revision.objects.filter(launch=launch_id).order_by("pk").values_list("pk", "status")),
        Answer.objects.filter(item__gate__launch=launch_id).count(),
        sorted(
            Turn.objects.filter(launch=launch_id, closed_at=None).values_list(
                "slot", "paused_at", "rests_until", "delay_days", "passed_on"
            )
        ),
        list(ExceptionRequest.objects.filter(launch=launch_id).order_by("pk").values_list("pk", "status")),
        *(list(rows.order_by("pk").values()) for rows in rows_of_later_rooms(launch_id)),
        Statement.objects.filter(voice__exception__launch=launch_id).count(),
        Rest.objects.filter(turn__launch=launch_id).count(),
        PassedOn.objects.filter(turn__launch=launch_id).count(),
        TurnQuestion.objects.filter(turn__launch=launch_id).count(),
    ]


def rows_of_later_rooms(launch_id: int) -> list[QuerySet]:
    """Return what hangs on the launch in the rooms of customers, briefings and reviews."""
    of_launch = [Insight, Promise, Question, Briefing, HandOverPlan, Review, Target, Lesson, Fit]
    of_briefing = [BriefingText, Reading]
    of_review = [Contribution, TargetValue, Outcome]
    return [
        *(model.objects.filter(launch=launch_id) for model in of_launch),
        *(model.objects.filter(briefing__launch=launch_id) for model in of_briefing),
        *(model.objects.filter(plan__launch=launch_id) for model in (PlanVersion, StepDone)),
        ReaderQuestion.objects.filter(reading__briefing__launch=launch_id),
        *(model.objects.filter(review__launch=launch_id) for model in of_review),
    ]
