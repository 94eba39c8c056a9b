"""A block whose changes are taken back, for rows that many tests share and none may keep."""

from django.db import transaction


class undone:
    """Roll back whatever happens inside; actions in it may still insist on being outermost."""

    def __enter__(self) -> None:
        self._block = transaction.atomic()
        self._block._from_testcase = True
        self._block.__enter__()

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self._block.__exit__(None, None, None)
