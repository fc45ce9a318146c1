"""Invoice runs and invoices. An issued invoice never changes; only a credit undoes it."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from kostnader.fakturor.rules import vat_amount
from samverkan.lib.fields import AmountField
from samverkan.lib.period import Month

# How many times a mail is tried before someone has to look at it.
MAX_ATTEMPTS = 5


class Nummerserie(models.Model):
    """The unbroken number series of an issuer and year (ML 17:24 p. 2), taken under a row lock."""

    issuer = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="nummerserier")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="nummerserie_once")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year}: {self.last}"


class Fakturakorning(models.Model):
    """A run to all payers: the services with a part due in one month, what a decided bokslut settles, or what
    a project has cost those who take part in it (`through` its last month that counts)."""

    class Status(models.TextChoices):
        FORHANDSGRANSKNING = "forhandsgranskning", "Förhandsgranskning"
        PAGAR = "pagar", "Pågår"
        KLAR = "klar", "Klar"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="fakturakorningar")
    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("månad")
    number = models.PositiveSmallIntegerField(default=1)
    bokslut = models.ForeignKey(
        "kostnader.Bokslut", models.PROTECT, null=True, blank=True, related_name="korningar"
    )
    projekt = models.ForeignKey(
        "kostnader.Projekt", models.PROTECT, null=True, blank=True, related_name="korningar"
    )
    through = models.DateField("kostnad till och med månad", null=True, blank=True)
    issue_date = models.DateField("fakturadatum")
    due_date = models.DateField("förfallodag")
    status = models.CharField(max_length=20, choices=Status, default=Status.FORHANDSGRANSKNING)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    jobb = models.ForeignKey("samverkan.Jobb", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "fakturakörning"
        verbose_name_plural = "fakturakörningar"
        ordering = ["-year", "-month", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "year", "month", "number"], name="korning_number_once"
            ),
            # Two who open the same month work in the same run.
            models.UniqueConstraint(
                fields=["samverkan", "year", "month"],
                condition=~models.Q(status="klar") & models.Q(bokslut__isnull=True, projekt__isnull=True),
                name="korning_one_open_per_month",
            ),
            models.UniqueConstraint(
                fields=["bokslut"], condition=~models.Q(status="klar"), name="korning_one_open_per_bokslut"
            ),
            models.UniqueConstraint(
                fields=["projekt"], condition=~models.Q(status="klar"), name="korning_one_open_per_projekt"
            ),
            models.CheckConstraint(
                condition=models.Q(projekt__isnull=True, through__isnull=True)
                | models.Q(projekt__isnull=False, through__isnull=False, bokslut__isnull=True),
                name="korning_projekt_through",
            ),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="korning_month"),
            models.CheckConstraint(
                condition=models.Q(due_date__gte=models.F("issue_date")), name="korning_due_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.rubrik

    @property
    def rubrik(self) -> str:
        """ "Fakturakörning april 2023", with its number from the second on; "Avräkning, mars 2024"; "Projekt
        1240 Förrätt, mars 2024"."""
        again = f", {self.number}" if self.number > 1 else ""
        if self.projekt_id is not None:
            return f"Projekt {self.projekt}, {Month(self.year, self.month).name}{again}"
        if self.is_avrakning:
            return f"Avräkning, {Month(self.year, self.month).name}{again}"
        return f"Fakturakörning {Month(self.year, self.month).name}{again}"

    @property
    def is_avrakning(self) -> bool:
        """Whether it settles a year instead of charging a part of one."""
        return self.bokslut_id is not None

    @property
    def is_projekt(self) -> bool:
        """Whether it charges the cost of a project instead of parts of a year."""
        return self.projekt_id is not None

    @property
    def may_pay_back(self) -> bool:
        """Whether a payer can get money back in it: a year settled, or others that bought in to a project."""
        return self.is_avrakning or self.is_projekt


class Korningspost(models.Model):
    """One invoice to be, as it was previewed: payer, VAT kind and amount."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar"
        UTFARDAD = "utfardad", "Utfärdad"
        INTERN = "intern", "Intern"
        HOPPAD = "hoppad", "Inte utfärdad"

    korning = models.ForeignKey(Fakturakorning, models.PROTECT, related_name="poster")
    payer = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="+")
    vat_kind = models.CharField(max_length=10)
    net = AmountField()
    lines = models.JSONField(help_text="The lines as previewed; the invoice is made of these.")
    status = models.CharField(max_length=10, choices=Status, default=Status.VANTAR)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "körningspost"
        verbose_name_plural = "körningsposter"
        ordering = ["payer__name", "vat_kind"]
        constraints = [
            models.UniqueConstraint(fields=["korning", "payer", "vat_kind"], name="korningspost_once")
        ]

    def __str__(self) -> str:
        return f"{self.korning}: {self.payer}"

    @property
    def gross(self) -> Decimal:
        """What is to be paid, VAT included; the host's own share carries none."""
        internal = self.status == self.Status.INTERN
        return self.net if internal else self.net + vat_amount(self.net, self.vat_kind)


