"""Fields: label, help, error, control, in that order, joined for the screen reader."""

from django import forms

from tests.komponenter.rita import ord_i, rader, rita


class Uppgifter(forms.Form):
    orgnr = forms.CharField(label="Organisationsnummer", help_text="Tio siffror.")
    rytm = forms.ChoiceField(
        label="Rytm", widget=forms.RadioSelect, choices=[("ar", "År"), ("manad", "Månad")]
    )
    anm = forms.CharField(label="Anmärkning", required=False)
    aktiv = forms.BooleanField(label="Tar del", required=False)


def unsound() -> Uppgifter:
    form = Uppgifter({"orgnr": ""})
    form.add_error(None, "Perioden krockar med en tidigare.")
    return form


def test_help_and_error_stand_between_label_and_control_and_are_read_with_it() -> None:
    field = rita("falt", falt=unsound()["orgnr"])
    control = field.xpath(".//input")[0]
    parts = field.xpath(".//label | .//p | .//input")
    assert [part.tag for part in parts] == ["label", "p", "p", "input"]
    assert control.get("aria-invalid") == "true"
    described = [ord_i(field.get_element_by_id(id)) for id in control.get("aria-describedby").split()]
    assert described == ["Tio siffror.", "Fel: Detta fält måste fyllas i."]


def test_a_choice_among_radio_buttons_is_a_group_with_a_legend() -> None:
    group = rita("falt", falt=unsound()["rytm"]).xpath("./fieldset")[0]
    assert rader(group, "./legend") == ["Rytm"]
    assert ord_i(group.get_element_by_id(group.get("aria-describedby"))) == "Fel: Detta fält måste fyllas i."


def test_what_may_be_left_out_says_so() -> None:
    assert rader(rita("falt", falt=unsound()["anm"]), ".//label") == ["Anmärkning (frivilligt)"]


def test_a_check_box_stands_before_its_words() -> None:
    label = rita("falt", falt=unsound()["aktiv"]).xpath(".//label")[0]
    assert [child.tag for child in label] == ["input", "span"]


def test_the_summary_leads_to_each_field_in_error() -> None:
    form = unsound()
    summary = rita("fel_summa", form=form, rubrik="Vi kunde inte spara")
    page = rita("formular", form=form)
    assert rader(summary, ".//li") == [
        "Perioden krockar med en tidigare.",
        "Organisationsnummer: Detta fält måste fyllas i.",
        "Rytm: Detta fält måste fyllas i.",
    ]
    targets = [link.get("href").removeprefix("#") for link in summary.xpath(".//a")]
    assert [page.get_element_by_id(target).tag for target in targets] == ["input", "input"]


def test_a_sound_form_has_no_summary() -> None:
    assert ord_i(rita("fel_summa", form=Uppgifter())) == ""
