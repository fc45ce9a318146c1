"""The receipt tells a frozen explanation as one would tell it at the table."""

from tests.komponenter.rita import rader, rita

FORKLARING = {
    "tjanst": "SOC system, grund",
    "ar": 2023,
    "medlem": "Kiruna",
    "medlem_namn": "Kiruna kommun",
    "belopp": "508400.00",
    "nyckel": {
        "namn": "50/50",
        "kort": "50/50",
        "version": 2,
        "galler_fran": "2023-01-01",
        "beslut": {
            "paragraf": "12",
            "datum": "2022-06-22",
            "rubrik": "Budget 2023",
            "organ": "Norrbottens e-nämnd",
            "laga_kraft": "2022-07-30",
        },
    },
    "delar": [
        {
            "slag": "lika",
            "text": "Hälften lika",
            "formel": "254 200 ÷ 14",
            "andel": "18157.14",
            "manader": 12,
        },
        {
            "slag": "matt",
            "text": "Hälften efter invånare",
            "formel": "254 200 × 22 664 ÷ 249 614",
            "andel": "23080.39",
            "mangd": "22664",
            "summa_mangd": "249614",
            "matt": "invånare",
            "matt_datum": "2020-12-31",
            "kalla": "SCB",
            "attesterad": "2022-03-14",
            "manader": 12,
        },
    ],
    "exakt": "41237.530015",
    "andel_procent": "8.1112",
    "avrundning": {
        "text": "Avrundas uppåt till hela 100 kr",
        "hjalp": "varje andel för sig",
        "belopp": "62.47",
    },
    "andel": "41300.00",
    "deltagare": 14,
    "summa_andelar": "509200.00",
    "summa_avrundning": "800.00",
}


def test_the_sum_can_be_followed_from_the_amount_to_the_share() -> None:
    receipt = rita("kvitto", forklaring=FORKLARING)
    assert rader(receipt, ".//dl/div") == [
        "Belopp att fördela508 400",
        "Hälften lika254 200 ÷ 14 18 157,14",
        "Hälften efter invånare254 200 × 22 664 ÷ 249 614 23 080,39",
        "Exakt andel41 237,53",
        "Avrundas uppåt till hela 100 krvarje andel för sig+62,47",
        "Kirunas andel, kr41 300",
    ]


def test_the_sum_lines_stand_above_exact_share_and_share() -> None:
    receipt = rita("kvitto", forklaring=FORKLARING)
    assert rader(receipt, ".//div[contains(@class, 'streck')]/dt") == ["Exakt andel", "Kirunas andel, kr"]


def test_measure_source_and_decision_are_told() -> None:
    receipt = rita("kvitto", forklaring=FORKLARING, beslut_url="/paragraf/12/")
    assert rader(receipt, ".//h3") == [
        "Nyckel 50/50, version 2, gäller från 2023-01-01",
        "Invånare 2020-12-31",
        "Beslutat av Norrbottens e-nämnd",
    ]
    assert rader(receipt, ".//p[contains(@class, 'smatt-text')]") == [
        "Kiruna 22 664 av de 14 medlemmarnas 249 614."
    ]
    assert [link.get("href") for link in receipt.xpath(".//a[contains(@class, 'par')]")] == ["/paragraf/12/"]


def test_without_rounding_the_share_follows_at_once() -> None:
    exact = FORKLARING | {"avrundning": None, "andel": "41237.53", "summa_avrundning": "0.00"}
    assert rader(rita("kvitto", forklaring=exact), ".//dl/div")[-2:] == [
        "Summa41 237,53",
        "Kirunas andel, kr41 237,53",
    ]


def test_a_key_without_decision_says_so() -> None:
    undecided = FORKLARING | {"nyckel": FORKLARING["nyckel"] | {"beslut": None}}
    receipt = rita("kvitto", forklaring=undecided)
    assert rader(receipt, ".//div[@class='beslut']/p") == ["Nyckeln vilar inte på något beslut i systemet."]


def test_months_are_told_when_they_are_fewer_than_twelve() -> None:
    part = FORKLARING["delar"][0] | {"manader": 8, "fran": "2023-05", "till": "2023-12"}
    receipt = rita("kvitto", forklaring=FORKLARING | {"delar": [part]})
    assert rader(receipt, ".//dt/small")[:2] == ["254 200 ÷ 14", "8 av 12 månader, 2023-05 – 2023-12"]
