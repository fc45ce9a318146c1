"""What it cost: postings from the ledger, and how account and object lead to service and kind of cost.

Amounts are in kronor with the ledger's sign: a cost is positive, an income negative.
"""

from django.conf import settings
from django.db import models

from samverkan.lib.fields import AmountField


class Konto(models.Model):
    """An account of the host's ledger, named by the latest file that named it."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="konton")
    number = models.CharField("konto", max_length=20)
    name = models.CharField("namn", max_length=120, blank=True)

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konton"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["samverkan", "number"], name="konto_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Utfallskalla(models.Model):
    """Where figures come from: a ledger or a sheet, and how its columns are read."""

    class Format(models.TextChoices):
        SIE = "sie", "SIE 4"
        TABELL = "tabell", "Excel eller CSV"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="utfallskallor")
    name = models.CharField("namn", max_length=80)
    format = models.CharField("format", max_length=10, choices=Format, default=Format.SIE)
    mapping = models.JSONField("kolumner", default=dict, blank=True)

    class Meta:
        verbose_name = "utfallskälla"
        verbose_name_plural = "utfallskällor"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "name"],
                name="utfallskalla_name_once",
                violation_error_message="Det finns redan en källa med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Utfallsfil(models.Model):
    """A file that has been read: väntar → inläst (to look at) → intagen → ersatt, or avbruten, or fel."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar på att läsas"
        INLAST = "inlast", "Inläst, inte intagen"
        INTAGEN = "intagen", "Intagen"
        ERSATT = "ersatt", "Ersatt"
        AVBRUTEN = "avbruten", "Avbruten"
        FEL = "fel", "Kunde inte läsas"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="utfallsfiler")
    kalla = models.ForeignKey(Utfallskalla, models.PROTECT, related_name="filer")
    dokument = models.ForeignKey("samverkan.Dokument", models.PROTECT, null=True, related_name="+")
    filename = models.CharField("fil", max_length=200)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.VANTAR)
    year = models.PositiveSmallIntegerField("räkenskapsår", null=True)
    first_month = models.DateField("från månad", null=True)
    last_month = models.DateField("till månad", null=True)
    summary = models.JSONField(default=dict, help_text="What was read, what was left out and why, faults.")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "utfallsfil"
        verbose_name_plural = "utfallsfiler"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            # Once per content: a file that is waiting, looked at or taken in is not taken in a second time.
            models.UniqueConstraint(
                fields=["samverkan", "sha256"],
                condition=models.Q(status__in=["vantar", "inlast", "intagen"]),
                name="utfallsfil_once",
            )
        ]

    def __str__(self) -> str:
        return self.filename


class Utfallspost(models.Model):
    """One posting as the file gives it. Written by COPY when the file is read, never changed."""

    # No constraint of the database's own: it asks once per posting, which takes as long as storing them all.
    # Triggers stand in its place: a file is never removed, and a posting neither changed nor moved.
    fil = models.ForeignKey(
        Utfallsfil, models.PROTECT, related_name="poster", db_index=False, db_constraint=False
    )
    line = models.PositiveIntegerField("rad i filen")
    month = models.DateField("månad", help_text="The first day of the month.")
    date = models.DateField("datum", null=True)
    verifikat = models.CharField("verifikat", max_length=40, blank=True)
    konto = models.CharField("konto", max_length=20)
    objekt = models.CharField("kostnadsställe", max_length=40, blank=True)
    projektkod = models.CharField("projekt", max_length=40, blank=True)
    text = models.CharField("text", max_length=200, blank=True)
    amount = AmountField("belopp")

    class Meta:
        verbose_name = "utfallspost"
        verbose_name_plural = "utfallsposter"
        indexes = [models.Index(fields=["fil", "konto", "month"], name="utfallspost_drill")]

    def __str__(self) -> str:
        return f"{self.verifikat or self.line}: {self.konto} {self.amount}"


