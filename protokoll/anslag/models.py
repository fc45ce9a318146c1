"""The public notice board: what was up, where, from when to when; and protocols shown to the public."""

from django.conf import settings
from django.db import models


class Tavla(models.Model):
    """A notice board a body's notices stand on. Without an address of its own it is the one in here.

    A gemensam nämnd posts on every member's board (KL 9:32); a förbund on its own (KL 9:6 10, 9:17).
    """

    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="tavlor")
    organisation = models.ForeignKey("samverkan.Organisation", models.PROTECT, null=True, blank=True)
    name = models.CharField("namn", max_length=120)
    url = models.URLField("adress", blank=True)
    own = models.BooleanField("anslagstavlan här", default=False)
    active = models.BooleanField("används", default=True)

    class Meta:
        verbose_name = "anslagstavla"
        verbose_name_plural = "anslagstavlor"
        ordering = ["-own", "name"]
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="tavla_once")]

    def __str__(self) -> str:
        return self.name


class Anslag(models.Model):
    """A notice. Its kinds are the closed list of KL 8:10–11; days are computed in `rules.py`."""

    class Kind(models.TextChoices):
        SAMMANTRADE = "sammantrade", "Tillkännagivande av sammanträde"
        PROTOKOLL = "protokoll", "Justerat protokoll"
        DELEGATION = "delegation", "Beslut på delegation"
        FORFATTNING = "forfattning", "Tillkännagivande enligt lag eller förordning"

    class Status(models.TextChoices):
        VANTAR = "vantar", "Ska sättas upp"
        UPPE = "uppe", "Uppe"
        NERTAGET = "nertaget", "Nertaget"

    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="anslag")
    organ = models.ForeignKey("samverkan.Organ", models.PROTECT, related_name="anslag")
    kind = models.CharField("slag", max_length=12, choices=Kind)
    heading = models.CharField("rubrik", max_length=200)
    text = models.TextField("text", blank=True)
    clause = models.CharField("enligt", max_length=120, blank=True)
    sammantrade = models.ForeignKey(
        "protokoll.Sammantrade", models.PROTECT, null=True, blank=True, related_name="anslag"
    )
    protokoll = models.OneToOneField(
        "protokoll.Protokoll", models.PROTECT, null=True, blank=True, related_name="anslag"
    )
    paragrafer = models.CharField("paragrafer", max_length=60, blank=True)
    meeting_date = models.DateField("sammanträdesdag", null=True, blank=True)
    justerat_on = models.DateField("justerat", null=True, blank=True)
    kept_at = models.CharField("protokollet finns hos", max_length=160, blank=True)
    responsible = models.CharField("ansvarig", max_length=120, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.VANTAR)
    post_on = models.DateField("sätts upp")
    posted_on = models.DateField("uppsatt på alla tavlor", null=True, blank=True)
    last_appeal_on = models.DateField("sista dag att överklaga", null=True, blank=True)
    take_down_on = models.DateField("tas ned tidigast", null=True, blank=True)
    taken_down_at = models.DateTimeField("nertaget", null=True, blank=True)
    bevis = models.ForeignKey(
        "samverkan.Dokument", models.PROTECT, null=True, blank=True, related_name="anslagsbevis"
    )

    class Meta:
        verbose_name = "anslag"
        verbose_name_plural = "anslag"
        ordering = ["-post_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="protokoll")
                | models.Q(protokoll__isnull=False, justerat_on__isnull=False),
                name="anslag_protokoll_names_it",
            ),
            models.CheckConstraint(
                condition=models.Q(status="vantar") | models.Q(posted_on__isnull=False),
                name="anslag_posted_when_up",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["sammantrade", "protokoll", "delegation", "forfattning"]),
                name="anslag_kind_in_law",
                violation_error_message="Anslagstavlan får bara innehålla det lagen räknar upp (KL 8:10–11).",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="forfattning")
                | ~models.Q(clause="") & models.Q(take_down_on__isnull=False),
                name="anslag_forfattning_names_it",
                violation_error_message="Ange författningen och hur länge anslaget ska vara uppe.",
            ),
            models.UniqueConstraint(
                fields=["sammantrade"],
                condition=models.Q(kind="sammantrade") & ~models.Q(status="nertaget"),
                name="anslag_sammantrade_once",
                violation_error_message="Sammanträdet är redan anslaget.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class Tavelplats(models.Model):
    """A notice on one board: when it went up and came down, and who vouches for it."""

    anslag = models.ForeignKey(Anslag, models.PROTECT, related_name="platser")
    tavla = models.ForeignKey(Tavla, models.PROTECT, related_name="platser")
    posted_at = models.DateTimeField("uppsatt", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="bekraftade_anslag"
    )
    taken_down_at = models.DateTimeField("nertaget", null=True, blank=True)

    class Meta:
        verbose_name = "anslag på tavla"
        verbose_name_plural = "anslag på tavlor"
        ordering = ["-tavla__own", "tavla__name"]
        constraints = [models.UniqueConstraint(fields=["anslag", "tavla"], name="tavelplats_once")]

    def __str__(self) -> str:
        return f"{self.anslag} på {self.tavla}"


class Avbrott(models.Model):
    """A time a board could not be read. The appeal period of what stood there starts again (KL 13:5).

    While it lasts it has no end, and no last day to appeal can be told.
    """

    tavla = models.ForeignKey(Tavla, models.PROTECT, related_name="avbrott")
    began_at = models.DateTimeField("började")
    ended_at = models.DateTimeField("slutade", null=True, blank=True)
    reason = models.CharField("orsak", max_length=300)

    class Meta:
        verbose_name = "avbrott"
        verbose_name_plural = "avbrott"
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("began_at")),
                name="avbrott_ends_after_beginning",
                violation_error_message="Avbrottet slutar efter att det börjat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tavla} {self.began_at}"


class Webbversion(models.Model):
    """A protocol shown to the public with what must not be spread masked; the original is untouched.

    `masks` say what is masked (see `webbtext`). `content` is what was published: masked, without secret §§;
    the public pages read nothing else. `reviewed_sha256` is the digest of what the reviewer read.
    """

    protokoll = models.OneToOneField("protokoll.Protokoll", models.PROTECT, related_name="webbversion")
    masks = models.JSONField("maskningar", default=list)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="granskade_webbversioner",
    )
    reviewed_sha256 = models.CharField("granskad text", max_length=64, blank=True)
    content = models.JSONField("publicerat innehåll", null=True, blank=True)
    published_at = models.DateTimeField("publicerad", null=True, blank=True)
    unpublished_at = models.DateTimeField("avpublicerad", null=True, blank=True)
    unpublish_on = models.DateField("avpubliceras", null=True, blank=True)
    dokument = models.ForeignKey(
        "samverkan.Dokument", models.PROTECT, null=True, blank=True, related_name="webbversioner"
    )

    class Meta:
        verbose_name = "webbversion"
        verbose_name_plural = "webbversioner"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(reviewed_by__isnull=False, unpublish_on__isnull=False, content__isnull=False),
                name="webbversion_reviewed",
                violation_error_message="En namngiven person granskar innan protokollet publiceras.",
            )
        ]

    def __str__(self) -> str:
        return f"webbversion av {self.protokoll}"
