"""Who cooperates: organisations, their units, memberships over time, and what is measured of them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from samverkan.lib.orgnr import vat_number
from samverkan.lib.validity import PeriodQuerySet, period_check, period_expression


class Organisation(models.Model):
    """A legal person: member, issuer of invoices, or both."""

    class Kind(models.TextChoices):
        KOMMUN = "kommun", "Kommun"
        KOMMUNALFORBUND = "kommunalforbund", "Kommunalförbund"
        REGION = "region", "Region"
        BOLAG = "bolag", "Kommunalt bolag"
        ANNAN = "annan", "Annan"

    name = models.CharField("namn", max_length=120, unique=True)
    short_name = models.CharField("kort namn", max_length=60)
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.KOMMUN)
    orgnr = models.CharField("organisationsnummer", max_length=11, unique=True)
    orgnr_verified = models.BooleanField("kontrollerat mot källa", default=False)
    kommunkod = models.CharField("kommunkod", max_length=4, blank=True)
    address = models.TextField("postadress", blank=True)
    postal_code = models.CharField("postnummer", max_length=10, blank=True)
    city = models.CharField("postort", max_length=60, blank=True)
    invoice_address = models.TextField("fakturaadress", blank=True)
    invoice_email = models.EmailField("e-post för fakturor", blank=True)
    buyer_reference = models.CharField("beställarreferens", max_length=60, blank=True)
    contact_name = models.CharField("kontaktperson", max_length=120, blank=True)
    peppol_id = models.CharField("e-fakturaadress (Peppol)", max_length=40, blank=True)
    bankgiro = models.CharField("bankgiro", max_length=9, blank=True)
    vat_number = models.CharField("momsregistreringsnummer", max_length=14, blank=True)

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def invoice_vat_number(self) -> str:
        """What stands on its invoices: the number that was filled in, else the usual one of its orgnr."""
        return self.vat_number or vat_number(self.orgnr)


class Enhet(models.Model):
    """A förvaltning or the like under an organisation, with a row of its own in some keys."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="enheter")
    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="enheter")
    name = models.CharField("namn", max_length=120)
    group = models.CharField("grupp i jämförelser", max_length=60, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["samverkan", "organisation", "name"], name="enhet_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Samverkan(models.Model):
    """A cooperation: its form, and the legal person that issues its invoices."""

    class Form(models.TextChoices):
        GEMENSAM_NAMND = "gemensam_namnd", "Gemensam nämnd"
        KOMMUNALFORBUND = "kommunalforbund", "Kommunalförbund"
        AVTALSSAMVERKAN = "avtalssamverkan", "Avtalssamverkan"

    class OcrLevel(models.TextChoices):
        INGEN = "ingen", "Ingen kontroll"
        KONTROLL = "kontroll", "Checksiffra"
        LANGD = "langd", "Längdsiffra och checksiffra"

    slug = models.SlugField("adress i webbläsaren", max_length=60, unique=True)
    name = models.CharField("namn", max_length=120, unique=True)
    form = models.CharField("form", max_length=20, choices=Form)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="utfardar_for", verbose_name="fakturautfärdare"
    )
    decided_by = models.CharField("beslutande organ", max_length=120, blank=True)
    description = models.TextField("beskrivning", blank=True)
    contact_name = models.CharField("vår referens", max_length=120, blank=True)
    contact_email = models.EmailField("e-post för frågor", blank=True)
    contact_phone = models.CharField("telefon för frågor", max_length=30, blank=True)
    members_approve = ArrayField(
        models.CharField(max_length=40),
        verbose_name="varje medlem beslutar själv om",
        default=list,
        blank=True,
        help_text="Kinds of what is decided (`beredning`) that the agreement leaves to every member too.",
    )
    payment_days = models.PositiveSmallIntegerField("betalningsvillkor, dagar", default=30)
    ocr_level = models.CharField("OCR-kontroll", max_length=12, choices=OcrLevel, default=OcrLevel.LANGD)

    class Meta:
        verbose_name = "samverkan"
        verbose_name_plural = "samverkan"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                # Räntelagen 2 a §: a claim on a public body is due within 30 days.
                condition=models.Q(payment_days__gte=1, payment_days__lte=30),
                name="samverkan_payment_days",
                violation_error_message="Betalningsvillkoret är 1–30 dagar (2 a § räntelagen).",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Medlem(models.Model):
    """An organisation's membership in a samverkan over a period; leaving keeps history."""

    samverkan = models.ForeignKey(Samverkan, models.PROTECT, related_name="medlemmar")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="medlemskap")
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "medlem"
        verbose_name_plural = "medlemmar"
        constraints = [
            period_check("medlem_period"),
            ExclusionConstraint(
                name="medlem_no_overlap",
                expressions=[
                    ("samverkan", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (period_expression(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Organisationen är redan medlem under en del av perioden.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.short_name


class Mattslag(models.Model):
    """What a figure counts: invånare (common to all), or a kind of one samverkan's own."""

    samverkan = models.ForeignKey(Samverkan, models.PROTECT, null=True, blank=True, related_name="mattslag")
    code = models.SlugField("kod", max_length=40)
    name = models.CharField("namn", max_length=60)
    unit = models.CharField("räknas i", max_length=30, help_text="flertal, till exempel invånare")

    class Meta:
        verbose_name = "måttslag"
        verbose_name_plural = "måttslag"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "code"], nulls_distinct=False, name="mattslag_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Matt(models.Model):
    """A measured figure for an organisation or one of its units; never a stored percentage."""

    mattslag = models.ForeignKey(Mattslag, models.PROTECT, related_name="matt")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="matt")
    enhet = models.ForeignKey(Enhet, models.PROTECT, null=True, blank=True, related_name="matt")
    reference_date = models.DateField("mätdatum")
    value = models.DecimalField("värde", max_digits=16, decimal_places=4)
    source = models.CharField("källa", max_length=200)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="attesterade_matt"
    )
    attested_on = models.DateField("attesterad", null=True, blank=True)

    class Meta:
        verbose_name = "mått"
        verbose_name_plural = "mått"
        constraints = [
            models.UniqueConstraint(
                fields=["mattslag", "organisation", "enhet", "reference_date"],
                nulls_distinct=False,
                name="matt_once",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0),
                name="matt_not_negative",
                violation_error_message="Ett mått kan inte vara negativt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}: {self.value} {self.mattslag.unit} {self.reference_date}"
