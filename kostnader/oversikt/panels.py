"""The parts of the start page: what a member pays, and what waits for those who run the samverkan."""

from collections.abc import Iterable

from django.http import HttpRequest

from kostnader.oversikt.administration import waiting_administration
from kostnader.oversikt.att_gora import Uppgift, lage_of_year
from kostnader.oversikt.kontroll import kontroll_of
from kostnader.oversikt.queries import to_pay_count
from kostnader.oversikt.steg import Steg, first_steps
from kostnader.oversikt.visning import Context, chosen_organisation, member_context
from samverkan.konton.rules import (
    may_administer,
    may_edit_kostnader,
    may_run,
    may_see_kostnader,
    only_reads_for_member,
    organisations_read_by,
    reads_for_member,
)
from samverkan.lib.links import surl
from samverkan.start.menu import Entry
from samverkan.start.panels import Panel


def kommun(request: HttpRequest) -> Context | None:
    """What the person's own organisation pays; with several, `?org=` chooses."""
    organisation = chosen_organisation(request)
    own = organisations_read_by(request.user, request.samverkan)
    return (
        member_context(request, organisation, brief=True) if organisation and organisation.pk in own else None
    )


def ekonomi(request: HttpRequest) -> Context | None:
    """What waits for the controller; the revisor reads the same. Nothing while there is nothing to tell."""
    lage = lage_of_year(request.samverkan, request.year)
    if not (lage.vantar or lage.att_veta or lage.siffror):
        return None
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    return {
        "vantar": _rows(request, lage.vantar, acts=may_edit),
        "att_veta": _rows(request, lage.att_veta, acts=may_edit),
        "siffror": lage.siffror,
        "kontroll": kontroll_of(request.samverkan, request.year),
        "may_edit": may_edit,
    }


def administration(request: HttpRequest) -> Context | None:
    """What waits for the administratör; nothing is shown when nothing waits."""
    found = waiting_administration(request.samverkan, request.year)
    return {"vantar": _rows(request, found, acts=True)} if found else None


def forsta_steg(request: HttpRequest) -> Context | None:
    """The way from an empty samverkan to its first invoice, with the act on the step that is next."""
    steps = first_steps(request.samverkan)
    return {"lista": _checklist(request, steps)} if steps else None


def _checklist(request: HttpRequest, steps: Iterable[Steg]) -> list[Context]:
    rows, is_next = [], True
    for step in steps:
        row: Context = {"klar": step.klar, "rubrik": step.rubrik, "text": step.text}
        if is_next and not step.klar:
            is_next = False
            if step.who(request.user, request.samverkan):
                row |= {"url": surl(request, step.url_name, **step.kwargs), "act": step.act, "fylld": True}
            else:
                role = "administratör" if step.who is may_administer else "controller"
                row["text"] = f"{step.text} Det gör den som är {role}."
        rows.append(row)
    return rows


def _rows(request: HttpRequest, found: Iterable[Uppgift], *, acts: bool) -> list[Context]:
    return [
        {
            "rubrik": one.rubrik,
            "text": one.text,
            "act": one.act if acts else "Visa",
            "url": surl(request, one.url_name, **one.kwargs),
            "slag": one.slag,
        }
        for one in found
    ]


PANELS = (
    Panel(5, may_run, "kostnader/oversikt/_forsta_steg.html", forsta_steg),
    Panel(10, may_see_kostnader, "kostnader/oversikt/_ekonomi.html", ekonomi),
    Panel(20, may_administer, "kostnader/oversikt/_administration.html", administration),
    Panel(30, reads_for_member, "kostnader/oversikt/_kommun.html", kommun),
)
_OUR_INVOICES = ("fakturor:lista", only_reads_for_member, "fakturor")
MENU = (
    Entry("Kostnader", 5, "Vår kostnad", "oversikt:var_kostnad", reads_for_member, "oversikt"),
    Entry("Kostnader", 6, "Våra fakturor", *_OUR_INVOICES, own_count=to_pay_count),
    Entry("Kostnader", 7, "Jämför kommuner", "fordelning:matris", only_reads_for_member, "fordelning"),
)
