"""Distribution keys in versions, and frozen results."""

from django.conf import settings
from django.db import models

from samverkan.lib.fields import AmountField, FractionField


class Fordelningsnyckel(models.Model):
    """A named way of sharing a cost; what it says lies in its versions."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="nycklar")
    name = models.CharField("namn", max_length=80)
    short_name = models.CharField("kort namn i tabeller", max_length=30, blank=True)

    class Meta:
        verbose_name = "fördelningsnyckel"
        verbose_name_plural = "fördelningsnycklar"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "name"],
                name="nyckel_name_once",
                violation_error_message="Det finns redan en nyckel med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Nyckelversion(models.Model):
    """What the key says from a date: rounding and, in its components, the bases."""

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        FORESLAGEN = "foreslagen", "Föreslagen"
        FASTSTALLD = "faststalld", "Fastställd"
        AVSLAGEN = "avslagen", "Avslagen"

    class Mode(models.TextChoices):
        SUMMAN = "summan", "Summan gäller"
        ANDELARNA = "andelarna", "Andelarna gäller"

    class Direction(models.TextChoices):
        NARMAST = "narmast", "Närmast"
        UPP = "upp", "Uppåt"
        NED = "ned", "Nedåt"

    class Place(models.TextChoices):
        MEDLEM = "medlem", "Per medlem"
        KOMPONENT = "komponent", "Per del av nyckeln"
        MANAD = "manad", "Per månad × 12"

    class Level(models.TextChoices):
        MEDLEM = "medlem", "Medlemmar"
        ENHET = "enhet", "Enheter, summerade per medlem"

    nyckel = models.ForeignKey(Fordelningsnyckel, models.PROTECT, related_name="versioner")
    number = models.PositiveSmallIntegerField("version")
    valid_from = models.DateField("gäller från och med")
    status = models.CharField(max_length=12, choices=Status, default=Status.UTKAST)
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="nyckelversioner"
    )
    level = models.CharField("räknas på", max_length=10, choices=Level, default=Level.MEDLEM)
    mode = models.CharField("avrundning", max_length=10, choices=Mode, default=Mode.SUMMAN)
    unit = AmountField("avrundas till", default=1, help_text="0,01, 1, 100 eller 1 000 kronor")
    direction = models.CharField("riktning", max_length=10, choices=Direction, default=Direction.NARMAST)
    place = models.CharField("avrundas", max_length=10, choices=Place, default=Place.MEDLEM)
    percent_decimals = models.PositiveSmallIntegerField(
        "decimaler i procent före beräkning", null=True, blank=True
    )
    bearer = models.ForeignKey(
        "samverkan.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bär resten",
    )
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta:
        verbose_name = "nyckelversion"
        verbose_name_plural = "nyckelversioner"
        ordering = ["nyckel", "-valid_from", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["nyckel", "number"], name="nyckelversion_number_once"),
            models.UniqueConstraint(
                fields=["nyckel", "valid_from", "beslut"],
                condition=models.Q(status="faststalld"),
                name="nyckelversion_one_per_day",
                violation_error_message="Beslutet har redan fastställt en version från den dagen.",
            ),
            models.CheckConstraint(
                condition=models.Q(unit__in=["0.01", "1", "10", "100", "1000"]),
                name="nyckelversion_unit",
                violation_error_message="Välj öre, 1, 10, 100 eller 1 000 kronor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nyckel}, version {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the version may still be changed."""
        return self.status == self.Status.UTKAST

    @property
    def is_decided(self) -> bool:
        """Whether a decision has adopted it."""
        return self.status == self.Status.FASTSTALLD


class Nyckelkomponent(models.Model):
    """One part of a key version: a weight on a basis, or something taken off the top."""

    class Kind(models.TextChoices):
        LIKA = "lika", "Lika delar"
        MATT = "matt", "Efter ett mått"
        ANDEL = "andel", "Avtalade andelar"
        BELOPP_LIKA = "belopp_lika", "Fast belopp per medlem"
        BELOPP = "belopp", "Avtalade belopp per medlem"
        PRIS = "pris", "Pris per enhet"

    class DateRule(models.TextChoices):
        FAST = "fast", "Fast datum"
        DEC31 = "dec31", "31 december"
        NOV1 = "nov1", "1 november"

    version = models.ForeignKey(Nyckelversion, models.PROTECT, related_name="komponenter")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    weight = FractionField("vikt", null=True, blank=True)
    mattslag = models.ForeignKey(
        "samverkan.Mattslag", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mått"
    )
    date_rule = models.CharField("mätdatum", max_length=6, choices=DateRule, default=DateRule.FAST)
    years_before = models.PositiveSmallIntegerField("år före budgetåret", null=True, blank=True)
    reference_date = models.DateField("datum", null=True, blank=True)
    rate = models.DecimalField("pris, kr per enhet", max_digits=12, decimal_places=4, null=True, blank=True)
    amount = AmountField("belopp per medlem och år, kr", null=True, blank=True)

    class Meta:
        verbose_name = "nyckelkomponent"
        verbose_name_plural = "nyckelkomponenter"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_kind_display()}"


class Nyckelandel(models.Model):
    """One member's agreed amount or agreed share in a component."""

    komponent = models.ForeignKey(Nyckelkomponent, models.PROTECT, related_name="andelar")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="+")
    amount = AmountField("belopp, kr", null=True, blank=True)
    share = FractionField("andel", null=True, blank=True)

    class Meta:
        verbose_name = "nyckelandel"
        verbose_name_plural = "nyckelandelar"
        constraints = [models.UniqueConstraint(fields=["komponent", "organisation"], name="nyckelandel_once")]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}: {self.amount or self.share}"


class Fordelning(models.Model):
    """A frozen result: what each member pays for each service, with every input it used.

    Never changed (database trigger); a new one with a higher number takes its place.
    """

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="fordelningar")
    budget = models.ForeignKey("kostnader.Budget", models.PROTECT, related_name="fordelningar")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    summary = models.JSONField(help_text="Per service: amount to share, sum of shares, key, flags.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "fördelning"
        verbose_name_plural = "fördelningar"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["samverkan", "year", "number"], name="fordelning_number_once")
        ]

    def __str__(self) -> str:
        return f"Fördelning {self.year}, nr {self.number}"


class Andel(models.Model):
    """One member's row in a frozen Fordelning, for one service."""

    fordelning = models.ForeignKey(Fordelning, models.PROTECT, related_name="andelar")
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="andelar")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="andelar")
    amount = AmountField()
    explanation = models.JSONField()

    class Meta:
        verbose_name = "andel"
        verbose_name_plural = "andelar"
        constraints = [
            models.UniqueConstraint(fields=["fordelning", "tjanst", "organisation"], name="andel_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} {self.tjanst}: {self.amount}"
