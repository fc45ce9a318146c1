"""The notice board as an Atom feed, so that anyone can follow it without an account."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from protokoll.anslag.models import Anslag
from protokoll.anslag.offentligt import notice_url, rad
from protokoll.anslag.queries import on_board
from samverkan.medlemmar.models import Samverkan

MOST = 50


class AnslagFeed(Feed):
    """What stands on the board now; of one samverkan when the address names it."""

    feed_type = Atom1Feed
    language = "sv"

    def get_object(self, request: HttpRequest, slug: str = "") -> Samverkan | None:
        if not slug:
            return None
        found = Samverkan.objects.filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def title(self, samverkan: Samverkan | None) -> str:
        return f"Anslagstavla, {samverkan.name}" if samverkan else "Anslagstavla"

    def link(self, samverkan: Samverkan | None) -> str:
        if samverkan is None:
            return reverse("anslagstavla:alla")
        return reverse("anslagstavla:samverkan", kwargs={"slug": samverkan.slug})

    def subtitle(self, samverkan: Samverkan | None) -> str:
        return "Justerade protokoll, sammanträden och annat som lagen säger ska anslås."

    def items(self, samverkan: Samverkan | None) -> list[Anslag]:
        return list(on_board(samverkan)[:MOST])

    def item_title(self, item: Anslag) -> str:
        one = rad(item)
        return f"{one.text}, {one.vilka}" if item.paragrafer else one.text

    def item_description(self, item: Anslag) -> str:
        return rad(item).note

    def item_link(self, item: Anslag) -> str:
        return notice_url(item)

    def item_pubdate(self, item: Anslag) -> datetime:
        return item.har[0].posted_at

    def item_author_name(self, item: Anslag) -> str:
        return item.organ.name

    def item_categories(self, item: Anslag) -> list[str]:
        return [item.get_kind_display()]
