"""What must leave the building: written with its cause, rendered and checked again when it is sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One message to one person. Its words are made when it is sent, from what is true then."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "No longer needed"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=40, help_text="Names the renderer, such as turn.asked.")
    subject = models.CharField(max_length=60, help_text="What it is about, such as turn:12.")
    # The partial indexes by person below are the only ones that anything asks for.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="outbox_messages")
    once = models.CharField(max_length=120, help_text="A message with this key is written only once.")
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    chat_at = models.DateTimeField(
        null=True, blank=True, help_text="When the person's chat took it; the e-mail may still have to leave."
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    headline = models.CharField(max_length=300, blank=True, help_text="The subject line as sent; the inbox shows it.")
    path = models.CharField(max_length=300, blank=True, help_text="Where the link led, without the host.")
    read_at = models.DateTimeField(null=True, blank=True)
    is_for_digest = models.BooleanField(default=False, help_text="In the inbox only; the next digest tells of it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["once"], name="message_once")]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(status="queued"), name="message_queued"),
            models.Index(fields=["-id"], condition=Q(status="queued") & ~Q(error=""), name="message_put_off"),
            models.Index(fields=["-id"], condition=Q(status="failed"), name="message_failed"),
            models.Index(fields=["claimed_at"], condition=Q(status="sending"), name="message_sending"),
            models.Index(fields=["person", "-id"], condition=Q(status="sent"), name="message_inbox"),
            models.Index(fields=["person"], condition=Q(status="sent", read_at=None), name="message_unread"),
            models.Index(fields=["person"], condition=Q(is_for_digest=True, read_at=None), name="message_for_digest"),
            models.Index(fields=["person", "settled_at"], condition=Q(kind="digest"), name="message_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.subject}"
