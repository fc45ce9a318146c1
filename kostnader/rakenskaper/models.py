"""Figures of the financial statements that are typed, where the ledger's files do not give them."""

from django.conf import settings
from django.db import models

from samverkan.lib.fields import AmountField


class Rakenskapspost(models.Model):
    """One row of a statement, in kronor with its sign: incomes and assets positive, costs negative.

    What is typed goes before what the ledger says. `through` is the last month of the period (12: the year).
    """

    class Kind(models.TextChoices):
        UTFALL = "utfall", "Utfall"
        BUDGET = "budget", "Budget"
        PROGNOS = "prognos", "Prognos"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="rakenskapsposter")
    year = models.PositiveSmallIntegerField("år")
    through = models.PositiveSmallIntegerField("till och med månad", default=12)
    kind = models.CharField("kolumn", max_length=8, choices=Kind, default=Kind.UTFALL)
    rad = models.CharField("rad", max_length=40)
    amount = AmountField("belopp, kr")
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "räkenskapspost"
        verbose_name_plural = "räkenskapsposter"
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "year", "through", "kind", "rad"], name="rakenskapspost_once"
            ),
            models.CheckConstraint(
                condition=models.Q(through__gte=1, through__lte=12), name="rakenskapspost_through_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.rad}: {self.amount}"
