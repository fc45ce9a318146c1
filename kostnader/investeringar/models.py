"""What is bought to last: decided total, budget per year, and how it is written off."""

from django.db import models

from samverkan.lib.fields import AmountField


class Avskrivningstyp(models.Model):
    """A kind of asset and over how many years it is written off, linearly from the month it is in use."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="avskrivningstyper")
    name = models.CharField("namn", max_length=80)
    years = models.PositiveSmallIntegerField("avskrivningstid, år")

    class Meta:
        verbose_name = "avskrivningstyp"
        verbose_name_plural = "avskrivningstyper"
        ordering = ["years", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "name"],
                name="avskrivningstyp_name_once",
                violation_error_message="Det finns redan en typ med det namnet.",
            ),
            models.CheckConstraint(
                condition=models.Q(years__gte=1, years__lte=50), name="avskrivningstyp_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.years} år"


class Investering(models.Model):
    """An investment project. `organisation` when it is made for one member alone."""

    class Status(models.TextChoices):
        PAGAR = "pagar", "Pågår"
        KLAR = "klar", "Slutredovisad"
        NEDLAGD = "nedlagd", "Nedlagd"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="investeringar")
    number = models.CharField("projektnummer", max_length=20, blank=True)
    name = models.CharField("namn", max_length=120)
    group = models.CharField(
        "grupp i tabellen",
        max_length=80,
        blank=True,
        help_text="Till exempel ”IT Herrljunga”. Tomt: medlemmen som den är bara för, annars gemensamt.",
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.PAGAR)
    organisation = models.ForeignKey(
        "samverkan.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bara för",
    )
    tjanst = models.ForeignKey(
        "kostnader.Tjanst",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="investeringar",
        verbose_name="tjänst som bär avskrivningen",
    )
    avskrivningstyp = models.ForeignKey(
        Avskrivningstyp,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="investeringar",
        verbose_name="avskrivningstyp",
    )
    decided_total = AmountField("beslutad totalutgift", null=True, blank=True)
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="investeringar"
    )
    in_use_from = models.DateField("tas i bruk", null=True, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "investering"
        verbose_name_plural = "investeringar"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "name", "organisation"],
                nulls_distinct=False,
                name="investering_name_once",
                violation_error_message="Det finns redan en investering med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    @property
    def group_label(self) -> str:
        """What it stands under in tables."""
        return self.group or (self.organisation.short_name if self.organisation else "Gemensamt")


class Investeringsbudget(models.Model):
    """What a year may spend on an investment, in kronor; one row per decision."""

    class Kind(models.TextChoices):
        URSPRUNGLIG = "ursprunglig", "Ursprunglig"
        TILLAGG = "tillagg", "Tillägg"
        OMBUDGETERING = "ombudgetering", "Ombudgetering"

    investering = models.ForeignKey(Investering, models.PROTECT, related_name="budgetposter")
    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("slag", max_length=15, choices=Kind, default=Kind.URSPRUNGLIG)
    amount = AmountField("belopp, kr")
    beslut = models.ForeignKey("samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "investeringsbudget"
        verbose_name_plural = "investeringsbudgetar"
        ordering = ["year", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["investering", "year", "kind", "beslut"],
                nulls_distinct=False,
                name="investeringsbudget_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.investering} {self.year}: {self.amount}"


class Investeringsprognos(models.Model):
    """What a year is thought to end at for an investment, in a round."""

    omgang = models.ForeignKey(
        "kostnader.Prognosomgang", models.PROTECT, related_name="investeringsprognoser"
    )
    investering = models.ForeignKey(Investering, models.PROTECT, related_name="prognoser")
    amount = AmountField("prognos för året, kr")
    total = AmountField("prognos för hela investeringen, kr", null=True, blank=True)
    comment = models.TextField("kommentar", blank=True)

    class Meta:
        verbose_name = "investeringsprognos"
        verbose_name_plural = "investeringsprognoser"
        constraints = [
            models.UniqueConstraint(fields=["omgang", "investering"], name="investeringsprognos_once")
        ]

    def __str__(self) -> str:
        return f"{self.omgang}: {self.investering}"


class Investeringsutfall(models.Model):
    """Spent on an investment and entered by hand, for a year before the ledger's files or without them."""

    investering = models.ForeignKey(Investering, models.PROTECT, related_name="utfall")
    month = models.DateField("månad")
    amount = AmountField("belopp, kr")
    note = models.CharField("anmärkning", max_length=200, blank=True)

    class Meta:
        verbose_name = "investeringsutfall"
        verbose_name_plural = "investeringsutfall"
        ordering = ["month", "id"]

    def __str__(self) -> str:
        return f"{self.investering} {self.month:%Y-%m}: {self.amount}"
