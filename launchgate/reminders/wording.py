"""How mails call what each kind of turn asks: to its holder, in a subject line, and to others."""

from launchgate.launches.models import Turn

# What the holder does, in a sentence that begins with "You are asked to"; and how, in a sentence of its own.
DOINGS: dict[str, tuple[str, str]] = {
    Turn.Kind.ACCEPT: (
        "accept the hand-off to {gate} of {launch}",
        "Read what was handed over. Accept it, or send it back with a question.",
    ),
    Turn.Kind.REPLY: (
        "answer a question on the hand-off to {gate} of {launch}",
        "Your hand-off came back with a question. Answer it, so that it can be accepted.",
    ),
    Turn.Kind.PREPARE: (
        "prepare and submit {gate} of {launch}",
        "Get the checklist answered, then submit the gate for signature.",
    ),
    Turn.Kind.CONTRIBUTE: (
        "answer checklist items on {gate} of {launch}",
        "Answer the items that are yours.",
    ),
    Turn.Kind.SIGN: (
        "sign {gate} of {launch}",
        "Approve, approve with conditions, or send it back.",
    ),
    Turn.Kind.CLEAR: ("meet a condition on {gate} of {launch}", "{condition}"),
    Turn.Kind.CONFIRM: (
        "confirm a condition on {gate} of {launch}",
        "It is said to be done, and yours to confirm: {condition}",
    ),
    Turn.Kind.EXTEND: (
        "set a later date for a condition on {gate} of {launch}",
        "It was missed, and the launch is on hold until it is met or has a later date: {condition}",
    ),
    Turn.Kind.RESUME: (
        "look again at the hold of {launch}",
        "Resume the launch, stop it, or leave it on hold.",
    ),
    Turn.Kind.TIER: (
        "decide on another tier for {launch}",
        "Take the tier that is proposed, or leave it with a reason. You see what would change first.",
    ),
    Turn.Kind.VERSION: (
        "take or leave a newer playbook version for {launch}",
        "See what the newer version of its playbook would change, and take it or leave it with a reason.",
    ),
    Turn.Kind.GO_LIVE: (
        "make {launch} public",
        "Every gate is passed. Make the launch public, or say why it has to wait.",
    ),
    Turn.Kind.ANSWER: (
        "answer the question {about}",
        "Answer it in a sentence or two; whoever asked hears of it.",
    ),
    Turn.Kind.BACK: (
        "back the promise {about}",
        "Say which answer backs it, ask for an exception, or withdraw it and write down what the customer was told.",
    ),
    Turn.Kind.KEEP: (
        "report on the promise {about}",
        "Say whether it was kept or broken, and when.",
    ),
    Turn.Kind.VOICE: (
        "speak on the exception {about}",
        "Yes, yes if, or no with a reason. Sales, customer care and operations are all heard before it is decided.",
    ),
    Turn.Kind.DECIDE: (
        "decide the exception {about}",
        "All voices are heard. Approve it with an expiry, or decline it.",
    ),
    Turn.Kind.ACKNOWLEDGE: (
        "read {about}",
        "Read it and acknowledge by name, or ask a question.",
    ),
    Turn.Kind.REVIEW: (
        "write down {about}",
        "Compare what was promised with what came of it.",
    ),
}


# What waits, in a subject line.
WAITS: dict[str, str] = {
    Turn.Kind.ACCEPT: "The hand-off to {about} waits for you",
    Turn.Kind.REPLY: "A question on the hand-off to {about} waits for your answer",
    Turn.Kind.PREPARE: "{about} waits for you to submit it",
    Turn.Kind.CONTRIBUTE: "{about} waits for your answers",
    Turn.Kind.SIGN: "{about} waits for your signature",
    Turn.Kind.CLEAR: "A condition on {about} waits for you",
    Turn.Kind.CONFIRM: "A condition on {about} waits to be confirmed by you",
    Turn.Kind.EXTEND: "A condition on {about} was missed and waits for you",
    Turn.Kind.RESUME: "The hold of {about} waits for you to look again",
    Turn.Kind.TIER: "Another tier is proposed for {about} and waits for you",
    Turn.Kind.VERSION: "A newer playbook version for {about} waits for you",
    Turn.Kind.GO_LIVE: "{about} waits for you to make it public",
    Turn.Kind.ANSWER: "A question waits for your answer: {about}",
    Turn.Kind.BACK: "The promise {about} waits for you to back it",
    Turn.Kind.KEEP: "The promise {about} waits for your word whether it was kept",
    Turn.Kind.VOICE: "The exception {about} waits for your voice",
    Turn.Kind.DECIDE: "The exception {about} waits for your decision",
    Turn.Kind.ACKNOWLEDGE: "To be read by you: {about}",
    Turn.Kind.REVIEW: "A review waits for you: {about}",
}

# What the titles of rows of later rooms are put behind where they stand alone.
NOUNS: dict[str, str] = {
    Turn.Kind.ANSWER: "the question",
    Turn.Kind.BACK: "the promise",
    Turn.Kind.KEEP: "the promise",
    Turn.Kind.VOICE: "the exception",
    Turn.Kind.DECIDE: "the exception",
}
