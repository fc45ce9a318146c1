"""Where Django finds the models of `samverkan`; each lives in its feature folder."""

from samverkan.beslut.models import Beslut, Medlemsbeslut
from samverkan.dokument.models import Dokument, Innehall
from samverkan.handelser.models import Handelse
from samverkan.jobb.models import Jobb
from samverkan.konton.models import Anvandare, Roll
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Medlem, Organisation, Samverkan
from samverkan.organ.models import Diarieserie, Mandat, Organ, Person

__all__ = [
    "Anvandare",
    "Beslut",
    "Diarieserie",
    "Dokument",
    "Enhet",
    "Handelse",
    "Innehall",
    "Jobb",
    "Mandat",
    "Matt",
    "Mattslag",
    "Medlem",
    "Medlemsbeslut",
    "Organ",
    "Organisation",
    "Person",
    "Roll",
    "Samverkan",
]
