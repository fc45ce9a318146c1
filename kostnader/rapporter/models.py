"""Reports: documents of sections, whose tables live until the section is ready and then stand still."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kostnader.rapporter.rules import period_text
from samverkan.lib.hashing import groups_of_eight
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import Tabell

YEARS = models.Q(year__gte=1950, year__lte=2150)
INGRESS = "ingress"  # the key of the sentence that says how it went


class Rapport(models.Model):
    """A report on a year through one of its months. Utkast → klar → fastställd, by a Beslut.

    `number` is its version: a fastställd report never changes, a new version is made instead.
    """

    class Kind(models.TextChoices):
        MANAD = "manad", "Månadsrapport"
        DELAR = "delar", "Delårsrapport"
        VERKSAMHETSBERATTELSE = "verksamhetsberattelse", "Verksamhetsberättelse"
        ARSREDOVISNING = "arsredovisning", "Årsredovisning"

    class Unit(models.TextChoices):
        KR = "kr", "kronor"
        TKR = "tkr", "tusental kronor"

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        KLAR = "klar", "Klar"
        FASTSTALLD = "faststalld", "Fastställd"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="rapporter")
    kind = models.CharField("slag", max_length=22, choices=Kind)
    year = models.PositiveSmallIntegerField("år")
    through = models.PositiveSmallIntegerField("till och med månad", default=12)
    number = models.PositiveSmallIntegerField("version", default=1)
    title = models.CharField("titel", max_length=150)
    unit = models.CharField("belopp i", max_length=3, choices=Unit, default=Unit.TKR)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.UTKAST)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="kopior", verbose_name="kopierad från"
    )
    beslut = models.ForeignKey(
        "samverkan.Beslut",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rapporter",
        verbose_name="fastställd med",
    )
    done_at = models.DateTimeField("klar", null=True, blank=True)
    decided_at = models.DateTimeField("fastställd", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ["-year", "-through", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "kind", "year", "through", "number"], name="rapport_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(through__gte=1, through__lte=12) & YEARS, name="rapport_period"
            ),
            models.CheckConstraint(
                condition=models.Q(status="faststalld", beslut__isnull=False, decided_at__isnull=False)
                | ~models.Q(status="faststalld") & models.Q(beslut__isnull=True),
                name="rapport_rests_on_beslut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}" if self.number > 1 else self.title

    @property
    def period(self) -> Period:
        """What the tables of the report are fetched for."""
        return Period(self.year, self.through)

    @property
    def period_text(self) -> str:
        """'februari 2024', 'januari–augusti 2023', '2023'."""
        return period_text(self.kind, self.year, self.through)

    @property
    def is_open(self) -> bool:
        """Whether it can be written in."""
        return self.status == self.Status.UTKAST


class Avsnitt(models.Model):
    """A section: heading, text, then its blocks. Utkast → klart (its figures stand still) → godkänt.

    `key` says which part of the template it is, empty for one's own. `carried`: the text comes from the last
    period and nobody has touched it. `revision` counts the savings of the text.
    """

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        KLART = "klart", "Klart"
        GODKANT = "godkant", "Godkänt"

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="avsnitt")
    order = models.PositiveSmallIntegerField("ordning")
    level = models.PositiveSmallIntegerField(
        "nivå", choices=[(1, "Huvudrubrik"), (2, "Underrubrik")], default=1
    )
    key = models.CharField("del", max_length=40, blank=True)
    heading = models.CharField("rubrik", max_length=150)
    text = models.TextField("text", blank=True)
    help = models.TextField("att skriva", blank=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="skriver_avsnitt",
        verbose_name="skriver",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="godkanner_avsnitt",
        verbose_name="godkänner",
    )
    deadline = models.DateField("klart senast", null=True, blank=True)
    reminded_on = models.DateField("påmint", null=True, blank=True)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.UTKAST)
    done_at = models.DateTimeField("klart", null=True, blank=True)
    approved_at = models.DateTimeField("godkänt", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="godkanda_avsnitt"
    )
    carried = models.BooleanField("från förra perioden", default=False)
    revision = models.PositiveIntegerField("revision", default=0)

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["rapport", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=[1, 2]), name="avsnitt_level"),
            models.CheckConstraint(
                condition=models.Q(status="utkast", done_at__isnull=True) | models.Q(done_at__isnull=False),
                name="avsnitt_done_when",
            ),
            models.CheckConstraint(
                condition=models.Q(status="godkant", approved_at__isnull=False)
                | ~models.Q(status="godkant") & models.Q(approved_at__isnull=True),
                name="avsnitt_approved_when",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def is_ingress(self) -> bool:
        """The sentence under the title: it has no heading of its own where the report is read."""
        return self.key == INGRESS

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.UTKAST

    @property
    def is_done(self) -> bool:
        """Whether the report can be marked ready as far as this section is concerned."""
        return self.status == self.Status.GODKANT or (
            self.status == self.Status.KLART and not self.approver_id
        )


class Avsnittsversion(models.Model):
    """The text of a section after somebody wrote in it. Writing without a pause is one version."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="versioner")
    text = models.TextField("lydelse", blank=True)
    before = models.TextField("lydelse före", blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="avsnittsversioner"
    )
    at = models.DateTimeField("skriven")

    class Meta:
        verbose_name = "avsnittsversion"
        verbose_name_plural = "avsnittsversioner"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.avsnitt} {self.at:%H.%M}"


