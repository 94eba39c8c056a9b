"""What becomes of a message that was not taken: never, not now, or nobody there to ask."""


class Refused(Exception):
    """The mail server will never take this message; `is_address` says that nobody is at the recipient's address."""

    def __init__(self, reason: str, *, is_address: bool = False):
        super().__init__(reason)
        self.is_address = is_address


class PutOff(Exception):
    """The mail server did not take this message now; a later attempt may succeed."""


class Unreachable(Exception):
    """There is no mail server to talk to; this says nothing about the message."""
