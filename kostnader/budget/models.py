"""A year's budget in versions, as rows (tjänst, kostnadsslag) and cells (kind)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from samverkan.lib.fields import AmountField


class Budget(models.Model):
    """One version of a year's budget: utkast → föreslagen → fastställd → ersatt."""

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        FORESLAGEN = "foreslagen", "Föreslagen"
        FASTSTALLD = "faststalld", "Fastställd"
        ERSATT = "ersatt", "Ersatt"
        AVSLAGEN = "avslagen", "Avslagen"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="budgetar")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("version")
    status = models.CharField(max_length=12, choices=Status, default=Status.UTKAST)
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="budgetar"
    )
    note = models.CharField("anmärkning", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetar"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["samverkan", "year", "number"], name="budget_number_once"),
            models.UniqueConstraint(
                fields=["samverkan", "year"],
                condition=models.Q(status="faststalld"),
                name="budget_one_faststalld",
            ),
            models.CheckConstraint(
                condition=models.Q(beslut__isnull=False) | ~models.Q(status__in=["faststalld", "ersatt"]),
                name="budget_faststalld_has_beslut",
            ),
        ]

    def __str__(self) -> str:
        return f"Budget {self.year}, version {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether figures may still be changed."""
        return self.status == self.Status.UTKAST


class Kostnadsslag(models.Model):
    """What a kind of cost is, for results and reports: the rows of budgets and outcomes bear its name."""

    class Kind(models.TextChoices):
        # The rows of the result (law 2018:597, chapter 5) that a samverkan can have, in their order.
        INTAKT = "intakt", "Verksamhetens intäkter"
        KOSTNAD = "kostnad", "Verksamhetens kostnader"
        AVSKRIVNING = "avskrivning", "Avskrivningar"
        BIDRAG = "bidrag", "Medlemsbidrag"
        FIN_INTAKT = "fin_intakt", "Finansiella intäkter"
        FIN_KOSTNAD = "fin_kostnad", "Finansiella kostnader"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="kostnadsslag")
    name = models.CharField("namn", max_length=80)
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.KOSTNAD)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "kostnadsslag"
        verbose_name_plural = "kostnadsslag"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                "samverkan",
                Lower("name"),
                name="kostnadsslag_name_once",
                violation_error_message="Det finns redan ett kostnadsslag med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Budgetrad(models.Model):
    """A row of the grid: a tjänst and a kostnadsslag."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="rader")
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="budgetrader")
    kostnadsslag = models.CharField("kostnadsslag", max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    shared = models.BooleanField(
        "delas enligt nyckeln",
        default=True,
        help_text="Avmarkera för avrundning: den ingår i budgeten men inte i beloppet som delas.",
    )
    comment = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta:
        verbose_name = "budgetrad"
        verbose_name_plural = "budgetrader"
        ordering = ["tjanst__order", "tjanst__name", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "tjanst", "kostnadsslag"],
                name="budgetrad_once",
                violation_error_message="Raden finns redan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tjanst}: {self.kostnadsslag}"


class Budgetpost(models.Model):
    """A cell: an amount of one kind in a row. `revision` tells two writers apart."""

    class Kind(models.TextChoices):
        URSPRUNGLIG = "ursprunglig", "Ursprunglig"
        TILLAGG = "tillagg", "Tillägg"
        OMBUDGETERING = "ombudgetering", "Ombudgetering"

    rad = models.ForeignKey(Budgetrad, models.PROTECT, related_name="poster")
    kind = models.CharField(max_length=15, choices=Kind)
    amount = AmountField(default=0)
    months = ArrayField(AmountField(), size=12, null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "budgetpost"
        verbose_name_plural = "budgetposter"
        constraints = [models.UniqueConstraint(fields=["rad", "kind"], name="budgetpost_once")]

    def __str__(self) -> str:
        return f"{self.rad} {self.get_kind_display()} {self.amount}"


class Budgetandring(models.Model):
    """One change of one cell, so that a person can take back the last one."""

    rad = models.ForeignKey(Budgetrad, models.PROTECT, related_name="andringar")
    kind = models.CharField(max_length=15, choices=Budgetpost.Kind)
    batch = models.UUIDField(help_text="Cells changed by one paste share it.")
    old_amount = AmountField()
    new_amount = AmountField()
    old_months = ArrayField(AmountField(), size=12, null=True)
    new_months = ArrayField(AmountField(), size=12, null=True)
    revision = models.PositiveIntegerField(help_text="The cell's revision after the change.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = "budgetändring"
        verbose_name_plural = "budgetändringar"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.rad}: {self.old_amount} → {self.new_amount}"
