"""What was to be done, what was to be reached, and what is controlled."""

from django.db import models


class Uppdrag(models.Model):
    """Something that someone shall do by a day, usually because a § said so."""

    class Status(models.TextChoices):
        OPPET = "oppet", "Att göra"
        KLART = "klart", "Klart"
        STRUKET = "struket", "Struket"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="uppdrag")
    beslut = models.ForeignKey(
        "samverkan.Beslut",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uppdrag",
        verbose_name="enligt beslut",
    )
    text = models.CharField("uppdrag", max_length=300)
    responsible = models.CharField("ansvarig", max_length=120)
    person = models.ForeignKey(
        "samverkan.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uppdrag",
        verbose_name="ansvarig person",
    )
    due_on = models.DateField("klart senast", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPPET)
    done_on = models.DateField("klart", null=True, blank=True)
    report = models.TextField("återrapport", blank=True)
    reason = models.CharField("skäl", max_length=300, blank=True)

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["status", models.F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="klart") | models.Q(done_on__isnull=False) & ~models.Q(report=""),
                name="uppdrag_done_is_reported",
                violation_error_message="Ett uppdrag som är klart har en dag och en återrapport.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="struket") | ~models.Q(reason=""),
                name="uppdrag_struck_why",
                violation_error_message="Skriv varför uppdraget stryks.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Mal(models.Model):
    """A goal of a year: its indicator, what is to be reached, the prognosis and the judgement.

    A goal without figure (`target` None) is in words; whether its condition is broken is then noted by hand.
    """

    class Direction(models.TextChoices):
        MINST = "minst", "minst"
        HOGST = "hogst", "högst"

    class Galler(models.TextChoices):
        VARJE = "varje", "varje värde"
        SISTA = "sista", "det sista värdet"
        SUMMA = "summa", "årets summa"
        MEDEL = "medel", "årets medelvärde"

    class Prognos(models.TextChoices):
        INGEN = "", "Ingen prognos"
        NAS = "nas", "Väntas nås"
        OSAKERT = "osakert", "Osäkert"
        NAS_INTE = "nas_inte", "Väntas inte nås"

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
    galler = models.CharField("kravet gäller", max_length=5, choices=Galler, default=Galler.SISTA)
    prognos = models.CharField("prognos", max_length=8, choices=Prognos, blank=True)
    judgement = models.CharField("bedömning", max_length=10, choices=Judgement, blank=True)
    comment = models.TextField("kommentar", blank=True)
    broken_on = models.DateField("villkoret bröts", null=True, blank=True)
    broken_why = models.CharField("hur det bröts", max_length=200, blank=True)
    beslut = models.ForeignKey(
        "samverkan.Beslut",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mal",
        verbose_name="antaget med",
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["year", "area", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "year", "text"],
                name="mal_once",
                violation_error_message="Målet finns redan det här året.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Malvarde(models.Model):
    """A value of a goal's indicator on a day, in the goal's unit."""

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="varden")
    day = models.DateField("dag")
    value = models.DecimalField("värde", max_digits=12, decimal_places=2)
    note = models.CharField("anteckning", max_length=200, blank=True)

    class Meta:
        verbose_name = "målvärde"
        verbose_name_plural = "målvärden"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["mal", "day"], name="malvarde_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"


class Kontrollmoment(models.Model):
    """A risk of the internkontrollplan: how likely, how grave (1–4 each), and what is done about it."""

    class Hantering(models.TextChoices):
        HANTERAS = "hanteras", "Kontrolleras"
        ACCEPTERAS = "accepteras", "Accepteras"

    class Result(models.TextChoices):
        INTE = "", "Inte kontrollerat"
        UTAN = "utan", "Utan anmärkning"
        AVVIKELSE = "avvikelse", "Avvikelse"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="kontrollmoment")
    year = models.PositiveSmallIntegerField("år")
    process = models.CharField("process", max_length=120, blank=True)
    risk = models.CharField("risk", max_length=300)
    sannolikhet = models.PositiveSmallIntegerField("sannolikhet")
    konsekvens = models.PositiveSmallIntegerField("konsekvens")
    hantering = models.CharField("beslut", max_length=10, choices=Hantering, default=Hantering.HANTERAS)
    motivering = models.TextField("analys", blank=True)
    moment = models.CharField("kontrollmoment", max_length=300, blank=True)
    method = models.CharField("metod", max_length=200, blank=True)
    responsible = models.CharField("ansvarig", max_length=120, blank=True)
    due_on = models.DateField("kontrolleras senast", null=True, blank=True)
    checked_on = models.DateField("kontrollerat", null=True, blank=True)
    result = models.CharField("resultat", max_length=12, blank=True, choices=Result)
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
            models.CheckConstraint(
                condition=models.Q(hantering="accepteras") | ~models.Q(moment="") & ~models.Q(responsible=""),
                name="kontrollmoment_has_a_control",
                violation_error_message="En risk som kontrolleras har ett kontrollmoment och en ansvarig.",
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(checked_on__isnull=False),
                name="kontrollmoment_checked_when",
                violation_error_message="Ange vilken dag kontrollen gjordes.",
            ),
            models.UniqueConstraint(
                fields=["samverkan", "year", "risk"],
                name="kontrollmoment_once",
                violation_error_message="Risken finns redan i årets plan.",
            ),
        ]

    def __str__(self) -> str:
        return self.risk
