"""Bodies that decide."""

from django.db import models


class Organ(models.Model):
    """A body of the samverkan, or an outside one such as a member's fullmäktige."""

    class Kind(models.TextChoices):
        NAMND = "namnd", "Nämnd"
        DIREKTION = "direktion", "Direktion"
        FULLMAKTIGE = "fullmaktige", "Fullmäktige"
        STYRGRUPP = "styrgrupp", "Styrgrupp"
        ANNAT = "annat", "Annat"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="organ")
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=Kind)

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["samverkan", "name"], name="organ_name_once")]

    def __str__(self) -> str:
        return self.name
