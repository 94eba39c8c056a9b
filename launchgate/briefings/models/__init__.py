"""The nouns of the briefings room, one file per idea."""

from launchgate.briefings.models.briefings import Briefing, BriefingText
from launchgate.briefings.models.plans import HandOverPlan, PlanVersion, StepDone
from launchgate.briefings.models.readings import ReaderNudge, ReaderQuestion, Reading, Receipt

__all__ = [
    "Briefing",
    "BriefingText",
    "HandOverPlan",
    "PlanVersion",
    "ReaderNudge",
    "ReaderQuestion",
    "Reading",
    "Receipt",
    "StepDone",
]
