"""The financial statements' own arithmetic."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.rakenskaper.rader import BALANS, BALANSKRAV, KASSAFLODE, RESULTAT
from kostnader.rakenskaper.rules import (
    balance_difference,
    balans_of_konton,
    kassaflode,
    resultat_of_kinds,
    summed,
    with_result,
)

kronor = st.decimals(-(10**9), 10**9, places=2)


def tkr(**rows: int) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in rows.items()}


def test_lystkoms_result_of_2022_adds_up_as_published() -> None:
    known = tkr(
        intakter=40360, kostnader=-28532, avskrivningar=-11086, medlemsavgifter=790, fin_kostnader=-91
    )
    rows = summed(RESULTAT, known)
    wanted = {"nettokostnader": 742, "verksamhetens_resultat": 1532, "arets_resultat": 1441}
    assert {key: rows[key] for key in wanted} == tkr(**wanted)


def test_lystkoms_cash_flow_of_2022_follows_from_its_balance_sheets() -> None:
    resultat = tkr(arets_resultat=1441, avskrivningar=-11086)
    before = tkr(maskiner=21573, fordringar=4371, kassa=5187, kortfristiga=9535, langfristiga=18000)
    after = tkr(maskiner=22861, fordringar=5041, kassa=3342, kortfristiga=8208, langfristiga=18000)
    rows = summed(KASSAFLODE, kassaflode(resultat, after, before))
    assert rows["kf_inv_materiella"] == -12374
    assert (rows["kf_fordringar"], rows["kf_skulder"]) == (-670, -1327)
    # The source prints 12 526 and 10 530 for sums of 12 527 and 10 530: rounded each for itself.
    assert (rows["kf_fore_kapital"], rows["kf_lopande"], rows["kf_arets"]) == (12527, 10530, -1844)


def test_kinds_of_cost_become_rows_with_the_sign_turned() -> None:
    assert resultat_of_kinds(tkr(intakt=-100, kostnad=70, avskrivning=0)) == tkr(intakter=100, kostnader=-70)


def test_accounts_become_rows_by_their_longest_prefix() -> None:
    saldon = [("1220", 50), ("1930", 30), ("2080", -45), ("2210", -5), ("2290", -10), ("2440", -20), ("9", 7)]
    rows = balans_of_konton((konto, Decimal(saldo)) for konto, saldo in saldon)
    assert rows == tkr(
        maskiner=50, kassa=30, ek_ovrigt=45, pensioner=5, ovriga_avsattningar=10, kortfristiga=20
    )
    assert balance_difference(summed(BALANS, rows)) == 0


def test_the_years_result_is_shown_apart_before_and_after_the_accounts_are_closed() -> None:
    closed = with_result(tkr(kassa=100, ek_ovrigt=100), Decimal(40))
    still_open = with_result(tkr(kassa=100, ek_ovrigt=60), Decimal(40))
    assert closed == still_open == tkr(kassa=100, ek_ovrigt=60, ek_resultat=40)


def test_a_sum_of_nothing_is_left_out_and_a_told_sum_stands() -> None:
    assert summed(BALANSKRAV, {}) == {}
    assert summed(BALANSKRAV, tkr(bk_efter=7))["bk_balanskrav"] == 7


@given(st.dictionaries(st.sampled_from([rad.key for rad in BALANS if not rad.parts]), kronor))
def test_the_cash_flow_is_the_change_of_cash(after: dict[str, Decimal]) -> None:
    """For any balance sheet that balances, with last year's empty."""
    outside = ("panter", "pension_utanfor", "ovriga_ansvar", "ek_reserv", "ek_ovrigt", "ek_resultat")
    sheet = {key: amount for key, amount in after.items() if key not in outside}
    sheet["ek_resultat"] = balance_difference(summed(BALANS, sheet))
    rows = summed(KASSAFLODE, kassaflode({"arets_resultat": sheet["ek_resultat"]}, sheet, {}))
    cash = sheet.get("kassa", Decimal(0)) + sheet.get("placeringar", Decimal(0))
    assert rows.get("kf_arets", Decimal(0)) == cash
