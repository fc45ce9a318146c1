"""How a posting finds its service and kind of cost."""

from kostnader.utfall.rules import Kontering, Regel, kontering

IT, VAXEL, PERSONAL, OVRIGT, SERVRAR = 1, 2, 10, 11, 20
REGLER = [
    Regel(konto="5", kostnadsslag=PERSONAL),
    Regel(konto="6", kostnadsslag=OVRIGT),
    Regel(objekt="81141", tjanst=IT),
    Regel(objekt="81143", tjanst=VAXEL),
]


def test_account_and_object_together_place_a_posting() -> None:
    assert kontering(REGLER, "5010", "81141") == Kontering(tjanst=IT, kostnadsslag=PERSONAL)


def test_the_longest_prefix_wins_for_each_thing_by_itself() -> None:
    special = [*REGLER, Regel(konto="5690", kostnadsslag=OVRIGT)]
    assert kontering(special, "5691", "81143") == Kontering(tjanst=VAXEL, kostnadsslag=PERSONAL)
    assert kontering(special, "56901", "81143") == Kontering(tjanst=VAXEL, kostnadsslag=OVRIGT)


def test_what_no_rule_tells_is_missing() -> None:
    assert kontering(REGLER, "7010", "81141").missing == ("kostnadsslag",)
    assert kontering([], "7010").missing == ("tjanst", "kostnadsslag")


def test_a_balance_account_is_left_out_unless_it_is_an_investment() -> None:
    assert kontering(REGLER, "1930").left_out
    bought = kontering([*REGLER, Regel(konto="12", investering=SERVRAR)], "1220", "81141")
    assert (bought.left_out, bought.investering, bought.is_drift, bought.missing) == (
        False,
        SERVRAR,
        False,
        (),
    )


def test_a_rule_that_leaves_out_yields_to_a_longer_one() -> None:
    rules = [Regel(konto="89", left_out=True), Regel(konto="8910", kostnadsslag=OVRIGT, tjanst=IT)]
    assert kontering(rules, "8999").left_out
    assert kontering(rules, "8910") == Kontering(tjanst=IT, kostnadsslag=OVRIGT)
