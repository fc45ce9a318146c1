"""The event log: append-only, one hash chain per samverkan."""

from django.conf import settings
from django.db import models


class Handelse(models.Model):
    """Who did what to which object, and when.

    Rows are never changed or removed: a database trigger refuses it (migration
    `append_only`). Each row carries the hash of the row before it in the same chain.
    """

    samverkan = models.ForeignKey(
        "samverkan.Samverkan", models.PROTECT, null=True, blank=True, related_name="handelser"
    )
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="handelser"
    )
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    object_text = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-id"], name="handelse_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "number"], nulls_distinct=False, name="handelse_number_in_chain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.action} {self.object_text}"
