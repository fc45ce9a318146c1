"""The list of decisions."""

import django_tables2 as tables

from samverkan.beslut.models import Beslut


class BeslutTable(tables.Table):
    """One row per decision, with what rests on it."""

    caption = "Beslut"
    caption_hidden = True

    paragraf = tables.TemplateColumn(
        "{% load samverkan_beslut %}{% beslut_chip record %}",
        verbose_name="Paragraf",
        order_by=("date", "paragraf"),
        attrs={"td": {"class": "bryt-ej"}},
    )
    heading = tables.Column(verbose_name="Rubrik")
    organ = tables.Column(accessor="organ__name", verbose_name="Organ")
    status = tables.TemplateColumn(template_name="samverkan/beslut/status.html", verbose_name="Status")
    bar = tables.TemplateColumn(
        template_name="samverkan/beslut/bar.html", verbose_name="Det här vilar på beslutet", orderable=False
    )

    class Meta:
        model = Beslut
        fields = ()
