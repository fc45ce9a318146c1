"""What is shared, how it is charged, and who takes part when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from samverkan.lib.swedish import MONTHS
from samverkan.lib.validity import PeriodQuerySet, period_check, period_expression


def billing_month_check(name: str) -> models.CheckConstraint:
    """A constraint: a month of its own is only for what is invoiced once a year."""
    return models.CheckConstraint(
        condition=models.Q(billing_month__isnull=True)
        | models.Q(billing_month__gte=1, billing_month__lte=12, rhythm="ar"),
        name=name,
        violation_error_message="Faktureringsmånad (1–12) anges bara för tjänster per år.",
    )


class Rytm(models.Model):
    """How a year is charged: in which parts, and when each falls due."""

    class Rhythm(models.TextChoices):
        MANAD = "manad", "Månad"
        KVARTAL = "kvartal", "Kvartal"
        TERTIAL = "tertial", "Tertial"
        HALVAR = "halvar", "Halvår"
        AR = "ar", "År"

    class Timing(models.TextChoices):
        FORSKOTT = "forskott", "I förskott"
        EFTERSKOTT = "efterskott", "I efterskott"

    rhythm = models.CharField("faktureras per", max_length=10, choices=Rhythm, default=Rhythm.KVARTAL)
    timing = models.CharField("faktureras", max_length=10, choices=Timing, default=Timing.FORSKOTT)
    billing_month = models.PositiveSmallIntegerField(
        "faktureringsmånad",
        null=True,
        blank=True,
        help_text="Bara för tjänster som faktureras en gång om året.",
    )

    class Meta:
        abstract = True

    @property
    def rytm_text(self) -> str:
        """'Per år, i förskott, i mars'."""
        month = f", i {MONTHS[self.billing_month - 1]}" if self.billing_month else ""
        return f"Per {self.get_rhythm_display().lower()}, {self.get_timing_display().lower()}{month}"


class Kostnadsstalle(models.Model):
    """A cost centre of the host's ledger: several services may stand under it."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="kostnadsstallen")
    code = models.CharField("kod", max_length=40)
    name = models.CharField("namn", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "kostnadsställe"
        verbose_name_plural = "kostnadsställen"
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "code"],
                name="kostnadsstalle_code_once",
                violation_error_message="Det finns redan ett kostnadsställe med den koden.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Tjanst(Rytm):
    """A shared service with its VAT kind; its own rhythm counts until the first Rytmbyte."""

    class VatKind(models.TextChoices):
        MOMS25 = "moms25", "25 % moms"
        UTANFOR = "utanfor", "Utanför momsens tillämpningsområde"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="tjanster")
    name = models.CharField("namn", max_length=120)
    short_name = models.CharField("kort namn i tabeller", max_length=40, blank=True)
    description = models.TextField("beskrivning", blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    vat_kind = models.CharField("moms", max_length=10, choices=VatKind, default=VatKind.MOMS25)
    direct_from_supplier = models.BooleanField(
        "faktureras direkt av leverantören", default=False, help_text="Visas, men summeras aldrig."
    )
    supplier = models.CharField("leverantör", max_length=120, blank=True)
    nyckel = models.ForeignKey(
        "kostnader.Fordelningsnyckel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tjanster",
        verbose_name="fördelningsnyckel",
    )
    utfallsnyckel = models.ForeignKey(
        "kostnader.Fordelningsnyckel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nyckel för utfallet",
        help_text="Bara om utfallet delas på annat sätt än budgeten.",
    )
    kostnadsstalle = models.ForeignKey(
        Kostnadsstalle,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tjanster",
        verbose_name="kostnadsställe",
    )
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "tjänst"
        verbose_name_plural = "tjänster"
        ordering = ["order", "name"]
        constraints = [
            period_check("tjanst_period"),
            models.UniqueConstraint(
                fields=["samverkan", "name"],
                name="tjanst_name_once",
                violation_error_message="Det finns redan en tjänst med det namnet.",
            ),
            billing_month_check("tjanst_billing_month"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def rytm(self, year: int) -> Rytm:
        """How a budget year is charged. Reads `rytmbyten`: prefetch them for many services."""
        passed = [one for one in self.rytmbyten.all() if one.from_year <= year]
        return max(passed, key=lambda one: one.from_year, default=self)


class Rytmbyte(Rytm):
    """Another rhythm of a service from a budget year on."""

    tjanst = models.ForeignKey(Tjanst, models.PROTECT, related_name="rytmbyten")
    from_year = models.PositiveSmallIntegerField("från och med år")

    class Meta:
        verbose_name = "rytmbyte"
        verbose_name_plural = "rytmbyten"
        ordering = ["tjanst", "from_year"]
        constraints = [
            models.UniqueConstraint(fields=["tjanst", "from_year"], name="rytmbyte_once"),
            billing_month_check("rytmbyte_billing_month"),
        ]

    def __str__(self) -> str:
        return f"{self.tjanst} från {self.from_year}: {self.rytm_text.lower()}"


class Anslutning(models.Model):
    """A member's participation in a service from–to."""

    tjanst = models.ForeignKey(Tjanst, models.PROTECT, related_name="anslutningar")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="anslutningar")
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "anslutning"
        verbose_name_plural = "anslutningar"
        constraints = [
            period_check("anslutning_period"),
            ExclusionConstraint(
                name="anslutning_no_overlap",
                expressions=[
                    ("tjanst", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (period_expression(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Medlemmen är redan ansluten under en del av perioden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} – {self.tjanst}"
