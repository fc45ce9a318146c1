"""People who sign in, and the roles they hold in each samverkan."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.functional import cached_property

from samverkan.konton.rules import MAY
from samverkan.lib.validity import PeriodQuerySet, period_check, period_expression

if TYPE_CHECKING:
    from samverkan.medlemmar.models import Samverkan


class AnvandareManager(BaseUserManager["Anvandare"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Anvandare":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Anvandare":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Anvandare":
        return self.get(email__iexact=username)


class Anvandare(AbstractBaseUser):
    """A person with an account. `is_superuser` may create a samverkan and its first administratör."""

    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=120)
    title = models.CharField("befattning", max_length=120, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    is_superuser = models.BooleanField("driftansvarig", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnvandareManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="anvandare_email_ci")]

    def __str__(self) -> str:
        return self.name

    def roles_today(self, samverkan: "Samverkan | None" = None) -> list["Roll"]:
        """The roles held today, in one samverkan or in all. One query per person object."""
        if samverkan is None:
            return self._roles_today
        return [roll for roll in self._roles_today if roll.samverkan_id == samverkan.pk]

    @cached_property
    def _roles_today(self) -> list["Roll"]:
        active = Roll.objects.active_on(timezone.localdate()).filter(anvandare=self)
        return list(active.select_related("organisation", "samverkan").order_by("id"))


class Roll(models.Model):
    """A role given to a person in one samverkan (and for one organisation), over a period."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = "administrator", "Administratör"
        CONTROLLER = "controller", "Controller"
        SEKRETERARE = "sekreterare", "Sekreterare"
        LEDAMOT = "ledamot", "Ledamot"
        KOMMUNLASARE = "kommunlasare", "Kommunläsare"
        REVISOR = "revisor", "Revisor"

    anvandare = models.ForeignKey(Anvandare, models.PROTECT, related_name="roller")
    samverkan = models.ForeignKey("samverkan.Samverkan", models.PROTECT, related_name="roller")
    kind = models.CharField("roll", max_length=20, choices=Kind)
    organisation = models.ForeignKey(
        "samverkan.Organisation", models.PROTECT, null=True, blank=True, related_name="roller"
    )
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "roll"
        verbose_name_plural = "roller"
        constraints = [
            period_check("roll_period"),
            models.CheckConstraint(
                condition=models.Q(kind="kommunlasare", organisation__isnull=False)
                | ~models.Q(kind="kommunlasare"),
                name="roll_kommunlasare_has_organisation",
                violation_error_message="Välj vilken medlem kommunläsaren läser för.",
            ),
            ExclusionConstraint(
                name="roll_no_overlap",
                expressions=[
                    ("anvandare", RangeOperators.EQUAL),
                    ("samverkan", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Coalesce("organisation", 0), RangeOperators.EQUAL),
                    (period_expression(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Personen har redan den rollen under en del av perioden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anvandare} – {self.get_kind_display()}"

    @property
    def text(self) -> str:
        """The role in running text: 'kommunläsare, Kiruna'."""
        name = self.get_kind_display().lower()
        return f"{name}, {self.organisation.short_name}" if self.organisation else name

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()

    @property
    def may(self) -> str:
        """What the role may do: 'läser allt men ändrar inget'."""
        return MAY[self.kind]
