"""The published web version on paper: the same masked content and template parts as the page."""

from django.template.loader import render_to_string
from django.utils.text import slugify

from protokoll.anslag.models import Webbversion
from protokoll.justering.papper import paper
from samverkan.lib.pdf import render_pdf

WEBB = "webb"  # how the template parts know that this is no original


def render_webbversion(version: Webbversion) -> bytes:
    """The PDF of a version about to be published. The same version gives the same bytes."""
    html = render_to_string("pdf/webbversion.html", {"version": version, **_paper(version)})
    return render_pdf(html, stylesheet="protokoll.css")


def _paper(version: Webbversion) -> dict[str, object]:
    words = paper(version.content, laget=WEBB, justerat_on=version.protokoll.justerat_on)
    return words | {"version": version}


def file_name(version: Webbversion) -> str:
    """'protokoll-e-namnden-2022-06-22-webbversion.pdf'."""
    content = version.content
    return f"protokoll-{slugify(content['organ'])}-{content['datum']}-webbversion.pdf"
