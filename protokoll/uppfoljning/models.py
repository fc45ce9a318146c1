"""What was to be done, what was to be reached, and what is controlled."""

from django.db import models


class Uppdrag(models.Model):
    """Something a § said that someone shall do by a day."""

    class Status(models.TextChoices):
        OPPET = "oppet", "Att göra"
        KLART = "klart", "Klart"
        STRUKET = "struket", "Struket"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="uppdrag")
    paragraf = models.ForeignKey(
        "protokoll.Paragraf", models.PROTECT, null=True, blank=True, related_name="uppdrag"
    )
    text = models.CharField("uppdrag", max_length=300)
    responsible = models.CharField("ansvarig", max_length=120)
    due_on = models.DateField("klart senast", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPPET)
    done_on = models.DateField("klart", null=True, blank=True)
    report = models.TextField("återrapport", blank=True)

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["status", models.F("due_on").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return self.text


class Mal(models.Model):
    """A goal of a year with its indicator, what is to be reached and the judgement."""

    class Direction(models.TextChoices):
        MINST = "minst", "minst"
        HOGST = "hogst", "högst"

    class Judgement(models.TextChoices):
        EJ = "", "Inte bedömt"
        UPPFYLLT = "uppfyllt", "Uppfyllt"
        DELVIS = "delvis", "Delvis uppfyllt"
        INTE = "inte", "Inte uppfyllt"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="mal")
    year = models.PositiveSmallIntegerField("år")
    area = models.CharField("område", max_length=120, blank=True)
    text = models.CharField("mål", max_length=300)
    indicator = models.CharField("mäts med", max_length=200, blank=True)
    unit = models.CharField("enhet", max_length=30, blank=True)
    direction = models.CharField("ska vara", max_length=5, choices=Direction, default=Direction.MINST)
    target = models.DecimalField("målvärde", max_digits=12, decimal_places=2, null=True, blank=True)
    value = models.DecimalField("utfall", max_digits=12, decimal_places=2, null=True, blank=True)
    value_on = models.DateField("utfall den", null=True, blank=True)
    judgement = models.CharField("bedömning", max_length=10, choices=Judgement, blank=True)
    comment = models.TextField("kommentar", blank=True)
    beslut = models.ForeignKey("samverkan.Beslut", models.PROTECT, null=True, blank=True, related_name="mal")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["year", "area", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["samverkan", "year", "text"], name="mal_once")]

    def __str__(self) -> str:
        return self.text


class Kontrollmoment(models.Model):
    """A risk of the internkontrollplan: how likely, how grave (1–4 each), and what is done about it."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="kontrollmoment")
    year = models.PositiveSmallIntegerField("år")
    process = models.CharField("process", max_length=120, blank=True)
    risk = models.CharField("risk", max_length=300)
    sannolikhet = models.PositiveSmallIntegerField("sannolikhet")
    konsekvens = models.PositiveSmallIntegerField("konsekvens")
    moment = models.CharField("kontrollmoment", max_length=300)
    responsible = models.CharField("ansvarig", max_length=120)
    due_on = models.DateField("kontrolleras senast", null=True, blank=True)
    checked_on = models.DateField("kontrollerat", null=True, blank=True)
    result = models.CharField(
        "resultat",
        max_length=12,
        blank=True,
        choices=[("", "Inte kontrollerat"), ("utan", "Utan anmärkning"), ("avvikelse", "Avvikelse")],
    )
    comment = models.TextField("kommentar", blank=True)

    class Meta:
        verbose_name = "kontrollmoment"
        verbose_name_plural = "kontrollmoment"
        ordering = ["year", "process", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    sannolikhet__gte=1, sannolikhet__lte=4, konsekvens__gte=1, konsekvens__lte=4
                ),
                name="kontrollmoment_matrix",
                violation_error_message="Sannolikhet och konsekvens anges från 1 till 4.",
            ),
            models.UniqueConstraint(fields=["samverkan", "year", "risk"], name="kontrollmoment_once"),
        ]

    def __str__(self) -> str:
        return self.risk