class Utfallssumma(models.Model):
    """A file's postings summed per month, account, object and project: what pages compute from."""

    fil = models.ForeignKey(Utfallsfil, models.PROTECT, related_name="summor", db_index=False)
    month = models.DateField("månad")
    konto = models.CharField("konto", max_length=20)
    objekt = models.CharField("kostnadsställe", max_length=40, blank=True)
    projektkod = models.CharField("projekt", max_length=40, blank=True)
    amount = AmountField("belopp")
    count = models.PositiveIntegerField("antal poster", default=0)

    class Meta:
        verbose_name = "utfallssumma"
        verbose_name_plural = "utfallssummor"
        constraints = [
            models.UniqueConstraint(
                fields=["fil", "month", "konto", "objekt", "projektkod"], name="utfallssumma_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.konto}: {self.amount}"


class Kontosaldo(models.Model):
    """A balance account's opening and closing balance of a year, from a file."""

    fil = models.ForeignKey(Utfallsfil, models.PROTECT, related_name="saldon")
    year = models.PositiveSmallIntegerField("år")
    konto = models.CharField("konto", max_length=20)
    opening = AmountField("ingående balans", null=True)
    closing = AmountField("utgående balans", null=True)

    class Meta:
        verbose_name = "kontosaldo"
        verbose_name_plural = "kontosaldon"
        constraints = [models.UniqueConstraint(fields=["fil", "year", "konto"], name="kontosaldo_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.konto}: {self.closing}"


class Utfallsmanad(models.Model):
    """Which file counts for a month of a source. A later file takes the place; the earlier one is kept."""

    kalla = models.ForeignKey(Utfallskalla, models.PROTECT, related_name="manader")
    month = models.DateField("månad")
    fil = models.ForeignKey(Utfallsfil, models.PROTECT, related_name="manader")

    class Meta:
        verbose_name = "utfallsmånad"
        verbose_name_plural = "utfallsmånader"
        ordering = ["month"]
        constraints = [models.UniqueConstraint(fields=["kalla", "month"], name="utfallsmanad_once")]

    def __str__(self) -> str:
        return f"{self.kalla} {self.month:%Y-%m}"


class Handpost(models.Model):
    """An outcome entered by hand, per month, service and kind of cost. `revision` tells two writers apart."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="handposter")
    month = models.DateField("månad")
    tjanst = models.ForeignKey("kostnader.Tjanst", models.PROTECT, related_name="handposter")
    kostnadsslag = models.ForeignKey("kostnader.Kostnadsslag", models.PROTECT, related_name="handposter")
    amount = AmountField("belopp", default=0)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "handpost"
        verbose_name_plural = "handposter"
        constraints = [
            models.UniqueConstraint(fields=["month", "tjanst", "kostnadsslag"], name="handpost_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.tjanst}, {self.kostnadsslag}: {self.amount}"


class Konteringsregel(models.Model):
    """Postings whose account, object and project begin so are about this. Empty prefixes match everything.

    A rule says only some things; for each of service, kind of cost, investment and project the rule that
    matches most characters decides (`rules.best`).
    """

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="konteringsregler")
    konto = models.CharField("konto börjar med", max_length=20, blank=True)
    objekt = models.CharField("kostnadsställe börjar med", max_length=40, blank=True)
    projektkod = models.CharField("projekt börjar med", max_length=40, blank=True)
    tjanst = models.ForeignKey(
        "kostnader.Tjanst",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="konteringsregler",
        verbose_name="tjänst",
    )
    kostnadsslag = models.ForeignKey(
        "kostnader.Kostnadsslag",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="konteringsregler",
        verbose_name="kostnadsslag",
    )
    investering = models.ForeignKey(
        "kostnader.Investering",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="konteringsregler",
        verbose_name="investering",
    )
    projekt = models.ForeignKey(
        "kostnader.Projekt",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="konteringsregler",
        verbose_name="projekt",
    )
    left_out = models.BooleanField("räknas inte", default=False)
    note = models.CharField("anmärkning", max_length=200, blank=True)

    class Meta:
        verbose_name = "konteringsregel"
        verbose_name_plural = "konteringsregler"
        ordering = ["konto", "objekt", "projektkod"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "konto", "objekt", "projektkod"],
                name="konteringsregel_once",
                violation_error_message="Det finns redan en regel för samma konto, objekt och projekt.",
            )
        ]

    def __str__(self) -> str:
        wanted = [self.konto, self.objekt, self.projektkod]
        return " · ".join(part for part in wanted if part) or "allt"


class Stangtar(models.Model):
    """A closed year: its outcome stays as it is until the year is opened again, with the reason why."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="stangda_ar")
    year = models.PositiveSmallIntegerField("år")
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("öppnat igen", null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("skäl", max_length=300, blank=True)

    class Meta:
        verbose_name = "stängt år"
        verbose_name_plural = "stängda år"
        ordering = ["-year", "-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "year"],
                condition=models.Q(opened_at__isnull=True),
                name="stangtar_closed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} stängt"
