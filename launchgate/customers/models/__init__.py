"""Rows of the customers room, by noun."""

from launchgate.customers.models.customers import Customer
from launchgate.customers.models.insights import Insight, InsightProof
from launchgate.customers.models.promises import Promise
from launchgate.customers.models.questions import Question

__all__ = ["Customer", "Insight", "InsightProof", "Promise", "Question"]
