"""Who is answered what by targets, reviews and lessons."""

from tests.permissions.addressing import READ, REASON, Given, Row, given, on
from tests.permissions.world import FIRST, World


def prefixed(letter: str, row: str, **values: str) -> Given:
    """Send these values under the prefix of the form that is about a row of the world."""
    return lambda world: {f"{letter}{world.rows[row]}-{name}": value for name, value in values.items()}


TARGET = {"kind": "nps", "goal": "40", "source": "The survey"}


def lesson(world: World) -> list[int]:
    """Address the lesson of the world."""
    return [world.rows["lesson"]]


def the_stop(world: World) -> dict[str, object]:
    """Name what the stopped launch can teach."""
    return {"from": f"launch:{world.launches['stopped'].pk}"}


def taught(world: World) -> dict[str, object]:
    """Give a whole lesson."""
    care = world.cast.function("customer-care").pk
    words = {"happened": "It stood.", "why": "Nobody tried.", "item_text": "Was it tried?"}
    return words | {"gate_kind": FIRST, "item_kind": "yes_no", "function": care}


REVIEWS = [
    Row("reviews:targets", "GET", READ, on("open")),
    Row("reviews:targets", "POST", "sfffmmff", on("open"), given(**TARGET)),
    Row("reviews:targets", "POST", "sfffccff", on("stopped"), given(**TARGET)),
    Row("reviews:targets", "GET", "snnoooon", on("secret")),
    Row("reviews:target", "GET", "sfffooff", on("open", "target")),
    Row("reviews:target", "POST", "sfffmmff", on("open", "target"), given(**TARGET)),
    Row("reviews:target_drop", "POST", "sfffmmff", on("open", "target")),
    Row("reviews:review", "GET", READ, on("public", 30)),
    Row("reviews:review", "GET", "snnnnnnn", on("open", 30)),
    Row(
        "reviews:review_read",
        "POST",
        "sfffmmff",
        on("public", 30, "read target"),
        prefixed("t", "read target", value="41", source="S"),
    ),
    Row("reviews:review_read", "POST", "sfffiiff", on("public", 30, "read target")),
    Row(
        "reviews:review_compare",
        "POST",
        "sfffmmff",
        on("public", 30, "fact"),
        prefixed("i", "fact", actual="9", held="no"),
    ),
    Row(
        "reviews:review_contribute",
        "POST",
        "sffmffff",
        on("public", 30, "care's part"),
        prefixed("c", "care's part", text="Ask more."),
    ),
    Row("reviews:review_close", "POST", "sfffccff", on("public", 30), given(learned="Much.")),
    Row("reviews:review_close", "POST", "sfffiiff", on("public", 30)),
    Row("reviews:lessons", "GET", READ, given=given(q="was")),
    Row("reviews:costs", "GET", READ),
    Row("reviews:lesson", "GET", READ, lesson),
    Row("reviews:lesson_new", "GET", "snnnnnnn"),
    Row("reviews:lesson_new", "POST", "snnnnnnn"),
    Row("reviews:lesson_new", "GET", READ, query=the_stop),
    Row("reviews:lesson_new", "POST", "smmmmmmm", given=taught, query=the_stop),
    Row("reviews:lesson_new", "POST", "siiiiiii", query=the_stop),
    Row("reviews:lesson_take", "POST", "sffmfffm", lesson),
    Row("reviews:lesson_drop", "POST", "sffcfffc", lesson),
    Row("reviews:lesson_keep", "GET", "sffofffo", lesson),
    Row("reviews:lesson_keep", "POST", "sffcfffc", lesson, given(**REASON)),
    Row("reviews:lesson_keep", "POST", "sffifffi", lesson),
    Row("reviews:fits", "GET", READ, on("fitting")),
    Row("reviews:fits", "GET", "snnoooon", on("secret")),
    Row("reviews:fit_look", "POST", "sfffmfff", on("fitting", "fit"), prefixed("f", "fit", words="W", applies="yes")),
    Row("reviews:fit_look", "POST", "sfffifff", on("fitting", "fit")),
]
