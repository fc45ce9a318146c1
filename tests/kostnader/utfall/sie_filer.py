"""SIE files of our own: a sound one with every record type, and forty ways to damage it.

Each damage is a function from the sound file's bytes to the broken ones, and what must come of it: STOPS (the
reader refuses, with a line), SAME (nothing that counts has changed), or NOTED (read, but something is told).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

STOPS, SAME, NOTED = "stops", "same", "noted"

SUND = """#FLAGGA 0
#PROGRAM "Ekonomi" 4.1
#FORMAT PC8
#GEN 20240305 "MC"
#SIETYP 4
#PROSA "Export för nämnden"
#FNR 12
#ORGNR 212000-1520
#ADRESS "Åsa" "Storgatan 1" "524 80 Herrljunga" "0513-170 00"
#FNAMN "Herrljunga kommun"
#RAR 0 20240101 20241231
#RAR -1 20230101 20231231
#TAXAR 2025
#OMFATTN 20240229
#KPTYP KOMMUNBAS
#VALUTA SEK
#KONTO 1930 "Bank"
#KTYP 1930 T
#KONTO 2440 "Leverantörsskulder"
#KONTO 3110 "Försålda tjänster"
#KONTO 5010 "Månadslöner"
#ENHET 5010 st
#SRU 5010 7310
#KONTO 6910 "Licenser"
#DIM 1 "Kostnadsställe"
#DIM 6 "Projekt"
#UNDERDIM 21 "Grupp" 1
#OBJEKT 1 "81141" "IT-drift"
#OBJEKT 1 "81143" "Växel"
#OBJEKT 6 "12" "Ny växel"
#IB 0 1930 1000.00
#IB -1 1930 500.00
#UB 0 1930 -1000.50
#UB -1 1930 1000.00
#OIB 0 1930 {1 "81141"} 1000.00
#OUB 0 1930 {1 "81141"} -1000.50
#RES 0 5010 1500.00
#RES 0 6910 1000.50
#RES 0 3110 -500.00
#RES -1 5010 9000.00
#PSALDO 0 202401 5010 {} 1500.00
#PSALDO 0 202401 5010 {1 "81141"} 1500.00
#PBUDGET 0 202401 5010 {1 "81141"} 1600.00
#VER A 1 20240115 "Löner januari" 20240116 "MC"
{
#TRANS 5010 {1 "81141" 6 "12"} 1500.00 20240125 "Månadslön åäö" 0 "MC"
#TRANS 1930 {} -1500.00
}
#VER A 2 20240214 "Licenser"
{
#TRANS 6910 {1 "81143"} 1000.50 "" "Licens för \\"växeln\\""
#BTRANS 6910 {1 "81143"} 900.00
#RTRANS 6910 {1 "81143"} 500.00 20240214 "Tillagd"
#TRANS 6910 {1 "81143"} 500.00 20240214 "Tillagd"
#TRANS 6910 {1 81143} -500
#TRANS 1930 {} -1000.50
}
#VER A 3 20240220 "Såld tjänst"
{
#TRANS 1930 {} 500.00
#TRANS 3110 {1 "81141"} -500.00
}
#KSUMMA 12345
"""
SUMS = {
    "5010": Decimal("1500.00"),
    "6910": Decimal("1000.50"),
    "3110": Decimal("-500.00"),
    "1930": Decimal("-2000.50"),
}


def as_bytes(text: str = SUND, encoding: str = "cp437", newline: str = "\r\n") -> bytes:
    """A file as another system would write it."""
    return text.replace("\n", newline).encode(encoding)


@dataclass(frozen=True)
class Skada:
    """A damage: its name, what it does to the bytes, and what must come of it."""

    name: str
    does: Callable[[bytes], bytes]
    outcome: str


def _swap(old: str, new: str, count: int = 1) -> Callable[[bytes], bytes]:
    """Replace a text, in the file's own encoding."""

    def does(data: bytes) -> bytes:
        before, after = old.replace("\n", "\r\n").encode("cp437"), new.replace("\n", "\r\n").encode("cp437")
        assert before in data, old
        return data.replace(before, after, count)

    return does


def _cut(before: str) -> Callable[[bytes], bytes]:
    return lambda data: data[: data.index(before.encode("cp437"))]


