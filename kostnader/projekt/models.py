"""Work done together for a while: hours at a rate, a budget, those who take part and by which key."""

from django.db import models

from samverkan.lib.fields import AmountField


class Projekt(models.Model):
    """A project. Its budget is accrued linearly from its first month through its last."""

    class Status(models.TextChoices):
        PAGAR = "pagar", "Pågår"
        KLART = "klart", "Klart"
        NEDLAGT = "nedlagt", "Nedlagt"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="projekt")
    number = models.CharField("projektnummer", max_length=20, blank=True)
    name = models.CharField("namn", max_length=120)
    status = models.CharField(max_length=8, choices=Status, default=Status.PAGAR)
    charged = models.BooleanField(
        "timmarna debiteras", default=False, help_text="Annars är tiden egen: den visas men delas inte."
    )
    rate = AmountField("timpris, kr", null=True, blank=True)
    budget = AmountField("projektbudget, kr", null=True, blank=True)
    first_month = models.DateField("från månad", null=True, blank=True)
    last_month = models.DateField("till månad", null=True, blank=True)
    nyckel = models.ForeignKey(
        "kostnader.Fordelningsnyckel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projekt",
        verbose_name="fördelningsnyckel",
    )
    tjanst = models.ForeignKey(
        "kostnader.Tjanst",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projekt",
        verbose_name="faktureras med tjänsten",
    )
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="projekt"
    )

    class Meta:
        verbose_name = "projekt"
        verbose_name_plural = "projekt"
        ordering = ["number", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "number", "name"],
                name="projekt_name_once",
                violation_error_message="Det finns redan ett projekt med det namnet.",
            ),
            models.CheckConstraint(
                condition=models.Q(last_month__isnull=True)
                | models.Q(last_month__gte=models.F("first_month")),
                name="projekt_months",
                violation_error_message="Sista månaden kan inte ligga före den första.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Projektdeltagare(models.Model):
    """A member that takes part, and since when: one that joins later buys in by the same rule."""

    projekt = models.ForeignKey(Projekt, models.PROTECT, related_name="deltagare")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="+")
    joined = models.DateField("deltar från och med")

    class Meta:
        verbose_name = "projektdeltagare"
        verbose_name_plural = "projektdeltagare"
        constraints = [
            models.UniqueConstraint(fields=["projekt", "organisation"], name="projektdeltagare_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} – {self.projekt}"


class Tidpost(models.Model):
    """Hours in a month. The amount is hours × the project's rate, or as told when the rate differs."""

    projekt = models.ForeignKey(Projekt, models.PROTECT, related_name="tidposter")
    month = models.DateField("månad")
    hours = models.DecimalField("timmar", max_digits=9, decimal_places=2)
    amount = AmountField("belopp, kr", null=True, blank=True)
    organisation = models.ForeignKey(
        "samverkan.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nedlagd av",
    )
    note = models.CharField("anmärkning", max_length=200, blank=True)

    class Meta:
        verbose_name = "tidpost"
        verbose_name_plural = "tidposter"
        ordering = ["month", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__gte=0), name="tidpost_hours_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.projekt} {self.month:%Y-%m}: {self.hours} h"
