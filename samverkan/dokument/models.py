"""Stored files: bytes are written once, never again, and checked against their hash when read."""

from django.db import models


class Innehall(models.Model):
    """The bytes of one or more documents, found by their SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    class Meta:
        verbose_name = "innehåll"
        verbose_name_plural = "innehåll"

    def __str__(self) -> str:
        return self.sha256


class Dokument(models.Model):
    """A file of record with its name, kind and how long it is kept."""

    class Gallring(models.TextChoices):
        BEVARAS = "bevaras", "Bevaras"
        SJU_AR = "sju_ar", "Gallras sju år efter räkenskapsåret"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="dokument")
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    innehall = models.ForeignKey(Innehall, models.PROTECT, related_name="dokument")
    gallring = models.CharField(max_length=20, choices=Gallring, default=Gallring.BEVARAS)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"

    def __str__(self) -> str:
        return self.filename
