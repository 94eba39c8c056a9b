"""Who is answered what by targets, reviews and lessons."""

from tests.permissions.addressing import READ, Row, given, on

TARGET = {"kind": "nps", "goal": "40", "source": "The survey"}

REVIEWS = [
    Row("reviews:targets", "GET", READ, on("open")),
    Row("reviews:targets", "POST", "sfffmmff", on("open"), given(**TARGET)),
    Row("reviews:targets", "POST", "sfffccff", on("stopped"), given(**TARGET)),
    Row("reviews:targets", "GET", "snnoooon", on("secret")),
    Row("reviews:target", "GET", "sfffooff", on("open", "target")),
    Row("reviews:target", "POST", "sfffmmff", on("open", "target"), given(**TARGET)),
    Row("reviews:target_drop", "POST", "sfffmmff", on("open", "target")),
]
