"""Figures from the members' own documents, typed once: populations, users and the published shares.

The key of a member is its organisation number, in the order of which ties are broken.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kostnader.fordelning.rules import Deltagare

INVANARE = "invanare"

# Norrbottens e-nämnd. Folkmängd 31 december 2017, 2019, 2020 (SCB).
NORRBOTTEN = {
    "Arjeplog": ("212000-2668", 2821, 2785, 2718),
    "Arvidsjaur": ("212000-2650", 6440, 6220, 6145),
    "Boden": ("212000-2767", 28181, 28080, 28060),
    "Gällivare": ("212000-2726", 17825, 17529, 17462),
    "Haparanda": ("212000-2775", 9805, 9685, 9601),
    "Jokkmokk": ("212000-2676", 5081, 4923, 4851),
    "Kalix": ("212000-2692", 16169, 15886, 15812),
    "Kiruna": ("212000-2783", 23116, 22867, 22664),
    "Luleå": ("212000-2742", 77470, 78105, 78549),
    "Pajala": ("212000-2718", 6101, 6052, 5966),
    "Piteå": ("212000-2759", 42184, 42281, 42226),
    "Älvsbyn": ("212000-2734", 8274, 8066, 8054),
    "Överkalix": ("212000-2684", 3367, 3315, 3289),
    "Övertorneå": ("212000-2700", 4461, 4299, 4217),
}
DAYS_NORRBOTTEN = (date(2017, 12, 31), date(2019, 12, 31), date(2020, 12, 31))

# Shares in the order of NORRBOTTEN.
UTVECKLARE_2022 = (
    40000, 46200, 85200, 66300, 52300, 43800, 63400, 75900, 174500, 45900, 110500, 49500, 41000, 42700,
)  # fmt: skip
SOC_GRUND_2023 = (
    21000, 24500, 46800, 36000, 28000, 23100, 34300, 41300, 98200, 24300, 61200, 26400, 21600, 22500,
)  # fmt: skip
SOC_FORVALTNING_2023 = (  # read off the screen sketch; the sum is 2 888 700
    118900, 138700, 265500, 204200, 158700, 131300, 194700,
    234300, 557600, 137700, 347500, 149800, 122200, 127600,
)  # fmt: skip
DATACENTER_2022 = (
    50400, 58800, 110400, 85200, 67200, 55200, 81600, 98400, 230400, 57600, 145200, 62400, 51600, 54000,
)  # fmt: skip
E_ARKIV = (4000, 9000, 36000, 23000, 13000, 7000, 21000, 29000, 97000, 8000, 53000, 11000, 5000, 6000)
RADDNINGSTJANST = (
    25800, 30200, 67700, 44400, 45200, 39300, 67500, 50900, 149600, 40600, 74000, 32300, 37200, 27800,
)  # fmt: skip
UTVECKLARE_2023 = (  # read off the screen sketch: 37 050 each + 472 450 by population
    42200, 48700, 90200, 70200, 55300, 46300, 67000, 80000, 185800, 48400, 117000, 52300, 43300, 45100,
)  # fmt: skip

# Skolskjuts Dalarna fas 1: inhabitants 2018-12-31, part by inhabitants, sum.
SKOLSKJUTS = {
    "Avesta": ("212000-2262", 23323, 37763, 68763),
    "Borlänge": ("212000-2239", 52224, 84558, 115558),
    "Falun": ("212000-2221", 58923, 95404, 126404),
    "Gagnef": ("212000-2155", 10271, 16630, 47630),
    "Hedemora": ("212000-2254", 15457, 25027, 56027),
    "Leksand": ("212000-2163", 15804, 25589, 56589),
    "Ludvika": ("212000-2270", 26946, 43629, 74629),
    "Malung-Sälen": ("212000-2148", 10106, 16363, 47363),
    "Mora": ("212000-2213", 20390, 33014, 64014),
    "Orsa": ("212000-2189", 6892, 11159, 42159),
    "Rättvik": ("212000-2171", 10907, 17660, 48660),
    "Smedjebacken": ("212000-2205", 10897, 17644, 48644),
    "Säter": ("212000-2247", 11123, 18010, 49010),
    "Vansbro": ("212000-2130", 6807, 11021, 42021),
    "Älvdalen": ("212000-2197", 7121, 11530, 42530),
}
DAY_SKOLSKJUTS = date(2018, 12, 31)

# eDala: inhabitants derived from the published shares.
EDALA = {
    "Avesta": ("212000-2262", 23319),
    "Hedemora": ("212000-2254", 15541),
    "Leksand": ("212000-2163", 15781),
    "Ludvika": ("212000-2270", 26974),
    "Malung-Sälen": ("212000-2148", 10072),
    "Mora": ("212000-2213", 20461),
    "Orsa": ("212000-2189", 6919),
    "Rättvik": ("212000-2171", 10994),
    "Smedjebacken": ("212000-2205", 10934),
    "Säter": ("212000-2247", 11116),
    "Vansbro": ("212000-2130", 6794),
    "Älvdalen": ("212000-2197", 7068),
}
DAY_EDALA = date(2020, 12, 31)

# Servicenämnd Herrljunga/Vårgårda: inhabitants 2021-11-01.
HERRLJUNGA_VARGARDA = {"Herrljunga": ("212000-1520", 9510), "Vårgårda": ("212000-1454", 12176)}
DAY_HERRLJUNGA = date(2021, 11, 1)

# Ludvika/Smedjebacken: users 2021, 2022; percent 2021, 2022; change in users, in percentage points.
LUDVIKA = (
    ("Ludvika", "KS LKA", 127, 133, "1.86", "2.30", 6, "0.44"),
    ("Ludvika", "SBF LKA", 140, 147, "2.05", "2.54", 7, "0.49"),
    ("Ludvika", "SOU LKA", 1955, 1964, "28.60", "33.92", 9, "5.32"),
    ("Ludvika", "VOO LKA", 919, 956, "13.45", "16.51", 37, "3.07"),
    ("Smedjebacken", "KS SMB", 37, 28, "0.54", "0.48", -9, "-0.06"),
    ("Smedjebacken", "SBF SMB", 98, 90, "1.43", "1.55", -8, "0.12"),
    ("Smedjebacken", "FUN SMB", 723, 727, "10.58", "12.56", 4, "1.98"),
    ("Smedjebacken", "VOO SMB", 301, 294, "4.40", "5.08", -7, "0.67"),
    ("Smedjebacken", "SEAB", 39, 36, "0.57", "0.62", -3, "0.05"),
    ("Smedjebacken", "Bärkehus", 60, 61, "0.88", "1.05", 1, "0.18"),
    ("Bolagen", "VBU", 2216, 1137, "32.42", "19.64", -1079, "-12.78"),
    ("Bolagen", "WBAB", 74, 74, "1.08", "1.28", 0, "0.20"),
    ("Bolagen", "LKFAB och LudvikaHem", 146, 143, "2.14", "2.47", -3, "0.33"),
)
LUDVIKA_GRUPPER = (
    ("Ludvika", 3141, 3200, "45.95", "55.27", 59, "9.31"),
    ("Smedjebacken", 1258, 1236, "18.41", "21.35", -22, "2.94"),
    ("Bolagen", 2436, 1354, "35.64", "23.39", -1082, "-12.25"),
)
LUDVIKA_TOTALT = (6835, 5790, "100.00", "100.00", -1045, "0.00")

# The IT-center's payers 2022: users, and the published fee of 17 041 856 kr in all.
IT_CENTER_2022 = {
    "Smedjebacken": (1236, 3636067),
    "Ludvika": (3200, 9413765),
    "LKFAB/LudvikaHem": (143, 420678),
    "VBU": (1139, 3350712),
    "WBAB": (75, 220635),
}


def deltagare(
    table: Mapping[str, Sequence], days: Sequence[date], names: Sequence[str] = ()
) -> list[Deltagare]:
    """The table's members, all or those named, with their inhabitants on the days of its columns."""
    return [
        Deltagare(
            key=row[0],
            namn=namn,
            full_namn=f"{namn} kommun",
            quantities={
                (INVANARE, day): Decimal(n) for day, n in zip(days, row[1 : 1 + len(days)], strict=True)
            },
        )
        for namn, row in table.items()
        if not names or namn in names
    ]


def norrbotten(*names: str) -> list[Deltagare]:
    return deltagare(NORRBOTTEN, DAYS_NORRBOTTEN, names)
