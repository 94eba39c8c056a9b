"""Who is answered what by the readiness dashboard."""

from tests.permissions.addressing import READ, Row

READINESS = [
    Row("readiness:index", "GET", READ),
    Row("readiness:sponsor", "GET", READ),
    Row("readiness:functions", "GET", READ),
    Row("readiness:functions_file", "GET", READ),
    Row("readiness:pair", "GET", READ, lambda world: ["customer-care", "product"]),
]
