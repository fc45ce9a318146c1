"""The matter: what it is about, what is proposed, its papers, and the figures it carries."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class Arende(models.Model):
    """A matter with its diary number. It follows from body to body until it is decided.

    The texts are in the house's plain markup (`samverkan/lib/text.py`).
    """

    class Status(models.TextChoices):
        OPPET = "oppet", "Öppet"
        AVSLUTAT = "avslutat", "Avslutat"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="arenden")
    organ = models.ForeignKey(
        "samverkan.Organ", models.PROTECT, related_name="arenden", verbose_name="diarieförs hos"
    )
    dnr = models.CharField("diarienummer", max_length=40)
    heading = models.CharField("rubrik", max_length=200)
    opened_on = models.DateField("öppnat")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPPET)
    responsible = models.ForeignKey(
        "samverkan.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arenden",
        verbose_name="ansvarig",
    )
    forslag = models.TextField("förslag till beslut", blank=True)
    sammanfattning = models.TextField("sammanfattning", blank=True)
    bakgrund = models.TextField("bakgrund", blank=True)
    ekonomi = models.TextField("ekonomiska konsekvenser", blank=True)
    written_on = models.DateField("skrivelsen daterad", null=True, blank=True)
    secret = models.BooleanField("sekretess", default=False)
    secret_clause = models.CharField("sekretess enligt", max_length=80, blank=True)
    rattar = models.ForeignKey(
        "protokoll.Paragraf",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rattelser",
        verbose_name="rättar",
    )
    search = models.GeneratedField(
        expression=SearchVector("heading", "dnr", "forslag", "sammanfattning", "bakgrund", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["samverkan", "dnr"], name="arende_dnr_once"),
            models.CheckConstraint(
                condition=models.Q(secret=False) | ~models.Q(secret_clause=""),
                name="arende_secret_by_clause",
                violation_error_message="Ange vilken bestämmelse i OSL som sekretessen stöds på.",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="arende_search"),
            GinIndex(fields=["heading"], opclasses=["gin_trgm_ops"], name="arende_heading_trgm"),
        ]

    def __str__(self) -> str:
        # The event log is read by more than those entitled to what is secret.
        return self.dnr if self.secret else f"{self.dnr} {self.heading}"


class Bilaga(models.Model):
    """A paper of a matter; secret ones have a right of their own."""

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="bilagor")
    dokument = models.ForeignKey("samverkan.Dokument", models.PROTECT, related_name="bilagor")
    title = models.CharField("titel", max_length=160)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    secret = models.BooleanField("sekretess", default=False)
    secret_clause = models.CharField("sekretess enligt", max_length=80, blank=True)
    removed = models.BooleanField("borttagen", default=False)

    class Meta:
        verbose_name = "bilaga"
        verbose_name_plural = "bilagor"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secret=False) | ~models.Q(secret_clause=""),
                name="bilaga_secret_by_clause",
                violation_error_message="Ange vilken bestämmelse i OSL som sekretessen stöds på.",
            )
        ]

    def __str__(self) -> str:
        return "bilaga med sekretess" if self.secret or self.arende.secret else self.title


class Mottagare(models.Model):
    """Who shall have the decision of a matter."""

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="mottagare")
    name = models.CharField("mottagare", max_length=120)
    email = models.EmailField("e-post", blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "mottagare"
        verbose_name_plural = "mottagare"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["arende", "name"], name="mottagare_once")]

    def __str__(self) -> str:
        return self.name


class Arendeobjekt(models.Model):
    """A live object that the matter carries, such as a budget version. See samverkan/beslut/beredning.py.

    `kind` and `object_id` name it for the feature that owns it; `protokoll` does not know what it is. When
    its owner could not let the decision (`beslut`) count, `obstacle` says why, till it has been tried again
    or left so for a reason (`left_because`).
    """

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="objekt")
    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    beslut = models.ForeignKey(
        "samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="ej_genomfort"
    )
    obstacle = models.CharField("hinder", max_length=500, blank=True)
    left_because = models.CharField("lämnat därför att", max_length=300, blank=True)

    class Meta:
        verbose_name = "ärendeobjekt"
        verbose_name_plural = "ärendeobjekt"
        constraints = [
            models.UniqueConstraint(fields=["arende", "kind", "object_id"], name="arendeobjekt_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
