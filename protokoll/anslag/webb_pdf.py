"""The published web version on paper: the same masked content as the page, and nothing else."""

from django.template.loader import render_to_string
from django.utils.text import slugify

from protokoll.anslag.models import Webbversion
from samverkan.lib.pdf import render_pdf


def render_webbversion(version: Webbversion) -> bytes:
    """The PDF of a version about to be published. The same version gives the same bytes."""
    html = render_to_string("pdf/webbversion.html", {"version": version, "p": version.content})
    return render_pdf(html, stylesheet="webbversion.css")


def file_name(version: Webbversion) -> str:
    """'protokoll-e-namnden-2022-06-22-webbversion.pdf'."""
    content = version.content
    return f"protokoll-{slugify(content['organ'])}-{content['datum']}-webbversion.pdf"
