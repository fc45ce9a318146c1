"""The year wheel, the meeting, its agenda, its kallelse and who is there."""

from django.db import models
from django.utils import timezone

from samverkan.lib import klocka


class Arshjulspost(models.Model):
    """A matter that comes back every year in the same month."""

    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="arshjul")
    month = models.PositiveSmallIntegerField("månad")
    heading = models.CharField("rubrik", max_length=200)
    kind = models.CharField(
        "slag", max_length=12, choices=[("information", "Information"), ("beslut", "Beslut")]
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "årshjulspost"
        verbose_name_plural = "årshjulsposter"
        ordering = ["month", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12), name="arshjulspost_month"
            ),
            models.UniqueConstraint(fields=["organ", "month", "heading"], name="arshjulspost_once"),
        ]

    def __str__(self) -> str:
        return self.heading


class Sammantrade(models.Model):
    """A meeting of a body: planerat → kallat → pågår → avslutat → justerat, or inställt."""

    class Status(models.TextChoices):
        PLANERAT = "planerat", "Planerat"
        KALLAT = "kallat", "Kallat"
        PAGAR = "pagar", "Pågår"
        AVSLUTAT = "avslutat", "Avslutat"
        JUSTERAT = "justerat", "Justerat"
        INSTALLT = "installt", "Inställt"

    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="sammantraden")
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("beräknas sluta", null=True, blank=True)
    place = models.CharField("plats", max_length=160, blank=True)
    remote = models.BooleanField("deltagande på distans", default=False)
    public = models.BooleanField("offentligt", default=False)
    proposed_justerare = models.CharField("föreslagen justerare", max_length=160, blank=True)
    decides_budget = models.BooleanField("fastställer budgeten", default=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANERAT)
    opened_at = models.DateTimeField("öppnat", null=True, blank=True)
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    adjusted_place = models.CharField("justeringens plats", max_length=120, blank=True, default="Digitalt")
    adjusted_planned = models.DateField("planerad justering", null=True, blank=True)
    cancelled_reason = models.CharField("skäl", max_length=300, blank=True)
    revision = models.PositiveIntegerField("ändringar av tid och plats", default=0)
    changed_at = models.DateTimeField("tid eller plats ändrad", default=timezone.now)

    class Meta:
        verbose_name = "sammanträde"
        verbose_name_plural = "sammanträden"
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "starts_at"],
                condition=~models.Q(status="installt"),
                name="sammantrade_once",
                violation_error_message="Organet har redan ett sammanträde den tiden.",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("opened_at")),
                name="sammantrade_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}, sammanträde"


class Dagordningspunkt(models.Model):
    """A line of the agenda: a heading, a formality, or a matter for information or decision."""

    class Kind(models.TextChoices):
        RUBRIK = "rubrik", "Rubrik"
        FORMALIA = "formalia", "Formalia"
        INFORMATION = "information", "Information"
        BESLUT = "beslut", "Beslut"

    sammantrade = models.ForeignKey(Sammantrade, models.PROTECT, related_name="punkter")
    order = models.PositiveSmallIntegerField("ordning", default=0)
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.BESLUT)
    heading = models.CharField("rubrik", max_length=200)
    arende = models.ForeignKey(
        "protokoll.Arende", models.PROTECT, null=True, blank=True, related_name="punkter"
    )
    foredragande = models.CharField("föredragande", max_length=120, blank=True)
    time = models.TimeField("klockslag", null=True, blank=True)
    note = models.CharField("anteckning för presidiet", max_length=300, blank=True)
    numbered = models.BooleanField("får en egen §", default=True)

    class Meta:
        verbose_name = "dagordningspunkt"
        verbose_name_plural = "dagordningspunkter"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.heading


