"""Celery transport that keeps its queue in the Django database (embedded default; Redis replaces it in production).

Crash-safe: a message is leased, not removed, when a worker takes it; ack deletes the row; an expired lease is taken again.
"""
import time
from queue import Empty

from django.db import connections, router, transaction
from kombu.transport import virtual
from kombu.utils.json import dumps, loads


def _db():
    from launchgate.core.models import QueuedTask
    return router.db_for_write(QueuedTask), QueuedTask


class QoS(virtual.QoS):
    restore_at_shutdown = True

    def ack(self, delivery_tag):
        alias, Q = _db()
        Q.objects.using(alias).filter(tag=delivery_tag).delete()
        super().ack(delivery_tag)

    def reject(self, delivery_tag, requeue=False):
        alias, Q = _db()
        rows = Q.objects.using(alias).filter(tag=delivery_tag)
        rows.update(visible_at=time.time()) if requeue else rows.delete()
        self._quick_ack(delivery_tag)


class Channel(virtual.Channel):
    QoS = QoS
    body_encoding = None

    @property
    def lease(self):
        return float(self.connection.client.transport_options.get("visibility_timeout", 3600))

    def _put(self, queue, message, **kwargs):
        alias, Q = _db()
        tag = message["properties"]["delivery_tag"]
        Q.objects.using(alias).update_or_create(
            tag=tag, defaults={"queue": queue, "payload": dumps(message), "visible_at": time.time()})

    def _get(self, queue, timeout=None):
        alias, Q = _db()
        ready = Q.objects.using(alias).filter(queue=queue, visible_at__lte=time.time()).order_by("pk")
        if not ready.exists():                      # a read only: an idle worker never takes the write lock
            raise Empty
        lock = {"skip_locked": True} if connections[alias].features.has_select_for_update_skip_locked else {}
        with transaction.atomic(using=alias):       # BEGIN IMMEDIATE on SQLite, SKIP LOCKED on PostgreSQL
            row = ready.select_for_update(**lock).first()
            if row is None:
                raise Empty
            Q.objects.using(alias).filter(pk=row.pk).update(visible_at=time.time() + self.lease)
        return loads(row.payload)

    def _restore(self, message):                    # clean shutdown: hand leased messages back
        alias, Q = _db()
        Q.objects.using(alias).filter(tag=message.delivery_tag).update(visible_at=time.time())

    _restore_at_beginning = _restore

    def _size(self, queue):
        alias, Q = _db()
        return Q.objects.using(alias).filter(queue=queue).count()

    def _purge(self, queue):
        alias, Q = _db()
        return Q.objects.using(alias).filter(queue=queue).delete()[0]


class Transport(virtual.Transport):
    Channel = Channel
    polling_interval = 0.25
    driver_type = driver_name = "django-db"

    def driver_version(self):
        return "1"
