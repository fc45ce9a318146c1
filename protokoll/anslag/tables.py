"""Lists of the notice board for the secretary."""

import django_tables2 as tables

from protokoll.anslag.models import Anslag


class AnslagTable(tables.Table):
    """One row per notice."""

    caption = "Anslag"
    caption_hidden = True

    heading = tables.TemplateColumn(
        '{% load samverkan_lankar %}<a href="{% surl "anslag:anslag" pk=record.pk %}">'
        "{{ record.heading }}</a><br><small>{{ record.get_kind_display }}</small>",
        verbose_name="Anslag",
    )
    status = tables.TemplateColumn(template_name="protokoll/anslag/_status.html", verbose_name="Läge")
    justerat_on = tables.DateColumn(
        format="Y-m-d", verbose_name="Justerat", attrs={"td": {"class": "bryt-ej"}}
    )
    posted_on = tables.DateColumn(format="Y-m-d", verbose_name="Uppe", attrs={"td": {"class": "bryt-ej"}})
    last_appeal_on = tables.DateColumn(
        format="Y-m-d", verbose_name="Sista dag att överklaga", attrs={"td": {"class": "bryt-ej"}}
    )
    take_down_on = tables.DateColumn(
        format="Y-m-d", verbose_name="Tas ned tidigast", attrs={"td": {"class": "bryt-ej"}}
    )

    class Meta:
        model = Anslag
        fields = ()


class NertagnaTable(AnslagTable):
    """Notices that have come down, with their evidence."""

    caption = "Nertagna anslag"

    taken_down_at = tables.DateTimeColumn(
        format="Y-m-d H.i", verbose_name="Nertaget", attrs={"td": {"class": "bryt-ej"}}
    )
    bevis = tables.TemplateColumn(
        '{% load samverkan_lankar %}{% if record.bevis_id %}<a href="{% surl "anslag:bevis" pk=record.pk %}">'
        'Anslagsbevis<span class="dold"> för {{ record.heading }}</span></a>{% else %}–{% endif %}',
        verbose_name="Bevis",
        orderable=False,
    )

    class Meta:
        model = Anslag
        fields = ()
        exclude = ("status", "take_down_on")
        sequence = ("heading", "justerat_on", "posted_on", "last_appeal_on", "taken_down_at", "bevis")
