"""A samverkan with what a fixture file of investments or projects names, and the file loaded into it."""

import re
import tomllib

from kostnader.exempel.investeringar import load_investeringar
from samverkan.exempel.load import FIXTURES
from samverkan.models import Samverkan
from tests import factories as f


def with_investeringar(slug: str, *, years: tuple[int, ...] = ()) -> Samverkan:
    """The example's investments on a bare ground; `years` get a budget for rounds of forecasts to rest on."""
    samverkan = ground(slug, "investeringar.toml", "investering")
    for year in years:
        f.BudgetFactory(samverkan=samverkan, year=year)
    load_investeringar(samverkan, FIXTURES / slug, f.AnvandareFactory())
    return samverkan


def ground(slug: str, filename: str, what: str) -> Samverkan:
    """Members, decisions and services by the names that the file uses."""
    text = (FIXTURES / slug / filename).read_text(encoding="utf-8")
    data = tomllib.loads(text)
    samverkan = f.SamverkanFactory()
    organ = f.OrganFactory(samverkan=samverkan)
    for paragraf, day in sorted(set(re.findall(r'"(\d+) (\d{4}-\d\d-\d\d)"', text))):
        f.BeslutFactory(samverkan=samverkan, organ=organ, paragraf=paragraf, date=day)
    for name in sorted({one["tjanst"] for one in data[what] if "tjanst" in one}):
        f.TjanstFactory(samverkan=samverkan, name=name)
    for name in sorted({one["bara_for"] for one in data[what] if "bara_for" in one}):
        f.MedlemFactory(samverkan=samverkan, organisation=f.OrganisationFactory(short_name=name))
    return samverkan