TRANS = '#TRANS 5010 {1 "81141" 6 "12"} 1500.00 20240125 "Månadslön åäö" 0 "MC"\n'
BANK = "#TRANS 1930 {} -1500.00\n"
SKADOR = (
    Skada("tom", lambda data: b"", STOPS),
    Skada("bara blanka rader", lambda data: b"\r\n \t\r\n", STOPS),
    Skada("ett zip", lambda data: b"PK\x03\x04" + data, STOPS),
    Skada("en pdf", lambda data: b"%PDF-1.7\n" + data, STOPS),
    Skada("utf-16", lambda data: data.decode("cp437").encode("utf-16"), STOPS),
    Skada("en webbsida", lambda data: b"<html>\r\n" + data, STOPS),
    Skada("bara huvudet", _cut("#IB 0"), STOPS),
    Skada("avhuggen före klammer", _cut("{\r\n#TRANS 5010"), STOPS),
    Skada("avhuggen efter {", _cut("#TRANS 5010"), STOPS),
    Skada("avhuggen mitt i ett verifikat", _cut("#TRANS 1930 {} -1500"), STOPS),
    Skada("avhuggen mitt i ett belopp", _cut("500.00 20240125"), STOPS),
    Skada("avhuggen mitt i objekten", _cut('" 6 "12"} 1500'), STOPS),
    Skada("avhuggen före sista klammern", lambda data: data[: data.rindex(b"}")], STOPS),
    Skada("en } för mycket", _swap(BANK + "}\n", BANK + "}\n}\n"), STOPS),
    Skada("en } saknas", _swap(BANK + "}\n", BANK), STOPS),
    Skada("en { saknas", _swap("{\n" + TRANS, TRANS), STOPS),
    Skada("en { för mycket", _swap("{\n" + TRANS, "{\n{\n" + TRANS), STOPS),
    Skada("trans utanför verifikat", _swap("#VER A 1 ", TRANS + "#VER A 1 "), STOPS),
    Skada("objektklammern saknas", _swap('6 "12"} 1500', '6 "12" 1500'), STOPS),
    Skada("udda antal objekt", _swap('{1 "81141" 6 "12"} 1500', '{1 "81141" 6} 1500'), STOPS),
    Skada("samma dimension två gånger", _swap('{1 "81141" 6 "12"} 1500', '{1 "81141" 1 "12"} 1500'), STOPS),
    Skada("bokstäver i belopp", _swap(" 1500.00 20240125", " 15OO.00 20240125"), STOPS),
    Skada("beloppet saknas", _swap("#TRANS 1930 {} -1500.00", "#TRANS 1930 {}"), STOPS),
    Skada("tusentalstecken", _swap(" 1500.00 20240125", " 1,500.00 20240125"), STOPS),
    Skada("tre decimaler", _swap(" 1500.00 20240125", " 1500.005 20240125"), STOPS),
    Skada("för stort belopp", _swap(" 1500.00 20240125", " 15000000000000.00 20240125"), STOPS),
    Skada("minus efter", _swap("-1500.00", "1500.00-"), STOPS),
    Skada("kontot saknas", _swap("#TRANS 1930 {} -1500.00", "#TRANS {} -1500.00"), STOPS),
    Skada("för långt konto", _swap("#TRANS 1930 {} -1500", "#TRANS 193019301930193019301 {} -1500"), STOPS),
    Skada("fel år", _swap("#RAR 0 20240101 20241231", "#RAR 0 20250101 20251231"), STOPS),
    Skada("året baklänges", _swap("#RAR 0 20240101 20241231", "#RAR 0 20241231 20240101"), STOPS),
    Skada("omöjligt datum", _swap("#VER A 1 20240115", "#VER A 1 20240231"), STOPS),
    Skada("datum på sex siffror", _swap("#VER A 1 20240115", "#VER A 1 240115"), STOPS),
    Skada("nollbyte", _swap("Löner januari", "Löner\x00januari"), STOPS),
    Skada("årsindex saknas", _swap("#IB 0 1930 1000.00", "#IB 1930 1000.00"), STOPS),
    Skada("perioden finns inte", _swap("#PSALDO 0 202401 5010 {} ", "#PSALDO 0 202413 5010 {} "), STOPS),
    Skada("obalanserat verifikat", _swap("#TRANS 1930 {} -1500.00", "#TRANS 1930 {} -1499.00"), NOTED),
    Skada("okänd post", _swap("#KSUMMA 12345", '#MOMS 25 "x"'), NOTED),
    Skada("citattecken saknas i text", _swap('"Löner januari" 20240116 "MC"', '"Löner januari'), NOTED),
    Skada("text delad på två rader", _swap("Tillagd", "Till\nagd", 2), NOTED),
    Skada("radens datum utanför året", _swap("-1500.00", '-1500.00 20230115 "x"'), NOTED),
    Skada("res stämmer inte", _swap("#RES 0 5010 1500.00", "#RES 0 5010 1400.00"), NOTED),
    Skada("konto utan namn", _swap('#KONTO 6910 "Licenser"\n', ""), NOTED),
    Skada("decimalkomma", _swap("1000.50", "1000,50", 9), NOTED),
    Skada("flaggan saknas", _swap("#FLAGGA 0\n", ""), SAME),
    Skada("bom", lambda data: "\ufeff".encode() + data.decode("cp437").encode(), SAME),
    Skada("dos-filslut", lambda data: data + b"\x1a", SAME),
    Skada("bara lf", lambda data: data.replace(b"\r\n", b"\n"), SAME),
    Skada("bara cr", lambda data: data.replace(b"\r\n", b"\r"), SAME),
    Skada("blanka rader överallt", lambda data: data.replace(b"\r\n", b"\r\n\r\n"), SAME),
    Skada("indrag och tabbar", lambda data: data.replace(b"#TRANS ", b"   #TRANS\t "), SAME),
    Skada("gemener", lambda data: data.replace(b"#TRANS", b"#trans").replace(b"#VER", b"#Ver"), SAME),
    Skada("klammern på verifikatets rad", lambda data: data.replace(b'"MC"\r\n{', b'"MC" {'), SAME),
    Skada("utan objekt", lambda data: data.replace(b"1930 {} ", b"1930 "), SAME),
    Skada("belopp inom citattecken", _swap(" 1500.00 20240125", ' "1500.00" "20240125"'), SAME),
    Skada("belopp utan nollor", _swap("#TRANS 6910 {1 81143} -500", "#TRANS 6910 {1 81143} -500."), SAME),
    Skada("inget radslut sist", lambda data: data.rstrip(), SAME),
    Skada("datum med streck", _swap("#VER A 1 20240115", "#VER A 1 2024-01-15"), SAME),
)
