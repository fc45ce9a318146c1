"""Bodies that decide, the people in them and what they are elected to."""

import secrets

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from samverkan.lib.validity import PeriodQuerySet, period_check, period_expression


class Organ(models.Model):
    """A body of the samverkan, or an outside one such as a member's fullmäktige.

    What its reglemente or arbetsordning says stands here; what the law says stands in `rules.py`.
    """

    class Kind(models.TextChoices):
        GEMENSAM_NAMND = "gemensam_namnd", "Gemensam nämnd"
        NAMND = "namnd", "Nämnd"
        DIREKTION = "direktion", "Direktion"
        UTSKOTT = "utskott", "Utskott"
        BEREDNING = "beredning", "Beredningsgrupp"
        SAMORDNING = "samordning", "Samordningsgrupp"
        RAD = "rad", "Råd"
        STYRGRUPP = "styrgrupp", "Styrgrupp"
        FULLMAKTIGE = "fullmaktige", "Fullmäktige"
        ANNAT = "annat", "Annat"

    class Justeringsordning(models.TextChoices):
        FRI = "fri", "I vilken ordning som helst"
        FAST = "fast", "Justerare först, ordförande sist"

    class Inkallelse(models.TextChoices):
        SLAG = "", "Samma medlem i gemensam nämnd och direktion, annars alla"
        MEDLEM = "medlem", "Bara från samma medlem"
        ALLA = "alla", "Alla ersättare i en ordning"

    class Majoritet(models.TextChoices):
        ENKEL = "", "Ingen fråga kräver mer än enkel majoritet"
        TVA_TREDJEDELAR = "2/3", "Två tredjedelar av de avgivna rösterna"
        TRE_FJARDEDELAR = "3/4", "Tre fjärdedelar av de avgivna rösterna"
        FYRA_FEMTEDELAR = "4/5", "Fyra femtedelar av de avgivna rösterna"
        ENIGHET = "1", "Enighet bland dem som röstar"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="organ")
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    called = models.CharField(
        "kallas i löptext", max_length=60, blank=True, help_text="till exempel E-nämnden eller Direktionen"
    )
    outside = models.BooleanField("utanför samverkan", default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="under_organ")
    seats = models.PositiveSmallIntegerField("antal ledamöter", default=0)
    dnr_pattern = models.CharField("diarienummer skrivs", max_length=60, default="{ar}/{nr}")
    place = models.CharField("plats", max_length=120, blank=True)
    kept_at = models.CharField("protokollet förvaras", max_length=160, blank=True)
    kallelse_days = models.PositiveSmallIntegerField("kallelse senast, dagar före", default=7)
    late_clause = models.CharField("sen kallelse enligt", max_length=60, blank=True)
    inkallelse = models.CharField(
        "ersättare kallas in", max_length=6, choices=Inkallelse, blank=True, default=Inkallelse.SLAG
    )
    inkallelse_partier = models.TextField("ordning mellan partierna", blank=True)
    omedelbar = models.BooleanField("omedelbar justering medges", default=True)
    majoritet = models.CharField(
        "kvalificerad majoritet", max_length=3, choices=Majoritet, blank=True, default=Majoritet.ENKEL
    )
    majoritet_for = models.CharField("krävs för", max_length=200, blank=True)
    majoritet_clause = models.CharField("krävs enligt", max_length=60, blank=True)
    justerare_count = models.PositiveSmallIntegerField("antal justerare", default=1)
    justering_order = models.CharField(
        "justeringsordning", max_length=4, choices=Justeringsordning, default=Justeringsordning.FRI
    )
    remote_from = models.DateField("deltagande på distans från", null=True, blank=True)
    remote_to = models.DateField("deltagande på distans till", null=True, blank=True)
    publish_days = models.PositiveSmallIntegerField("protokoll på webben, dagar", default=730)

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        ordering = ["outside", "name"]
        constraints = [models.UniqueConstraint(fields=["samverkan", "name"], name="organ_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def as_subject(self) -> str:
        """The body as the subject of a decision: 'E-nämnden'."""
        return self.called or self.name


def calendar_key() -> str:
    """The secret part of a person's calendar address."""
    return secrets.token_urlsafe(24)


class Person(models.Model):
    """Someone elected or employed who takes part in meetings; may have an account to sign in with."""

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="personer")
    name = models.CharField("namn", max_length=120)
    email = models.EmailField("e-post", blank=True)
    title = models.CharField("befattning", max_length=120, blank=True)
    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="personer"
    )
    calendar_key = models.CharField(max_length=40, unique=True, default=calendar_key, editable=False)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["samverkan", "anvandare"],
                name="person_account_once",
                violation_error_message="Kontot hör redan till en annan person i samverkan.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mandat(models.Model):
    """What a person is elected to, or employed as, in a body over a period."""

    class Role(models.TextChoices):
        LEDAMOT = "ledamot", "Ledamot"
        ERSATTARE = "ersattare", "Ersättare"
        SEKRETERARE = "sekreterare", "Sekreterare"
        TJANSTEPERSON = "tjansteperson", "Tjänsteperson"

    class Presidium(models.TextChoices):
        INGET = "", "–"
        ORDFORANDE = "ordforande", "Ordförande"
        FORSTE_VICE = "vice", "Vice ordförande"
        ANDRE_VICE = "vice2", "2:e vice ordförande"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="mandat")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandat")
    role = models.CharField("roll", max_length=15, choices=Role)
    presidium = models.CharField(
        "presidium", max_length=12, choices=Presidium, blank=True, default=Presidium.INGET
    )
    organisation = models.ForeignKey(
        "samverkan.Organisation", models.PROTECT, null=True, blank=True, verbose_name="vald av"
    )
    party = models.CharField("parti", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandat"
        ordering = ["role", "order", "id"]
        constraints = [
            period_check("mandat_period"),
            ExclusionConstraint(
                name="mandat_no_overlap",
                expressions=[
                    ("organ", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (period_expression(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Personen har redan ett uppdrag i organet under en del av perioden.",
            ),
            models.CheckConstraint(
                condition=models.Q(presidium="") | models.Q(role="ledamot"),
                name="mandat_presidium_of_ledamoter",
                violation_error_message="Presidiet väljs bland ledamöterna.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_and_party}, {self.get_role_display().lower()} i {self.organ}"

    @property
    def name_and_party(self) -> str:
        """The name as minutes write it: 'Karin Sandell (S)'."""
        return f"{self.person.name} ({self.party})" if self.party else self.person.name


class Diarieserie(models.Model):
    """The last diary number drawn in a body's series of a year; the row is locked while one is drawn."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="diarieserier")
    year = models.PositiveSmallIntegerField("år")
    last = models.PositiveIntegerField("senaste nummer", default=0)

    class Meta:
        verbose_name = "diarieserie"
        verbose_name_plural = "diarieserier"
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="diarieserie_once")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}"
