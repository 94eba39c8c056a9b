"""The nouns of a launch, one file per idea."""

from launchgate.launches.models.answers import Answer, Evidence, Item
from launchgate.launches.models.decisions import Condition, ConditionProof, Decision, Vouched
from launchgate.launches.models.gates import Decider, Gate, HandOff, HandOffNote, Offer, Submission, SubmissionPart
from launchgate.launches.models.launch import Comment, Follow, Hold, Launch
from launchgate.launches.models.revisions import Revision
from launchgate.launches.models.turns import PassedOn, Pause, Rest, Step, Turn, TurnQuestion

__all__ = [
    "Answer",
    "Comment",
    "Condition",
    "ConditionProof",
    "Decider",
    "Decision",
    "Evidence",
    "Follow",
    "Gate",
    "HandOff",
    "HandOffNote",
    "Hold",
    "Item",
    "Launch",
    "Offer",
    "PassedOn",
    "Pause",
    "Rest",
    "Revision",
    "Step",
    "Submission",
    "SubmissionPart",
    "Turn",
    "TurnQuestion",
    "Vouched",
]
