"""The protocol as it goes out for justering, who signs it, and the sealed paper."""

from django.db import models

from samverkan.organ.paragrafserie import paragrafer_text


class Protokoll(models.Model):
    """A version of a meeting's protocol, whole or of §§ justerade omedelbart.

    `content` is frozen when the round starts: screen, PDF, extracts and web version are made from it.
    """

    class Kind(models.TextChoices):
        HELT = "helt", "Protokoll"
        OMEDELBART = "omedelbart", "Omedelbart justerade paragrafer"

    class Status(models.TextChoices):
        JUSTERAS = "justeras", "Justeras"
        UNDERSKRIVET = "underskrivet", "Underskrivet"
        JUSTERAT = "justerat", "Justerat"
        ERSATT = "ersatt", "Ersatt"

    sammantrade = models.ForeignKey("protokoll.Sammantrade", models.PROTECT, related_name="protokoll")
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.HELT)
    version = models.PositiveSmallIntegerField("version", default=1)
    status = models.CharField("status", max_length=14, choices=Status, default=Status.JUSTERAS)
    paragrafer = models.ManyToManyField("protokoll.Paragraf", related_name="protokoll")
    content = models.JSONField("innehåll")
    content_sha256 = models.CharField("kontrollsumma", max_length=64)
    reason = models.CharField("skäl till ny version", max_length=300, blank=True)
    started_at = models.DateTimeField("justering påbörjad", auto_now_add=True)
    deadline = models.DateField("justeras senast")
    justerat_on = models.DateField("justerat", null=True, blank=True)
    dokument = models.ForeignKey(
        "samverkan.Dokument", models.PROTECT, null=True, blank=True, related_name="protokoll"
    )

    class Meta:
        verbose_name = "protokoll"
        verbose_name_plural = "protokoll"
        ordering = ["sammantrade", "kind", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["sammantrade"],
                condition=models.Q(kind="helt") & ~models.Q(status="ersatt"),
                name="protokoll_one_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="justerat")
                | models.Q(justerat_on__isnull=False, dokument__isnull=False),
                name="protokoll_justerat_has_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"protokoll, version {self.version}"


class Justering(models.Model):
    """One person's part in the round: who signs as what, which §§, and how it went."""

    class Role(models.TextChoices):
        SEKRETERARE = "sekreterare", "Sekreterare"
        ORDFORANDE = "ordforande", "Ordförande"
        JUSTERARE = "justerare", "Justerare"

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar"
        UNDERSKRIVEN = "underskriven", "Underskriven"
        AVBOJD = "avbojd", "Avböjd"

    protokoll = models.ForeignKey(Protokoll, models.PROTECT, related_name="justeringar")
    deltagare = models.ForeignKey("protokoll.Deltagare", models.PROTECT, related_name="justeringar")
    role = models.CharField("roll", max_length=12, choices=Role)
    numbers = models.JSONField("paragrafer")
    order = models.PositiveSmallIntegerField("ordning", default=0)
    status = models.CharField("status", max_length=14, choices=Status, default=Status.VANTAR)
    read_at = models.DateTimeField("öppnat", null=True, blank=True)
    signed_at = models.DateTimeField("underskrivet", null=True, blank=True)
    signed_sha256 = models.CharField("underskriven kontrollsumma", max_length=64, blank=True)
    reason = models.CharField("skäl", max_length=500, blank=True)
    reminded_at = models.DateTimeField("påmind", null=True, blank=True)

    class Meta:
        verbose_name = "justering"
        verbose_name_plural = "justeringar"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["protokoll", "deltagare", "role"], name="justering_once"),
            models.CheckConstraint(
                condition=~models.Q(status="underskriven")
                | models.Q(signed_at__isnull=False) & ~models.Q(signed_sha256=""),
                name="justering_signs_something",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="avbojd") | ~models.Q(reason=""), name="justering_declined_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deltagare}: {self.get_status_display().lower()}"

    @property
    def paragrafer(self) -> str:
        """'§§ 8–14'."""
        return paragrafer_text(self.numbers)


class Andringsforslag(models.Model):
    """A change someone in the round asks for in a §; the secretary takes it in or says why not."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar"
        INFORT = "infort", "Infört"
        AVSLAGET = "avslaget", "Inte infört"

    justering = models.ForeignKey(Justering, models.PROTECT, related_name="forslag")
    paragraf = models.ForeignKey("protokoll.Paragraf", models.PROTECT, related_name="andringsforslag")
    text = models.TextField("förslag till ändring")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.VANTAR)
    answer = models.CharField("svar", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ändringsförslag"
        verbose_name_plural = "ändringsförslag"
        ordering = ["paragraf__order", "created_at"]

    def __str__(self) -> str:
        return self.text[:60]