class Faktura(models.Model):
    """An issued invoice or credit note, with frozen parties, lines and basis (ML 17:24).

    A credit note undoes one invoice (`credits`), or pays back what the invoices of a year (`refers_to`) took
    too much, as a decided bokslut says (ML 17:22–23).
    """

    class Kind(models.TextChoices):
        FAKTURA = "faktura", "Faktura"
        KREDIT = "kredit", "Kreditfaktura"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="fakturor")
    post = models.OneToOneField(Korningspost, models.PROTECT, null=True, blank=True, related_name="faktura")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FAKTURA)
    credits = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="kredit")
    refers_to = models.JSONField(default=list, blank=True, help_text="The numbers of the invoices it amends.")
    reason = models.CharField("skäl", max_length=300, blank=True)
    issuer = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="utfardade_fakturor")
    payer = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="fakturor")
    series_year = models.PositiveSmallIntegerField()
    series_number = models.PositiveIntegerField()
    number = models.CharField("fakturanummer", max_length=20)
    year = models.PositiveSmallIntegerField(help_text="The budget year the lines belong to.")
    issue_date = models.DateField("fakturadatum")
    due_date = models.DateField("förfallodag", null=True, blank=True)
    period_text = models.CharField(max_length=120)
    vat_kind = models.CharField(max_length=10)
    net = AmountField()
    vat = AmountField()
    gross = AmountField()
    ocr = models.CharField(max_length=25, blank=True)
    seller = models.JSONField()
    buyer = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the frozen parties, lines and basis.")

    class Meta:
        verbose_name = "faktura"
        verbose_name_plural = "fakturor"
        ordering = ["-series_year", "-series_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "series_year", "series_number"], name="faktura_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(gross=models.F("net") + models.F("vat")), name="faktura_gross"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="faktura", credits__isnull=True, post__isnull=False)
                | models.Q(kind="kredit", credits__isnull=False, post__isnull=True)
                | models.Q(kind="kredit", credits__isnull=True, post__isnull=False, net__lt=0),
                name="faktura_kredit_points_at_faktura",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Avrakning(models.Model):
    """What a decided bokslut leaves to settle with a member for one service; minus is to be paid back.

    Laid up by the bokslut, invoiced in a run of its own. Net of VAT, kronor.
    """

    bokslut = models.ForeignKey("kostnader.Bokslut", models.PROTECT, related_name="avrakningar")
    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="avrakningar")
    year = models.PositiveSmallIntegerField("år")
    payer = models.ForeignKey("samverkan.Organisation", models.PROTECT, related_name="avrakningar")
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="avrakningar")
    net = AmountField("att reglera")
    explanation = models.JSONField()

    class Meta:
        verbose_name = "avräkning"
        verbose_name_plural = "avräkningar"
        ordering = ["tjanst__order", "tjanst__name"]
        constraints = [models.UniqueConstraint(fields=["bokslut", "payer", "tjanst"], name="avrakning_once")]

    def __str__(self) -> str:
        return f"Avräkning {self.year}, {self.payer.short_name}: {self.tjanst}"


class Fakturarad(models.Model):
    """A frozen line with its explanation: one service's part of the year or the settlement of it, or what a
    project has cost the payer since it was last charged."""

    faktura = models.ForeignKey(Faktura, models.PROTECT, related_name="rader")
    order = models.PositiveSmallIntegerField()
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="fakturarader")
    andel = models.ForeignKey("kostnader.Andel", models.PROTECT, null=True, related_name="fakturarader")
    avrakning = models.ForeignKey(Avrakning, models.PROTECT, null=True, related_name="fakturarader")
    projekt = models.ForeignKey(
        "kostnader.Projekt", models.PROTECT, null=True, blank=True, related_name="fakturarader"
    )
    text = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    part_index = models.PositiveSmallIntegerField()
    part_count = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=40)
    period_from = models.DateField()
    period_to = models.DateField()
    period_text = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    unit = models.CharField(max_length=20)
    unit_price = AmountField()
    vat_rate = models.PositiveSmallIntegerField()
    net = AmountField()
    amount_year = AmountField()
    explanation = models.JSONField()

    class Meta:
        verbose_name = "fakturarad"
        verbose_name_plural = "fakturarader"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["faktura", "order"], name="fakturarad_once"),
            models.CheckConstraint(
                condition=models.Q(andel__isnull=False, avrakning__isnull=True, projekt__isnull=True)
                | models.Q(andel__isnull=True, avrakning__isnull=False, projekt__isnull=True)
                | models.Q(andel__isnull=True, avrakning__isnull=True, projekt__isnull=False),
                name="fakturarad_one_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.part}"

    @property
    def anchor(self) -> str:
        """The id of its explanation on the invoice's page."""
        return f"rad-{self.order}"


class Leverans(models.Model):
    """What happened to an issued invoice afterwards: its PDF and its mail. The only part that moves."""

    faktura = models.OneToOneField(Faktura, models.PROTECT, related_name="leverans")
    pdf = models.ForeignKey("samverkan.Dokument", models.PROTECT, null=True, blank=True, related_name="+")
    mail_to = models.CharField(max_length=254, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=300, blank=True)
    mail_sent_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"

    def __str__(self) -> str:
        return f"Leverans av {self.faktura.number}"

    @property
    def attempts_text(self) -> str:
        """How far the attempts to mail it have come."""
        return f"Försök {self.mail_attempts} av {MAX_ATTEMPTS}"

    @property
    def rubrik(self) -> str:
        """What went wrong, in one sentence."""
        payer = self.faktura.payer.short_name
        return f"{self.faktura.number} till {payer} gick inte att skicka: {self.mail_error}"