class Rapportblock(models.Model):
    """A table in a section, or a chart of one.

    `key` is a kind of table (samverkan/tabeller/kallor.py), or the name of one typed in the report, which
    then stands in `typed` of one block and may be drawn by others. `columns` are those shown (all when
    empty; a chart needs one or two). `compare` is the column whose figure of the last period stands beside.
    """

    class Kind(models.TextChoices):
        TABELL = "tabell", "Tabell"
        STAPLAR = "staplar", "Staplar"
        HANTEL = "hantel", "Hantel"

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="block")
    order = models.PositiveSmallIntegerField("ordning")
    kind = models.CharField("visas som", max_length=8, choices=Kind, default=Kind.TABELL)
    key = models.CharField("tabell", max_length=60)
    typed = models.JSONField("inskriven tabell", null=True, blank=True)
    columns = ArrayField(models.CharField(max_length=60), verbose_name="kolumner", default=list, blank=True)
    compare = models.CharField("jämför med förra perioden", max_length=60, blank=True)
    caption = models.CharField("egen rubrik", max_length=150, blank=True)

    class Meta:
        verbose_name = "rapportblock"
        verbose_name_plural = "rapportblock"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.caption or self.key

    @property
    def is_chart(self) -> bool:
        return self.kind != self.Kind.TABELL

    @property
    def is_typed(self) -> bool:
        return self.typed is not None


class Frystabell(models.Model):
    """A table of a report as it stood when the first section that shows it was marked ready.

    There is one per table and period, whichever sections show it: so two sections, a text and a table, or
    a table and its chart cannot disagree. It is taken away when no section that is ready uses it any more.
    """

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="frysta")
    key = models.CharField("tabell", max_length=60)
    year = models.PositiveSmallIntegerField("år")
    through = models.PositiveSmallIntegerField("till och med månad")
    data = models.JSONField("tabellen")
    sha256 = models.CharField("SHA-256", max_length=64)
    frozen_at = models.DateTimeField("fryst")

    class Meta:
        verbose_name = "fryst tabell"
        verbose_name_plural = "frysta tabeller"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["rapport", "key", "year", "through"], name="frystabell_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}-{self.through:02}"

    @property
    def tabell(self) -> Tabell:
        return Tabell.from_json(self.data)


class Kontrollkommentar(models.Model):
    """Why a report is marked ready although a check says no: the words, and who signed them."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="kontrollkommentarer")
    key = models.CharField("kontroll", max_length=120)
    text = models.TextField("kommentar")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="kontrollkommentarer"
    )
    signed_at = models.DateTimeField("undertecknad")

    class Meta:
        verbose_name = "kontrollkommentar"
        verbose_name_plural = "kontrollkommentarer"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["rapport", "key"], name="kontrollkommentar_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Rapportfil(models.Model):
    """The report as a file of record, as it stood when it was made; a fastställd one has each once."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="filer")
    format = models.CharField("format", max_length=4, choices=Format)
    dokument = models.ForeignKey("samverkan.Dokument", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gjord")

    class Meta:
        verbose_name = "rapportfil"
        verbose_name_plural = "rapportfiler"
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.dokument.filename

    @property
    def hash(self) -> str:
        """The file's SHA-256 in groups of eight, to be compared with the file one has."""
        return groups_of_eight(self.dokument.innehall_id)
