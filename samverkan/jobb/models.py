"""Background work. This table, not the broker, is the truth about what is to be done."""

from django.conf import settings
from django.db import models


class Jobb(models.Model):
    """One piece of long work with progress that a page can show.

    A worker that runs the job holds a PostgreSQL advisory lock on its id, so a killed
    worker frees it at once and the beat task hands the job to another.
    """

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar"
        PAGAR = "pagar", "Pågår"
        KLART = "klart", "Klart"
        FEL = "fel", "Fel"

    kind = models.CharField(max_length=60)
    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="jobb")
    object_id = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=Status, default=Status.VANTAR)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobb")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "jobb"
        verbose_name_plural = "jobb"
        ordering = ["-id"]
        constraints = [
            # A button pressed twice finds the job that is already there.
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=models.Q(status__in=["vantar", "pagar"]),
                name="jobb_one_open_per_object",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.get_status_display()}"