class Kallelse(models.Model):
    """A kallelse as it went out: frozen content, its PDF, and why it may be late."""

    sammantrade = models.ForeignKey(Sammantrade, models.PROTECT, related_name="kallelser")
    number = models.PositiveSmallIntegerField("nummer")
    content = models.JSONField("innehåll")
    dokument = models.ForeignKey("samverkan.Dokument", models.PROTECT, null=True, blank=True)
    late_clause = models.CharField("sen kallelse enligt", max_length=200, blank=True)
    link = models.CharField("adress i mejlet", max_length=300, blank=True)
    created_at = models.DateTimeField("skapad", default=klocka.now)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        verbose_name = "kallelse"
        verbose_name_plural = "kallelser"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sammantrade", "number"], name="kallelse_number_once")]

    def __str__(self) -> str:
        return f"kallelse {self.number}"


class Utskick(models.Model):
    """The kallelse to one person: sent once, and whether it has been opened."""

    kallelse = models.ForeignKey(Kallelse, models.PROTECT, related_name="utskick")
    person = models.ForeignKey("samverkan.Person", models.PROTECT, related_name="utskick")
    email = models.EmailField("e-post", blank=True)
    sent_at = models.DateTimeField("skickat", null=True, blank=True)
    read_at = models.DateTimeField("öppnat", null=True, blank=True)
    answer = models.CharField(
        "svar", max_length=10, blank=True, choices=[("kommer", "Kommer"), ("forhinder", "Förhinder")]
    )
    failure = models.CharField("fel", max_length=200, blank=True)

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        constraints = [models.UniqueConstraint(fields=["kallelse", "person"], name="utskick_once")]

    def __str__(self) -> str:
        return f"{self.kallelse} till {self.person}"


class Deltagare(models.Model):
    """Someone called to, or present at, a meeting: name, party and member as they were that day.

    Who served when is in `Narvaro`, § by §.
    """

    class Group(models.TextChoices):
        LEDAMOT = "ledamot", "Ledamot"
        ERSATTARE = "ersattare", "Ersättare"
        OVRIG = "ovrig", "Övrig"

    sammantrade = models.ForeignKey(Sammantrade, models.PROTECT, related_name="deltagare")
    person = models.ForeignKey("samverkan.Person", models.PROTECT, null=True, blank=True)
    group = models.CharField("grupp", max_length=10, choices=Group)
    name = models.CharField("namn", max_length=120)
    party = models.CharField("parti", max_length=20, blank=True)
    title = models.CharField("titel", max_length=120, blank=True)
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, null=True, blank=True)
    presidium = models.CharField("presidium", max_length=12, blank=True)
    secretary = models.BooleanField("sekreterare", default=False)
    justerare = models.BooleanField("justerare", default=False)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    excused = models.CharField("anmält förhinder", max_length=160, blank=True)
    remote = models.BooleanField("på distans", default=False)
    identity_checked = models.BooleanField("identitet kontrollerad av ordföranden", default=False)

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        ordering = ["group", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "person"], name="deltagare_person_once")
        ]

    def __str__(self) -> str:
        return self.name_and_party

    @property
    def name_and_party(self) -> str:
        """The name as minutes write it: 'Karin Sandell (S)'."""
        return f"{self.name} ({self.party})" if self.party else self.name


class Fras(models.Model):
    """A reusable wording. `{organ}`, `{ordforande}`, `{namn}` and `{arende}` are filled in when used."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="fraser")
    place = models.CharField(
        "används i",
        max_length=12,
        choices=[("beslut", "Beslut"), ("beslutsgang", "Beslutsgång"), ("ovrigt", "Övrigt")],
    )
    label = models.CharField("knapp", max_length=60)
    text = models.TextField("text")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "fras"
        verbose_name_plural = "fraser"
        ordering = ["place", "order", "id"]

    def __str__(self) -> str:
        return self.label


class Stamrad(models.Model):
    """A standing line that every new agenda of a body starts with, such as upprop."""

    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="stamrader")
    kind = models.CharField("slag", max_length=12, choices=Dagordningspunkt.Kind)
    heading = models.CharField("rubrik", max_length=200)
    last = models.BooleanField("sist på dagordningen", default=False)
    numbered = models.BooleanField("får en egen §", default=False)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "stående punkt"
        verbose_name_plural = "stående punkter"
        ordering = ["last", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "heading"], name="stamrad_once")]

    def __str__(self) -> str:
        return self.heading
