"""The permission matrix: every address and method, what is sent, and what each role is answered.

One letter per role, in the order of world.ROLES: anonymous, outsider, member, head, owner, sponsor, executive,
administrator. Each room has its rows in a file of its own.
"""

from tests.permissions.rows_briefings import BRIEFINGS
from tests.permissions.rows_customers import CUSTOMERS
from tests.permissions.rows_launches import CONFIDENTIAL, GATES, LAUNCHES
from tests.permissions.rows_not_now import NOT_NOW, STOPPED
from tests.permissions.rows_offerings import EXCEPTIONS, OFFERINGS
from tests.permissions.rows_open import OPEN
from tests.permissions.rows_outbox import OUTBOX
from tests.permissions.rows_people import PEOPLE
from tests.permissions.rows_playbooks import PLAYBOOKS
from tests.permissions.rows_readiness import READINESS
from tests.permissions.rows_reminders import REMINDERS
from tests.permissions.rows_reviews import REVIEWS

# s: sent to sign-in; o: the page; m: done, and moved on; f: forbidden, and why; n: not there (for this reader);
# c: cannot happen now; i: the input does not fit.
CODES = {"s": 302, "o": 200, "m": 303, "f": 403, "n": 404, "c": 409, "i": 422}
# Whoever wrote something gets it back beside the way to sign in: that page says 401.
LETTERS = {code: letter for letter, code in CODES.items()} | {401: "s"}

ROWS = [
    *LAUNCHES,
    *GATES,
    *STOPPED,
    *NOT_NOW,
    *CONFIDENTIAL,
    *PEOPLE,
    *PLAYBOOKS,
    *READINESS,
    *REMINDERS,
    *REVIEWS,
    *OFFERINGS,
    *EXCEPTIONS,
    *CUSTOMERS,
    *OUTBOX,
    *BRIEFINGS,
    *OPEN,
]
# Addresses that answer machines by what is running, not by who asks.
NOT_BY_ROLE = {"core:readyz"}
