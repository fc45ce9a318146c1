"""Who may do what: the predicates that page, list, download and menu all ask (design §7).

Each takes the signed-in person and the samverkan, and answers from the roles held today.
Roles are read once per request and kept on the person object (`Anvandare.roles_today`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samverkan.konton.models import Anvandare
    from samverkan.medlemmar.models import Samverkan

# The stored values of Roll.Kind, where the roles are listed with their names.
ADMINISTRATOR = "administrator"
CONTROLLER = "controller"
SEKRETERARE = "sekreterare"
LEDAMOT = "ledamot"
KOMMUNLASARE = "kommunlasare"
REVISOR = "revisor"

KOMMUNALFORBUND = "kommunalforbund"  # the stored value of Samverkan.Form

# What each role may do, in the words of the roles page, the demo's sign-in and one's own page (design §7).
MAY = {
    ADMINISTRATOR: "lägger upp samverkan, medlemmar och roller",
    CONTROLLER: "sköter nycklar, budget, utfall, fakturor och rapporter",
    SEKRETERARE: "sköter organ, möten, protokoll och anslagstavla",
    LEDAMOT: "läser möteshandlingar, föreslår ändringar och justerar",
    KOMMUNLASARE: "läser en medlems fakturor med förklaring, och alla protokoll",
    REVISOR: "läser allt men ändrar inget",
}


def has_role(user: Anvandare, samverkan: Samverkan, *kinds: str) -> bool:
    """Whether the person holds any of the roles in the samverkan today."""
    return any(roll.kind in kinds for roll in user.roles_today(samverkan))


def may_enter(user: Anvandare, samverkan: Samverkan) -> bool:
    """Any role lets one in: members, services, decisions and decided figures are for all of them."""
    return bool(user.roles_today(samverkan))


def may_administer(user: Anvandare, samverkan: Samverkan) -> bool:
    """Set up the samverkan, its members and roles."""
    return has_role(user, samverkan, ADMINISTRATOR)


def may_see_administration(user: Anvandare, samverkan: Samverkan) -> bool:
    """See roles and the event log."""
    return has_role(user, samverkan, ADMINISTRATOR, REVISOR)


def may_run(user: Anvandare, samverkan: Samverkan) -> bool:
    """Takes a new samverkan to its first invoice: sets it up or keeps its money."""
    return has_role(user, samverkan, ADMINISTRATOR, CONTROLLER)


def may_see_handelser(user: Anvandare, samverkan: Samverkan) -> bool:
    """See the whole event log."""
    return has_role(user, samverkan, ADMINISTRATOR, CONTROLLER, REVISOR)


def may_edit_members(user: Anvandare, samverkan: Samverkan) -> bool:
    """Change members, organisations, units and measures."""
    return has_role(user, samverkan, ADMINISTRATOR, CONTROLLER)


def may_register_beslut(user: Anvandare, samverkan: Samverkan) -> bool:
    """Enter a decision by hand."""
    return has_role(user, samverkan, CONTROLLER, SEKRETERARE)


def may_see_kostnader(user: Anvandare, samverkan: Samverkan) -> bool:
    """See drafts of budgets and keys, what-if and all invoices."""
    return has_role(user, samverkan, CONTROLLER, REVISOR)


def may_edit_kostnader(user: Anvandare, samverkan: Samverkan) -> bool:
    """Change budgets, keys and services; freeze; make invoices."""
    return has_role(user, samverkan, CONTROLLER)


def may_see_rakenskaper(user: Anvandare, samverkan: Samverkan) -> bool:
    """See the financial statements, which only a kommunalförbund makes (lag 2018:597, 1:3): it is a legal
    person; a gemensam nämnd stands in its host's (kommunallagen 9:20)."""
    return makes_rakenskaper(samverkan) and may_see_kostnader(user, samverkan)


def makes_rakenskaper(samverkan: Samverkan) -> bool:
    """Whether the samverkan is a legal person that closes accounts of its own."""
    return samverkan.form == KOMMUNALFORBUND


def may_see_fordelning(user: Anvandare, samverkan: Samverkan) -> bool:
    """See what every member pays according to frozen figures: open to all who cooperate."""
    return may_enter(user, samverkan)


def may_see_nyckelversion(user: Anvandare, samverkan: Samverkan, *, decided: bool) -> bool:
    """See what a key version says: an adopted one as the sharing it makes, another one as the drafts."""
    return may_see_fordelning(user, samverkan) if decided else may_see_kostnader(user, samverkan)


def organisations_read_by(user: Anvandare, samverkan: Samverkan) -> set[int]:
    """Ids of the organisations whose invoices the person reads as kommunläsare."""
    return {roll.organisation_id for roll in user.roles_today(samverkan) if roll.kind == KOMMUNLASARE}


def reads_for_member(user: Anvandare, samverkan: Samverkan) -> bool:
    """Is some member's own reader, and sees what "we" pay."""
    return bool(organisations_read_by(user, samverkan))


def only_reads_for_member(user: Anvandare, samverkan: Samverkan) -> bool:
    """Sees the invoices of their own, and of no one else."""
    return reads_for_member(user, samverkan) and not may_see_kostnader(user, samverkan)


def follows_fordelning(user: Anvandare, samverkan: Samverkan) -> bool:
    """Meets the sharing under that name; to a member's own reader it is a way to compare."""
    return may_see_fordelning(user, samverkan) and not only_reads_for_member(user, samverkan)


