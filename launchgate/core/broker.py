"""The embedded Celery broker: a transport that keeps its queue in Django's own database.

A message is leased, not removed, when a worker takes it. Acknowledging deletes the row; a lease that runs out, because
its worker was killed, is taken again. docs/adr/0005-embedded-broker.md says what else was tried.
"""

import time
from queue import Empty
from typing import Any

from django.db import InterfaceError, OperationalError, connections, router, transaction
from django.db.models import QuerySet
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

from launchgate.core.models import QueuedTask


def release_leases() -> int:
    """Make every leased message available at once and return their number.

    Only for a moment at which no worker runs: what a killed one had taken is then done without waiting for its lease.
    """
    return QueuedTask.objects.filter(visible_at__gt=time.time()).update(visible_at=time.time())


def _rows() -> QuerySet[QueuedTask]:
    return QueuedTask.objects.using(router.db_for_write(QueuedTask))


class QoS(virtual.QoS):
    """What a worker has taken and not finished yet."""

    restore_at_shutdown = True

    def ack(self, delivery_tag: str) -> None:
        """Forget a message that is done."""
        _rows().filter(tag=delivery_tag).delete()
        super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Hand a message back to the queue, or forget it."""
        rows = _rows().filter(tag=delivery_tag)
        if requeue:
            rows.update(visible_at=time.time())
        else:
            rows.delete()
        self._quick_ack(delivery_tag)


class Channel(virtual.Channel):
    """Reads and writes the rows of one connection."""

    QoS = QoS
    body_encoding = None  # type: ignore[assignment]

    @property
    def lease(self) -> float:
        """Return for how many seconds a worker may keep a message to itself."""
        return float(self.connection.client.transport_options.get("visibility_timeout", 900))

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        _rows().create(
            tag=message["properties"]["delivery_tag"],
            queue=queue,
            payload=dumps(message),
            visible_at=time.time(),
        )

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        connection = connections[_rows().db]
        # A worker's connection lives for months: give up one that the database has closed meanwhile.
        connection.close_if_unusable_or_obsolete()
        ready = _rows().filter(queue=queue, visible_at__lte=time.time()).order_by("pk")
        # Reads only: an idle worker never takes the write lock.
        if not ready.exists():
            raise Empty
        skip_locked = connection.features.has_select_for_update_skip_locked
        with transaction.atomic(using=connection.alias):
            row = ready.select_for_update(skip_locked=skip_locked).first()
            if row is None:
                raise Empty
            row.visible_at = time.time() + self.lease
            row.save(update_fields=["visible_at"])
        return loads(row.payload)

    def _restore(self, message: Any) -> None:
        """Hand back what a worker that stops in order has not begun."""
        _rows().filter(tag=message.delivery_tag).update(visible_at=time.time())

    _restore_at_beginning = _restore

    def _size(self, queue: str) -> int:
        return _rows().filter(queue=queue).count()

    def _purge(self, queue: str) -> int:
        return _rows().filter(queue=queue).delete()[0]


class Transport(virtual.Transport):
    """The transport that `embedded://` stands for."""

    Channel = Channel
    polling_interval = 0.25
    driver_type = driver_name = "django-database"
    # A database that is away for a moment makes the worker connect again, not end.
    connection_errors = (  # type: ignore[assignment]
        *virtual.Transport.connection_errors,
        OperationalError,
        InterfaceError,
    )

    def driver_version(self) -> str:
        """Return the version of the row format."""
        return "1"
