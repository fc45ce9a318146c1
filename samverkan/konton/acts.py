"""Accounts and roles: laying up, giving, ending."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from samverkan.handelser.acts import log
from samverkan.konton.models import Anvandare, Roll
from samverkan.konton.queries import find_anvandare
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused


def create_anvandare(*, email: str, name: str, actor: Anvandare, samverkan, site: str) -> Anvandare:
    """Lay up an account without password and mail a link to choose one.

    In: `site` is the address of the service ("https://samverkan.kommun.example"), for the link.
    Refuses an address that has an account; raises ValidationError for a faulty address or name.
    """
    if find_anvandare(email):
        raise Refused("Det finns redan ett konto med den adressen.", field="email")
    with transaction.atomic():
        user = Anvandare.objects.create_user(email, name=name.strip())
        log("konto.created", user, actor=actor, samverkan=samverkan)
    transaction.on_commit(lambda: send_invitation(user, actor, samverkan, site), robust=True)
    return user


def send_invitation(user: Anvandare, actor: Anvandare, samverkan, site: str) -> None:
    """Mail the link where a new person chooses a password. It lasts PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = {"uidb64": uid, "token": default_token_generator.make_token(user)}
    context = {
        "user": user,
        "actor": actor,
        "samverkan": samverkan,
        "link": site + reverse("konton:nytt", kwargs=link),
        "ask_again": site + reverse("konton:glomt"),
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    subject = f"Ditt konto för {samverkan.name}"
    send_mail(subject, render_to_string("mail/inbjudan.txt", context), None, [user.email])


def change_password(user: Anvandare, password: str, *, actor: Anvandare) -> None:
    """Set a new password, already validated by the form."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        log("konto.password", user, actor=actor)


def give_roll(
    anvandare: Anvandare,
    *,
    samverkan,
    kind: str,
    valid_from: date,
    valid_to: date | None = None,
    organisation: models.Model | None = None,
    actor: Anvandare,
) -> Roll:
    """Give a person a role over a period, both days included. Refuses overlaps and faulty periods."""
    roll = Roll(anvandare=anvandare, samverkan=samverkan, kind=kind, organisation=organisation)
    roll.valid_from, roll.valid_to = valid_from, valid_to
    with transaction.atomic():
        _lock(samverkan)
        clean_or_refuse(roll)
        roll.save(force_insert=True)
        facts = {"person": anvandare.name, "roll": roll.text}
        log("roll.given", roll, actor=actor, samverkan=samverkan, fran=valid_from, **facts)
    return roll


def give_roll_to(*, email: str, name: str, site: str, samverkan, actor: Anvandare, **facts: object) -> Roll:
    """Give a role to whoever has the address; without account one is laid up. All or nothing.

    In: `facts` as for `give_roll`; `name` and `site` are used for a new account only.
    """
    with transaction.atomic():
        person = find_anvandare(email)
        if person is None:
            person = create_anvandare(email=email, name=name, actor=actor, samverkan=samverkan, site=site)
        return give_roll(person, samverkan=samverkan, actor=actor, **facts)


def end_roll(roll: Roll, *, day: date, actor: Anvandare) -> None:
    """Let a role end; `day` is its last. Refuses to leave the samverkan without an administratör."""
    if day < roll.valid_from:
        raise Refused(f"Rollen börjar {roll.valid_from}. Den kan inte sluta före den dagen.", field="day")
    if roll.valid_to and day > roll.valid_to:
        raise Refused(f"Rollen slutar redan {roll.valid_to}. Välj en tidigare dag.", field="day")
    samverkan = roll.samverkan
    with transaction.atomic():
        _lock(samverkan)
        if roll.kind == Roll.Kind.ADMINISTRATOR and not _others_administer(roll, day):
            raise Refused(
                "Det här är den sista administratören. Ge någon annan rollen först, utan slutdatum.",
                field="day",
            )
        roll.valid_to = day
        roll.save(update_fields=["valid_to"])
        facts = {"person": roll.anvandare.name, "roll": roll.text}
        log("roll.ended", roll, actor=actor, samverkan=samverkan, till=day, **facts)


def _lock(samverkan) -> None:
    """Let changes of the samverkan's roles wait for each other: two could end each other's at one moment."""
    type(samverkan).objects.select_for_update().get(pk=samverkan.pk)


def _others_administer(roll: Roll, day: date) -> bool:
    """Whether another active account is administratör the day after, with no end in sight."""
    others = Roll.objects.active_on(day + timedelta(days=1)).filter(
        samverkan=roll.samverkan,
        kind=Roll.Kind.ADMINISTRATOR,
        anvandare__is_active=True,
        valid_to__isnull=True,
    )
    return others.exclude(pk=roll.pk).exists()
