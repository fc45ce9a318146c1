"""Which investments and budgets of investments rest on decisions."""

from collections.abc import Collection, Iterator

from kostnader.investeringar.models import Investering, Investeringsbudget
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.konton.rules import may_see_kostnader

REMEDY = "Byt beslut på investeringen eller ta bort budgetraden först."


def investeringar_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The totals and yearly budgets that rest on the given decisions, for the pages of decisions."""
    for one in Investering.objects.filter(beslut__in=beslut_ids):
        yield _item(one.beslut_id, "Investering", str(one), one.decided_total, one.pk)
    posts = Investeringsbudget.objects.filter(beslut__in=beslut_ids).select_related("investering")
    for post in posts.order_by("investering__order", "year"):
        text = f"{post.investering} {post.year}, {post.get_kind_display().lower()}"
        yield _item(post.beslut_id, "Investeringsbudget", text, post.amount, post.investering_id)


def _item(beslut_id: int, label: str, text: str, amount, pk: int) -> Beslutsobjekt:
    return Beslutsobjekt(
        beslut_id,
        label,
        text,
        amount,
        "investeringar:investering",
        {"pk": pk},
        see=may_see_kostnader,
        holds=REMEDY,
    )
