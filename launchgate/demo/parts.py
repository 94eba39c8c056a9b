"""What a copy of a launch is made of: its rows of all rooms, in the order of writing, and how they point around."""

from django.db import models

from launchgate.briefings.models import (
    Briefing,
    BriefingText,
    HandOverPlan,
    PlanVersion,
    ReaderNudge,
    ReaderQuestion,
    Reading,
    Receipt,
    StepDone,
)
from launchgate.customers.models import Insight, InsightProof, Promise, Question
from launchgate.launches.models import (
    Answer,
    Comment,
    Condition,
    ConditionProof,
    Decider,
    Decision,
    Evidence,
    Gate,
    HandOff,
    HandOffNote,
    Hold,
    Item,
    Launch,
    Offer,
    Pause,
    Step,
    Submission,
    SubmissionPart,
    Turn,
    Vouched,
)
from launchgate.offerings.models import ExceptionRequest, OfferingOfLaunch, Statement, Voice
from launchgate.reminders.models import Nudge
from launchgate.reviews.models import Contribution, Fit, Outcome, Review, Target, TargetValue

# In the order in which they are written; for each, how its rows are found from the launch.
PARTS: tuple[tuple[type[models.Model], str], ...] = (
    (Gate, "launch"),
    (Item, "gate__launch"),
    (Answer, "item__gate__launch"),
    (Evidence, "item__gate__launch"),
    (Submission, "gate__launch"),
    (SubmissionPart, "submission__gate__launch"),
    (Offer, "submission__gate__launch"),
    (Decision, "gate__launch"),
    (Vouched, "decision__gate__launch"),
    (Decider, "gate__launch"),
    (Condition, "gate__launch"),
    (ConditionProof, "condition__gate__launch"),
    (Hold, "launch"),
    (HandOff, "to_gate__launch"),
    (HandOffNote, "hand_off__to_gate__launch"),
    (Comment, "gate__launch"),
    (Insight, "launch"),
    (InsightProof, "insight__launch"),
    (Question, "launch"),
    (Promise, "launch"),
    (OfferingOfLaunch, "launch"),
    (ExceptionRequest, "launch"),
    (Voice, "exception__launch"),
    (Statement, "voice__exception__launch"),
    (Briefing, "launch"),
    (BriefingText, "briefing__launch"),
    (Reading, "briefing__launch"),
    (Receipt, "reading__briefing__launch"),
    (ReaderQuestion, "reading__briefing__launch"),
    (ReaderNudge, "reading__briefing__launch"),
    (HandOverPlan, "launch"),
    (PlanVersion, "plan__launch"),
    (StepDone, "plan__launch"),
    (Target, "launch"),
    (Review, "launch"),
    (Contribution, "review__launch"),
    (TargetValue, "review__launch"),
    (Outcome, "review__launch"),
    (Fit, "launch"),
    (Turn, "launch"),
    (Step, "turn__launch"),
    (Pause, "turn__launch"),
    (Nudge, "turn__launch"),
)
COPIED: tuple[type[models.Model], ...] = (Launch, *(model for model, _ in PARTS))
# Pointers at rows that are written later than the row that has them.
LATER: dict[type[models.Model], tuple[str, ...]] = {
    Gate: ("submission",),
    Item: ("answer",),
    Target: ("before",),
    Voice: ("statement",),
    Insight: ("same_as", "corrects"),
    Briefing: ("edition",),
    HandOverPlan: ("version",),
}
# Tables between copied rows and rows that all copies share: of which row, and how theirs are found from the launch.
BETWEEN: tuple[tuple[type[models.Model], str, str], ...] = (
    (Item.relied_on_by.through, "item", "item__gate__launch"),
    (Briefing.functions.through, "briefing", "briefing__launch"),
    (Briefing.people.through, "briefing", "briefing__launch"),
)
# Pointers at rows that may be of another launch, or of none.
ELSEWHERE = ("root_id",)
# What is true of an item only when its answer is there.
STANDING = ("is_answered", "is_not_applicable")
# The keys under which events name rows, other than their subject.
NAMED = {
    "gate": "gate",
    "back_to": "gate",
    "item": "item",
    "answer": "answer",
    "hand_off": "handoff",
    "condition": "condition",
    "proof": "conditionproof",
    "replaced": "target",
    "target": "target",
    "review": "review",
    "part": "submissionpart",
    "same_as": "insight",
    "corrects": "insight",
    "attached": "insightproof",
    "exception": "exceptionrequest",
    "voice": "voice",
    "briefing": "briefing",
    "reading": "reading",
}
LISTED = {
    "holds": "hold",
    "offered": "item",
    "readers": "reading",
    "out": "reading",
    "back_in": "reading",
    "contributions": "contribution",
}
PAIRED = {"conditions": "condition", "again": "gate", "back": "gate", "briefings": "briefing"}
