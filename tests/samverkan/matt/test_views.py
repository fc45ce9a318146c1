from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samverkan.konton.models import Roll
from samverkan.medlemmar.models import Matt, Mattslag, Samverkan
from tests.factories import EnhetFactory, MattFactory, MattslagFactory, MedlemFactory
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db

DAY = date(2020, 12, 31)


def two_members(client: Client, kind: str = Roll.Kind.CONTROLLER) -> Samverkan:
    samverkan = signed_in(client, kind)
    for name, code in (("Kiruna", "2584"), ("Boden", "2582")):
        MedlemFactory(samverkan=samverkan, organisation__short_name=name, organisation__kommunkod=code)
    MattslagFactory()
    return samverkan


def upload(client: Client, samverkan: Samverkan, content: bytes, name: str = "mått.csv", **data: object):
    fields = {"mattslag": Mattslag.objects.get(code="invanare").pk, "reference_date": "2020-12-31"}
    file = SimpleUploadedFile(name, content)
    return client.post(
        page_url(samverkan, "matt:las_in"), fields | {"source": "SCB", "fil": file} | data, follow=True
    )


FILE = b"Kommunkod;Antal\n2584;22664\n2582;28042"


def test_a_file_is_previewed_and_taken_in_after_a_yes(client: Client) -> None:
    samverkan = two_members(client)
    preview = upload(client, samverkan, FILE)
    assert Matt.objects.count() == 0
    assert (preview.context["nya"], preview.context["andrade"], preview.context["samma"]) == (2, 0, 0)
    client.get(preview.request["PATH_INFO"])  # reloading the preview loses nothing
    client.post(preview.request["PATH_INFO"], {"stampel": preview.context["stampel"]})
    assert sorted(Matt.objects.values_list("value", "source")) == [(22664, "SCB"), (28042, "SCB")]


def test_the_same_file_again_has_nothing_to_take_in(client: Client) -> None:
    samverkan = two_members(client)
    first = upload(client, samverkan, FILE)
    client.post(first.request["PATH_INFO"], {"stampel": first.context["stampel"]})
    again = upload(client, samverkan, FILE)
    assert "Filen ändrar ingenting" in again.content.decode()


def test_a_preview_that_others_have_overtaken_is_shown_again(client: Client) -> None:
    samverkan = two_members(client)
    preview = upload(client, samverkan, FILE)
    kiruna = samverkan.medlemmar.get(organisation__short_name="Kiruna").organisation
    MattFactory(organisation=kiruna, value=1)
    answer = client.post(preview.request["PATH_INFO"], {"stampel": preview.context["stampel"]})
    assert (answer.context["gammal"], Matt.objects.count()) == (True, 1)


def test_a_faulty_file_is_told_place_by_place_and_nothing_is_kept(client: Client) -> None:
    samverkan = two_members(client)
    answer = upload(client, samverkan, "Kommunkod;Antal\n2584;många\n2582;-1".encode("latin-1"))
    page = answer.content.decode()
    assert "Rad 2, kolumn B: ”många” är inget tal." in page
    assert "Rad 3, kolumn B: Antalet kan inte vara negativt." in page
    assert (answer.status_code, Matt.objects.count()) == (422, 0)
    assert "matt_inlasning" not in client.session


def test_a_file_of_50_megabytes_is_refused_at_its_field(client: Client) -> None:
    samverkan = two_members(client)
    answer = upload(client, samverkan, b"x" * 50_000_000)
    assert answer.context["form"].errors == {
        "fil": ["Filen är 50 MB. Den får vara högst 5 MB: dela upp den i flera."]
    }


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "tom.csv"), (b"%PDF-1.7", "a.pdf"), (b'{"a": 1}', "a.json"), (b"PK\x03\x04", "a.xlsx")],
)
def test_a_file_that_is_no_table_is_refused_at_its_field(client: Client, content: bytes, name: str) -> None:
    answer = upload(client, two_members(client), content, name)
    assert list(answer.context["form"].errors) == ["fil"]


def test_missing_members_are_named_in_the_preview(client: Client) -> None:
    samverkan = two_members(client)
    page = upload(client, samverkan, b"Kommunkod;Antal\n2584;22664").content.decode()
    assert "1 medlem saknas i filen för 2020-12-31" in page
    assert "Boden. Du kan läsa in filen ändå" in page


def test_an_upload_of_another_samverkan_is_not_found(client: Client) -> None:
    samverkan = two_members(client)
    preview = upload(client, samverkan, FILE)
    other = signed_in_again(client, samverkan)
    path = preview.request["PATH_INFO"].replace(samverkan.slug, other.slug)
    assert client.post(path, {"stampel": preview.context["stampel"]}).url == page_url(other, "matt:las_in")
    assert Matt.objects.count() == 0


def signed_in_again(client: Client, samverkan: Samverkan) -> Samverkan:
    """The same person, controller in another samverkan too."""
    medlem = MedlemFactory()
    person = samverkan.roller.get().anvandare
    Roll.objects.create(anvandare=person, samverkan=medlem.samverkan, kind="controller", valid_from=DAY)
    return medlem.samverkan


