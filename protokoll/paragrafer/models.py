"""The §: who took part, what was proposed, how it was put, what was decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from protokoll.paragrafer.omrostning import majority_text


class Paragrafserie(models.Model):
    """The last § drawn in a body's series of a year; the row is locked while one is drawn."""

    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="paragrafserier")
    year = models.PositiveSmallIntegerField("år")
    last = models.PositiveIntegerField("senaste §", default=0)

    class Meta:
        verbose_name = "paragrafserie"
        verbose_name_plural = "paragrafserier"
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="paragrafserie_once")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}"


class Paragraf(models.Model):
    """A § of a meeting. It gets its number when it is decided; till then it stands in agenda order."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "Inte påbörjad"
        OPPEN = "oppen", "Öppen"
        AVGJORD = "avgjord", "Avgjord"
        UTGAR = "utgar", "Utgår"

    class Outcome(models.TextChoices):
        BIFALL = "bifall", "Bifall"
        AVSLAG = "avslag", "Avslag"
        ATERREMISS = "aterremiss", "Återremiss"
        BORDLAGGNING = "bordlaggning", "Bordläggning"

    sammantrade = models.ForeignKey("protokoll.Sammantrade", models.PROTECT, related_name="paragrafer")
    punkt = models.OneToOneField(
        "protokoll.Dagordningspunkt", models.PROTECT, null=True, blank=True, related_name="paragraf"
    )
    arende = models.ForeignKey(
        "protokoll.Arende", models.PROTECT, null=True, blank=True, related_name="paragrafer"
    )
    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="paragrafer")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveIntegerField("§", null=True, blank=True)
    order = models.PositiveSmallIntegerField("ordning")
    heading = models.CharField("rubrik", max_length=200)
    dnr = models.CharField("diarienummer", max_length=40, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.VANTAR)
    outcome = models.CharField("utgång", max_length=15, choices=Outcome, blank=True)
    ordforande = models.ForeignKey(
        "protokoll.Deltagare", models.PROTECT, null=True, blank=True, related_name="leder"
    )
    beslut_text = models.TextField("beslut", blank=True)
    sammanfattning = models.TextField("sammanfattning", blank=True)
    motet = models.TextField("förslag på mötet", blank=True)
    beslutsgang = models.TextField("beslutsgång", blank=True)
    underlag = ArrayField(models.CharField(max_length=200), verbose_name="beslutsunderlag", default=list)
    omedelbar = models.BooleanField("justeras omedelbart", default=False)
    secret = models.BooleanField("sekretess", default=False)
    decided_at = models.DateTimeField("avgjord", null=True, blank=True)
    beslut = models.OneToOneField(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="paragraf_i_protokoll"
    )
    search = models.GeneratedField(
        expression=SearchVector("heading", "dnr", "beslut_text", "sammanfattning", "motet", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "paragraf"
        verbose_name_plural = "paragrafer"
        ordering = ["sammantrade", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="paragraf_number_once"),
            models.UniqueConstraint(
                fields=["sammantrade"], condition=models.Q(status="oppen"), name="paragraf_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(status="avgjord", number__isnull=False, decided_at__isnull=False)
                | ~models.Q(status="avgjord") & models.Q(number__isnull=True),
                name="paragraf_numbered_when_decided",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="paragraf_search"),
            GinIndex(fields=["heading"], opclasses=["gin_trgm_ops"], name="paragraf_heading_trgm"),
        ]

    def __str__(self) -> str:
        return f"§ {self.number} {self.heading}" if self.number else self.heading


class Textversion(models.Model):
    """A text of a § as it stood after somebody wrote in it. Writing without a pause is one version."""

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="textversioner")
    field = models.CharField("text", max_length=20)
    text = models.TextField("lydelse", blank=True)
    before = models.TextField("lydelse före", blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="textversioner"
    )
    at = models.DateTimeField("skriven")

    class Meta:
        verbose_name = "textversion"
        verbose_name_plural = "textversioner"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%H.%M}"


class Expediering(models.Model):
    """Who shall have this decision, and when the extract went to them."""

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="expedieringar")
    name = models.CharField("mottagare", max_length=120)
    email = models.EmailField("e-post", blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    sent_at = models.DateTimeField("skickat", null=True, blank=True)

    class Meta:
        verbose_name = "expediering"
        verbose_name_plural = "expedieringar"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["paragraf", "name"], name="expediering_once")]

    def __str__(self) -> str:
        return self.name


class Narvaro(models.Model):
    """One person at one §: serves (for whom), is there without serving, away, or out for jäv.

    Who has no row was away.
    """

    class Status(models.TextChoices):
        TJANSTGOR = "tjanstgor", "Tjänstgör"
        NARVARANDE = "narvarande", "Närvarande"
        JAV = "jav", "Jäv"
        FRANVARANDE = "franvarande", "Frånvarande"

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="narvaro")
    deltagare = models.ForeignKey("protokoll.Deltagare", models.PROTECT, related_name="narvaro")
    status = models.CharField("närvaro", max_length=12, choices=Status)
    ersatter = models.ForeignKey(
        "protokoll.Deltagare", models.PROTECT, null=True, blank=True, related_name="ersatts_av"
    )

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [
            models.UniqueConstraint(fields=["paragraf", "deltagare"], name="narvaro_once"),
            models.UniqueConstraint(fields=["paragraf", "ersatter"], name="narvaro_replaces_one"),
            models.CheckConstraint(
                condition=models.Q(ersatter__isnull=True) | models.Q(status="tjanstgor"),
                name="narvaro_replaces_when_serving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deltagare}: {self.get_status_display().lower()}"


class Yrkande(models.Model):
    """A proposal made at the meeting. One that is withdrawn stays out of the minutes (KL 5:67 1)."""

    class Outcome(models.TextChoices):
        BIFALLET = "bifallet", "Bifallet"
        AVSLAGET = "avslaget", "Avslaget"

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="yrkanden")
    deltagare = models.ForeignKey("protokoll.Deltagare", models.PROTECT, related_name="yrkanden")
    with_support_of = models.ManyToManyField("protokoll.Deltagare", related_name="instammer", blank=True)
    text = models.TextField("yrkande")
    kind = models.CharField(
        "slag",
        max_length=15,
        choices=[
            ("bifall", "Bifall"),
            ("avslag", "Avslag"),
            ("aterremiss", "Återremiss"),
            ("bordlaggning", "Bordläggning"),
            ("andring", "Ändring"),
            ("tillagg", "Tillägg"),
        ],
        default="andring",
    )
    order = models.PositiveSmallIntegerField("propositionsordning", default=0)
    withdrawn = models.BooleanField("återtaget", default=False)
    outcome = models.CharField("utgång", max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = "yrkande"
        verbose_name_plural = "yrkanden"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.deltagare}: {self.text[:60]}"


class Omrostning(models.Model):
    """An open vote with names, or a closed one with the count alone (KL 5:54).

    `majority` is the share of the votes that a yes needed, as '2/3' (KL 9:6 p. 7); `puts_off` says that the
    vote was on putting the matter off, `minority` that a third of the assembly was enough for it (KL 5:50).
    """

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="omrostningar")
    question = models.CharField("fråga", max_length=300)
    yes_means = models.CharField("ja betyder", max_length=300)
    no_means = models.CharField("nej betyder", max_length=300)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    secret_ballot = models.BooleanField("sluten", default=False)
    yes_count = models.PositiveSmallIntegerField("ja", null=True, blank=True)
    no_count = models.PositiveSmallIntegerField("nej", null=True, blank=True)
    abstain_count = models.PositiveSmallIntegerField("avstår", null=True, blank=True)
    casting_vote = models.BooleanField("ordförandens utslagsröst", default=False)
    by_lot = models.BooleanField("avgjord genom lottning", default=False)
    majority = models.CharField("kvalificerad majoritet", max_length=3, blank=True)
    majority_clause = models.CharField("majoritet enligt", max_length=60, blank=True)
    puts_off = models.CharField(
        "uppskov",
        max_length=15,
        blank=True,
        choices=[("bordlaggning", "Bordläggning"), ("aterremiss", "Återremiss")],
    )
    minority = models.BooleanField("avgjord av en minoritet", default=False)
    outcome = models.CharField("utfall", max_length=3, choices=[("ja", "Ja"), ("nej", "Nej")], blank=True)

    class Meta:
        verbose_name = "omröstning"
        verbose_name_plural = "omröstningar"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.question

    @property
    def majority_text(self) -> str:
        """The share a yes needed, in words; '' when most votes were enough."""
        return majority_text(self.majority) if self.majority else ""


class Rost(models.Model):
    """How one person voted."""

    class Value(models.TextChoices):
        JA = "ja", "Ja"
        NEJ = "nej", "Nej"
        AVSTAR = "avstar", "Avstår"

    omrostning = models.ForeignKey(Omrostning, models.PROTECT, related_name="roster")
    deltagare = models.ForeignKey("protokoll.Deltagare", models.PROTECT, related_name="roster")
    value = models.CharField("röst", max_length=6, choices=Value)

    class Meta:
        verbose_name = "röst"
        verbose_name_plural = "röster"
        constraints = [models.UniqueConstraint(fields=["omrostning", "deltagare"], name="rost_once")]

    def __str__(self) -> str:
        return f"{self.deltagare}: {self.get_value_display().lower()}"


class Reservation(models.Model):
    """A reservation announced before the meeting closed (KL 4:27), or a note to the minutes."""

    class Kind(models.TextChoices):
        RESERVATION = "reservation", "Reservation"
        ANTECKNING = "anteckning", "Protokollsanteckning"

    paragraf = models.ForeignKey(Paragraf, models.PROTECT, related_name="reservationer")
    deltagare = models.ForeignKey("protokoll.Deltagare", models.PROTECT, related_name="reservationer")
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.RESERVATION)
    text = models.TextField("text", blank=True)
    announced_at = models.DateTimeField("anmäld")

    class Meta:
        verbose_name = "reservation"
        verbose_name_plural = "reservationer"
        ordering = ["announced_at", "id"]

    def __str__(self) -> str:
        return f"{self.deltagare}: {self.get_kind_display().lower()}"
