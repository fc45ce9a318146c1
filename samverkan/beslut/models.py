"""The lasting pointer to a decision: where money and minutes meet."""

from django.db import models


class Beslut(models.Model):
    """A decided § of an organ. Keys, budgets, measures and reports point here.

    Status moves fattat → justerat → laga kraft (KL 13:5); an upphävt decision carries nothing. One that is
    appealed waits for the court: nothing moves it on by itself.
    """

    class Status(models.TextChoices):
        FATTAT = "fattat", "Fattat"
        JUSTERAT = "justerat", "Justerat"
        LAGA_KRAFT = "laga_kraft", "Laga kraft"
        UPPHAVT = "upphavt", "Upphävt"

    class Outcome(models.TextChoices):
        BIFALL = "bifall", "Bifall"
        AVSLAG = "avslag", "Avslag"
        ATERREMISS = "aterremiss", "Återremiss"
        BORDLAGGNING = "bordlaggning", "Bordläggning"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="beslut")
    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="beslut")
    date = models.DateField("datum")
    paragraf = models.CharField("paragraf", max_length=20)
    heading = models.CharField("rubrik", max_length=200)
    outcome = models.CharField("utgång", max_length=20, choices=Outcome, default=Outcome.BIFALL)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.FATTAT)
    laga_kraft_on = models.DateField("laga kraft", null=True, blank=True)
    appealed_on = models.DateField("överklagat", null=True, blank=True)
    text = models.TextField("beslutstext", blank=True)
    dokument = models.ForeignKey(
        "samverkan.Dokument", models.PROTECT, null=True, blank=True, related_name="beslut"
    )

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["-date", "-paragraf"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "date", "paragraf"], name="beslut_paragraf_once")
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraf} {self.date}"


class Medlemsbeslut(models.Model):
    """A member's own decision on something that the agreement says every member must approve.

    `kind` and `object_id` name it for the feature that owns it, as in `beredning`. What of its kind needs
    every member is told by the samverkan (`Samverkan.members_approve`).
    """

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="medlemsbeslut")
    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="medlemsbeslut")
    beslut = models.ForeignKey(Beslut, models.PROTECT, related_name="medlemsbeslut")

    class Meta:
        verbose_name = "medlemsbeslut"
        verbose_name_plural = "medlemsbeslut"
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "kind", "object_id", "organisation"], name="medlemsbeslut_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}: {self.beslut}"
