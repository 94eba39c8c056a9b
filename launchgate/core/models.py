"""Technical rows: the embedded broker's queue, and the heartbeats that /readyz reads."""

from django.db import models


class QueuedTask(models.Model):
    """A Celery message of the embedded broker: leased while a worker has it, deleted when it is done."""

    tag = models.CharField(max_length=64, unique=True)
    queue = models.CharField(max_length=100)
    payload = models.TextField()
    visible_at = models.FloatField(help_text="Unix time from which a worker may take it.")

    class Meta:
        indexes = [models.Index(fields=["queue", "visible_at", "id"], name="queued_task_ready")]

    def __str__(self) -> str:
        return f"{self.queue} {self.tag}"


class Heartbeat(models.Model):
    """When a process of a kind was last seen alive."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    since = models.DateTimeField(null=True, help_text="Since when it has been alive without a minute of silence.")

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"


class Once(models.Model):
    """The key of a form that was sent: the same form sent again changes nothing."""

    key = models.CharField(max_length=80, primary_key=True)
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