def test_figures_are_filled_in_by_hand(client: Client) -> None:
    samverkan = two_members(client)
    kind = Mattslag.objects.get()
    organisation = samverkan.medlemmar.get(organisation__short_name="Kiruna").organisation
    url = page_url(samverkan, "matt:fyll_i", slag=kind.pk, datum="2020-12-31")
    client.post(url, {"source": "Egen räkning", f"v{organisation.pk}": "22 664"})
    assert list(Matt.objects.values_list("organisation", "value", "source")) == [
        (organisation.pk, 22664, "Egen räkning")
    ]
    answer = client.post(url, {"source": "", f"v{organisation.pk}": "1.5"})
    assert answer.context["form"].errors == {
        "source": ["Detta fält måste fyllas i."],
        f"v{organisation.pk}": ["Skriv decimaler med komma: 1,50."],
    }


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-5", "Antalet kan inte vara negativt. Skriv 0 eller mer i stället för \u22125."),
        ("många", "”många” är inget tal. Skriv det med siffror, till exempel 1 234."),
        ("=B2", "Det här är en formel: =B2. Skriv eller klistra in värdet i stället."),
    ],
)
def test_what_is_no_population_is_told_at_its_field_and_kept(client: Client, typed: str, told: str) -> None:
    samverkan = two_members(client)
    kiruna, boden = (medlem.organisation for medlem in samverkan.medlemmar.order_by("id"))
    url = page_url(samverkan, "matt:fyll_i", slag=Mattslag.objects.get().pk, datum="2020-12-31")
    answer = client.post(url, {"source": "SCB", f"v{kiruna.pk}": typed, f"v{boden.pk}": "28042"})
    assert answer.context["form"].errors == {f"v{kiruna.pk}": [told]}
    assert (f'value="{typed}"' in answer.content.decode(), Matt.objects.count()) == (True, 0)


def test_a_kommunlasare_vouches_for_its_own_figures_only(client: Client) -> None:
    samverkan = two_members(client)
    kiruna, boden = (medlem.organisation for medlem in samverkan.medlemmar.order_by("id"))
    mine, theirs = MattFactory(organisation=kiruna), MattFactory(organisation=boden)
    signed_in(client, Roll.Kind.KOMMUNLASARE, samverkan=samverkan, organisation=kiruna)
    client.post(page_url(samverkan, "matt:attestera", slag=mine.mattslag_id, datum="2020-12-31"))
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.attested_on is None, theirs.attested_on is None) == (False, True)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (Roll.Kind.CONTROLLER, [200, 200, 200]),
        (Roll.Kind.REVISOR, [200, 403, 403]),
        (Roll.Kind.LEDAMOT, [200, 403, 403]),
    ],
)
def test_who_may_see_and_do(client: Client, kind: str, codes: list[int]) -> None:
    samverkan = two_members(client, kind)
    slag = Mattslag.objects.get().pk
    pages = [
        page_url(samverkan, "matt:tabell"),
        page_url(samverkan, "matt:las_in"),
        page_url(samverkan, "matt:fyll_i", slag=slag, datum="2020-12-31"),
    ]
    assert [client.get(page).status_code for page in pages] == codes


def test_another_samverkans_kind_does_not_exist_here(client: Client) -> None:
    samverkan = two_members(client)
    kind = MattslagFactory(samverkan=MedlemFactory().samverkan, code="x")
    page = page_url(samverkan, "matt:fyll_i", slag=kind.pk, datum="2020-12-31")
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("name", ["matt:tabell", "matt:fyll_i", "matt:fil"])
def test_a_page_asks_the_database_as_often_with_3_members_as_with_290(client: Client, name: str) -> None:
    def let_in(members: int) -> None:
        for _ in range(members):
            medlem = MedlemFactory(samverkan=samverkan)
            enhet = EnhetFactory(samverkan=samverkan, organisation=medlem.organisation)
            MattFactory(mattslag=kind, organisation=medlem.organisation, enhet=enhet)

    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    kind = MattslagFactory(samverkan=samverkan, code="anvandare")
    kwargs = {
        "matt:fyll_i": {"slag": kind.pk, "datum": "2020-12-31"},
        "matt:fil": {"slag": kind.pk, "fmt": "csv"},
    }
    url = page_url(samverkan, name, **kwargs.get(name, {}))
    let_in(3)
    few = count_queries(client, url)
    let_in(287)
    assert count_queries(client, url) == few


def test_the_preview_asks_the_database_as_often_with_3_members_as_with_290(client: Client) -> None:
    samverkan = two_members(client)
    counts = []
    for members in (3, 290):
        for number in range(members - samverkan.medlemmar.count()):
            MedlemFactory(samverkan=samverkan, organisation__kommunkod=f"{number + members:04}")
        lines = [f"{m.organisation.kommunkod};1" for m in samverkan.medlemmar.select_related("organisation")]
        preview = upload(client, samverkan, "\n".join(["Kommunkod;Antal", *lines]).encode())
        counts.append(count_queries(client, preview.request["PATH_INFO"]))
    assert counts[0] == counts[1]


def test_our_own_file_of_units_and_days_reads_in_again_and_changes_nothing(client: Client) -> None:
    samverkan = two_members(client)
    kind = MattslagFactory(samverkan=samverkan, code="anvandare", name="Användare", unit="användare")
    kiruna, boden = (medlem.organisation for medlem in samverkan.medlemmar.order_by("id"))
    enhet = EnhetFactory(samverkan=samverkan, organisation=kiruna, name="SOU")
    for day in (DAY, date(2021, 3, 1)):
        MattFactory(mattslag=kind, organisation=kiruna, enhet=enhet, reference_date=day, value=7)
    MattFactory(mattslag=kind, organisation=boden, reference_date=DAY, value=5)
    for fmt in ("csv", "xlsx"):
        file = client.get(page_url(samverkan, "matt:fil", slag=kind.pk, fmt=fmt)).content
        preview = upload(client, samverkan, file, f"a.{fmt}", mattslag=kind.pk, reference_date="")
        told = [
            (change.bearer.name, change.day, change.kind) for change in preview.context["granskning"].changes
        ]
        assert told == [
            ("Kiruna, SOU", date(2021, 3, 1), "samma"),
            ("Boden", DAY, "samma"),
            ("Kiruna, SOU", DAY, "samma"),
        ]
