"""The year's settlement: what each member paid in advance, what its share came to, and what is done about it.

Amounts are in kronor and read from the member's side: plus is to its good (överskott), minus is what it owes.
"""

from django.conf import settings
from django.db import models

from samverkan.lib.fields import AmountField

FIGURES = ("budget", "preliminary", "actual", "from_split", "from_result", "opening", "closing")


class Bokslut(models.Model):
    """A year's settlement: utkast → föreslaget → beslutat, or avslaget; a decided one may be opened again.

    What it rests on is frozen when it is proposed, and the year is closed from then on
    (`kostnader.utfall.stangning`). Opening it again keeps it as it was decided; a new number takes its place.
    """

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        FORESLAGET = "foreslaget", "Föreslaget"
        BESLUTAT = "beslutat", "Beslutat"
        AVSLAGET = "avslaget", "Avslaget"
        OPPNAT = "oppnat", "Öppnat igen"

    class Basis(models.TextChoices):
        FAKTURERAT = "fakturerat", "Det som har fakturerats för året"
        BUDGET = "budget", "Andelen av budgeten"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="bokslut")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("nummer", default=1)
    status = models.CharField(max_length=12, choices=Status, default=Status.UTKAST)
    basis = models.CharField("utfallet jämförs med", max_length=12, choices=Basis, default=Basis.FAKTURERAT)
    members_decide = models.BooleanField(
        "varje medlem beslutar själv",
        default=False,
        help_text="Kryssa i om överenskommelsen säger att varje medlems fullmäktige beslutar om sin del.",
    )
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="bokslut"
    )
    underlag = models.JSONField(null=True, help_text="All that it rests on, as it was when it was proposed.")
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bokslut"
        verbose_name_plural = "bokslut"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["samverkan", "year", "number"], name="bokslut_number_once"),
            models.UniqueConstraint(
                fields=["samverkan", "year"],
                condition=models.Q(status__in=["utkast", "foreslaget", "beslutat"]),
                name="bokslut_one_of_the_year",
            ),
            models.CheckConstraint(
                condition=models.Q(beslut__isnull=False) | ~models.Q(status__in=["beslutat", "oppnat"]),
                name="bokslut_beslutat_has_beslut",
            ),
            models.CheckConstraint(
                condition=models.Q(status="utkast") | ~models.Q(sha256=""), name="bokslut_frozen"
            ),
        ]

    def __str__(self) -> str:
        again = f", nr {self.number}" if self.number > 1 else ""
        return f"Bokslut {self.year}{again}"

    @property
    def is_open(self) -> bool:
        """Whether it is still computed anew, and may be changed."""
        return self.status == self.Status.UTKAST

    @property
    def is_decided(self) -> bool:
        """Whether a decision stands behind it and it is in force."""
        return self.status == self.Status.BESLUTAT


class Bokslutsrad(models.Model):
    """One member in a settlement: its frozen figures, what is done with its balance, by which decision."""

    class Action(models.TextChoices):
        OVERFORA = "overfora", "Överförs till nästa år"
        AVSKRIVA = "avskriva", "Skrivs av"
        ATERBETALA = "aterbetala", "Återbetalas"
        DEBITERA = "debitera", "Debiteras"

    bokslut = models.ForeignKey(Bokslut, models.PROTECT, related_name="rader")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="bokslutsrader")
    action = models.CharField("åtgärd", max_length=12, choices=Action, default=Action.OVERFORA)
    typed_opening = AmountField(
        "ingående saldo, kr", null=True, blank=True, help_text="Bara när inget bokslut finns för året före."
    )
    beslut = models.ForeignKey(
        "samverkan.Beslut",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bokslutsrader",
        verbose_name="medlemmens eget beslut",
    )
    budget = AmountField("andel av budgeten", null=True)
    preliminary = AmountField("betalt för året", null=True)
    actual = AmountField("andel av utfallet", null=True)
    from_split = AmountField("av budgetens fördelning", null=True)
    from_result = AmountField("av resultatet", null=True)
    opening = AmountField("ingående saldo", null=True)
    closing = AmountField("utgående saldo", null=True)

    class Meta:
        verbose_name = "bokslutsrad"
        verbose_name_plural = "bokslutsrader"
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["bokslut", "organisation"], name="bokslutsrad_once"),
            models.CheckConstraint(
                condition=models.Q(closing__isnull=True)
                | models.Q(
                    closing=models.F("opening") + models.F("preliminary") - models.F("actual"),
                    actual=models.F("preliminary") - models.F("from_split") - models.F("from_result"),
                ),
                name="bokslutsrad_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bokslut}: {self.organisation.short_name}"
