"""What came of launches: shared targets, reviews of what was aimed at and signed, and lessons."""

from launchgate.reviews.models.lessons import Fit, Lesson, LessonWord
from launchgate.reviews.models.reviews import Contribution, Outcome, Review, TargetValue
from launchgate.reviews.models.targets import Target

__all__ = ["Contribution", "Fit", "Lesson", "LessonWord", "Outcome", "Review", "Target", "TargetValue"]
