"""What the year is thought to end at: named rounds that are locked, with a reason where they deviate."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from samverkan.lib.fields import AmountField


class Prognosomgang(models.Model):
    """A round: öppen → låst. `through` is the last month whose outcome is known (0: none)."""

    class Status(models.TextChoices):
        OPPEN = "oppen", "Öppen"
        LAST = "last", "Låst"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="prognosomgangar")
    year = models.PositiveSmallIntegerField("år")
    name = models.CharField("namn", max_length=60)
    through = models.PositiveSmallIntegerField("utfall till och med månad", default=0)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPPEN)
    budget = models.ForeignKey("kostnader.Budget", models.PROTECT, related_name="prognosomgangar")
    limit_amount = AmountField("kommentar krävs vid avvikelse över, kr", default=100_000)
    limit_percent = models.DecimalField(
        "och över, procent av budgeten", max_digits=5, decimal_places=1, default=5
    )
    beslut = models.ForeignKey(
        "samverkan.Beslut",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prognosomgangar",
        help_text="Where the body took it up.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "prognosomgång"
        verbose_name_plural = "prognosomgångar"
        ordering = ["year", "through", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "year", "name"],
                name="prognosomgang_name_once",
                violation_error_message="Det finns redan en omgång med det namnet.",
            ),
            models.CheckConstraint(condition=models.Q(through__lte=12), name="prognosomgang_through_month"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its figures may still be changed."""
        return self.status == self.Status.OPPEN


class Prognosrad(models.Model):
    """A row's forecast for the whole year, in kronor with the budget's sign; frozen with its round."""

    class Method(models.TextChoices):
        REST = "rest", "Utfall + resten av budgeten"
        RAK = "rak", "Rak framskrivning"
        MONSTER = "monster", "Som förra året"
        EGEN = "egen", "Egen bedömning"

    omgang = models.ForeignKey(Prognosomgang, models.PROTECT, related_name="rader")
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="prognosrader")
    kostnadsslag = models.ForeignKey("kostnader.Kostnadsslag", models.PROTECT, related_name="prognosrader")
    method = models.CharField("metod", max_length=8, choices=Method, default=Method.REST)
    amount = AmountField("prognos", default=0)
    comment = models.TextField("kommentar till avvikelsen", blank=True)
    budget = AmountField("budget när omgången låstes", null=True)
    utfall = AmountField("utfall när omgången låstes", null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "prognosrad"
        verbose_name_plural = "prognosrader"
        constraints = [
            models.UniqueConstraint(fields=["omgang", "tjanst", "kostnadsslag"], name="prognosrad_once")
        ]

    def __str__(self) -> str:
        return f"{self.omgang}: {self.tjanst}, {self.kostnadsslag}"

    @property
    def deviation(self) -> Decimal:
        """Against the budget it was locked with; plus is better: a lower cost, a higher income."""
        return (self.budget or Decimal("0.00")) - self.amount