def may_see_some_fakturor(user: Anvandare, samverkan: Samverkan) -> bool:
    """Has any invoices to look at: all of them, or an organisation's own."""
    return may_see_kostnader(user, samverkan) or bool(organisations_read_by(user, samverkan))


def may_see_fakturor_of(user: Anvandare, samverkan: Samverkan, organisation_id: int) -> bool:
    """See and download one payer's invoices: its own people, the controller and the revisor."""
    return may_see_kostnader(user, samverkan) or organisation_id in organisations_read_by(user, samverkan)


def may_edit_organisation(user: Anvandare, samverkan: Samverkan, organisation_id: int) -> bool:
    """Change an organisation's invoice details: those who edit members, and its own people."""
    return may_edit_members(user, samverkan) or organisation_id in organisations_read_by(user, samverkan)


def may_edit_some_organisation(user: Anvandare, samverkan: Samverkan) -> bool:
    """Has any organisation's details to look after; which one is asked by `may_edit_organisation`."""
    return may_edit_members(user, samverkan) or bool(organisations_read_by(user, samverkan))


def may_attest_matt(user: Anvandare, samverkan: Samverkan, organisation_id: int) -> bool:
    """Vouch for an organisation's measures: those who edit them, and its own people."""
    return may_edit_organisation(user, samverkan, organisation_id)


def may_attest_some_matt(user: Anvandare, samverkan: Samverkan) -> bool:
    """Has any measures to vouch for; which ones is asked by `may_attest_matt`."""
    return may_edit_some_organisation(user, samverkan)


def may_create_samverkan(user: Anvandare) -> bool:
    """Set up a new samverkan: the operator, and whoever is administratör somewhere today."""
    return user.is_superuser or any(roll.kind == ADMINISTRATOR for roll in user.roles_today())


def may_prepare_arenden(user: Anvandare, samverkan: Samverkan) -> bool:
    """Open matters and write their papers: the secretary, and the controller for those about money."""
    return has_role(user, samverkan, SEKRETERARE, CONTROLLER)


def may_see_handlingar(user: Anvandare, samverkan: Samverkan) -> bool:
    """Read matters, agendas and kallelser before the protocol is justerat. Secret papers ask more."""
    return has_role(user, samverkan, SEKRETERARE, CONTROLLER, LEDAMOT, REVISOR)


def may_keep_minutes(user: Anvandare, samverkan: Samverkan) -> bool:
    """Keep bodies, meetings, minutes and the notice board."""
    return has_role(user, samverkan, SEKRETERARE)


def may_see_minutes_work(user: Anvandare, samverkan: Samverkan) -> bool:
    """See drafts of minutes and the work around them: who keeps them, and the revisor."""
    return has_role(user, samverkan, SEKRETERARE, REVISOR)


def may_see_protokoll(user: Anvandare, samverkan: Samverkan) -> bool:
    """Read justerade protocols, bodies and dates of meetings: open to all who cooperate."""
    return may_enter(user, samverkan)


def may_see_person(user: Anvandare, samverkan: Samverkan, anvandare_id: int | None) -> bool:
    """See a person's own page: who keeps the bodies, the revisor, and the person."""
    return may_see_minutes_work(user, samverkan) or user.pk == anvandare_id


def may_use_calendar_of(user: Anvandare, samverkan: Samverkan, anvandare_id: int | None) -> bool:
    """Read and renew a person's secret calendar address: the person, and the secretary who hands it out."""
    return may_keep_minutes(user, samverkan) or (
        user.pk == anvandare_id and may_see_protokoll(user, samverkan)
    )


def only_reads_protokoll(user: Anvandare, samverkan: Samverkan) -> bool:
    """Reads justerade protocols, but not the papers and the work around them."""
    return may_see_protokoll(user, samverkan) and not may_see_handlingar(user, samverkan)


def may_edit_rapporter(user: Anvandare, samverkan: Samverkan) -> bool:
    """Make reports, say who writes what, mark them ready and fastställda."""
    return has_role(user, samverkan, CONTROLLER)


def may_see_rapport(
    user: Anvandare, samverkan: Samverkan, *, decided: bool, done: bool, involved: bool
) -> bool:
    """A fastställd report is for all who cooperate, a ready one for those who read the meeting papers too.

    A draft is for those who see the money, and for who writes or approves in it.
    """
    if decided or involved:
        return may_enter(user, samverkan)
    return may_see_kostnader(user, samverkan) or (done and may_see_handlingar(user, samverkan))


def may_be_given_avsnitt(user: Anvandare, samverkan: Samverkan) -> bool:
    """Write or approve when named: any role but the revisor's, who changes nothing."""
    return any(roll.kind != REVISOR for roll in user.roles_today(samverkan))


def may_write_avsnitt(user: Anvandare, samverkan: Samverkan, writer_id: int | None) -> bool:
    """Write in a section of a report: the controller, and the one who is named to."""
    return may_edit_rapporter(user, samverkan) or (
        user.pk == writer_id and may_be_given_avsnitt(user, samverkan)
    )


def may_approve_avsnitt(user: Anvandare, samverkan: Samverkan, approver_id: int | None) -> bool:
    """Approve a section: the one who is named to; the controller when nobody is."""
    if approver_id is None:
        return may_edit_rapporter(user, samverkan)
    return user.pk == approver_id and may_be_given_avsnitt(user, samverkan)
