#!/usr/bin/python3
"""Files of hostile names as LibreOffice and openpyxl open them: nothing is evaluated, every number is a number, sums
agree to the cent.

usage: exports.py BILLINGCTL
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
from tap import Failed, Tap  # noqa: E402

HOSTILE = [
    "=1+1", "@SUM(A1)", "-2+3|cmd", "\t=1", "\r=1+1", "＝1+1", "＋49", "+49 30 1234567", "  =1+1", "\u00a0=1+1",
    "=HYPERLINK(\"http://x.invalid\",\"y\")", "=cmd|' /C calc'!A0", "Ada \"A\" GmbH, Berlin", "a;b", "two\nlines", "شركة عادية",
    "🦊 Ltd", "-12.50", "00123", "1E5", "TRUE", "2026-03-01",
]
# minor units, currency
AMOUNTS = [(1250, "EUR"), (-1250, "EUR"), (5, "EUR"), (99999999999999, "EUR"), (1250, "JPY"), (-3, "JPY"),
           (12345, "KWD"), (1, "KWD")]
EXPONENT = {"EUR": 2, "JPY": 0, "KWD": 3}
NOW = 1_770_000_000_000
tap = Tap("exports")


def fill(database):
    """Straight into the tables: what a provider would have to be talked into."""
    with sqlite3.connect(database) as connection:
        for number, name in enumerate(HOSTILE):
            customer = f"cus_{number:04}"
            connection.execute("INSERT INTO customers (provider, external_id, name, email, object_time, updated_at) "
                               "VALUES ('stripe', ?, ?, '', ?, ?)", (customer, name, NOW, NOW))
            minor, currency = AMOUNTS[number % len(AMOUNTS)]
            connection.execute("INSERT INTO payments (provider, external_id, customer_external_id, status, amount_minor, "
                               "currency, created_at, object_time, updated_at) VALUES ('stripe', ?, ?, 'succeeded', ?, "
                               "?, ?, ?, ?)", (f"pay_{number:04}", customer, minor, currency, NOW + number, NOW, NOW))


def expected_sums():
    sums = {}
    for number in range(len(HOSTILE)):
        minor, currency = AMOUNTS[number % len(AMOUNTS)]
        sums[currency] = sums.get(currency, Decimal(0)) + Decimal(minor).scaleb(-EXPONENT[currency])
    return sums


class Exporter:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.database = folder / "hostile.sqlite"
        self.database.touch()

    def run(self, name, *options):
        path = self.folder / name
        done = subprocess.run([self.program, "export", "payments", "--workspace", "persistq", "--database",
                               str(self.database), "--to", str(path), "--sort", "created_at", "--ascending", "--json",
                               "--overwrite", *options], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise Failed(f"{done.args}: {done.stderr}")
        return path, json.loads(done.stdout)


def convert(folder, files, infilter, name):
    """All at once: LibreOffice is slow to start. A profile of its own, so that nothing of the desktop's is touched."""
    out = folder / name
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile-{name}", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    if infilter:
        command.append(f"--infilter=CSV:{infilter}")
    done = subprocess.run(command + [str(file) for file in files], capture_output=True, text=True, timeout=110,
                          env={**os.environ, "HOME": str(folder)})
    return [out / (file.stem + ".xlsx") for file in files], done.stdout + done.stderr


def table(sheet):
    rows = list(sheet.iter_rows())
    names = [str(cell.value).split(" (")[0] for cell in rows[0]]
    return [dict(zip(names, row)) for row in rows[1:]]


def exact(value):
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def check_rows(rows, escaped):
    """Names are texts as they were (with an apostrophe where CSV needs one); amounts are numbers."""
    # LibreOffice writes true and false as calls without arguments.
    formulas = [cell.coordinate for row in rows for cell in row.values()
                if cell.data_type == "f" and cell.value not in ("=TRUE()", "=FALSE()")]
    if formulas:
        raise Failed(f"evaluated: {formulas}")
    for row in rows:
        if row["amount"].data_type != "n" or row["amount"].value is None:
            raise Failed(f"{row['amount'].value!r} is no number")
    found = [str(row["customer"].value) for row in rows]
    strip = (lambda text: text.removeprefix("'").replace("_x000D_", "\r")) if escaped else \
        (lambda text: text.replace("_x000D_", "\r"))
    plain = {strip(text).replace("\r\n", "\n").replace("\r", "\n").strip() for text in found}
    missing = [name for name in HOSTILE if name.replace("\r", "\n").strip() not in plain
               and name not in ("00123", "1E5", "TRUE", "2026-03-01")]
    if missing:
        raise Failed(f"not as they were: {missing!r} in {found!r}")


def check_sums(rows):
    sums = {}
    for row in rows:
        currency = row["currency"].value
        sums[currency] = sums.get(currency, Decimal(0)) + exact(row["amount"].value)
    tap.equal("sums agree to the last unit", sums, expected_sums())


def check_xlsx(path, receipt):
    book = openpyxl.load_workbook(path)
    tap.equal("a sheet for each currency behind the first", sorted(book.sheetnames), ["EUR", "JPY", "KWD", "Summary"])
    rows = [row for name in book.sheetnames[1:] for row in table(book[name])]
    tap.check("openpyxl: names are texts, nothing is a formula", lambda: check_rows(rows, False))
    check_sums(rows)
    sheet = book["EUR"]
    tap.equal("the head stays in sight", sheet.freeze_panes, "A2")
    tap.check("the head filters", lambda: sheet.auto_filter.ref or (_ for _ in ()).throw(Failed("none")))
    facts = {row[0].value: row[1].value for row in book["Summary"].iter_rows() if len(row) > 1}
    tap.equal("the first sheet counts", facts["Rows"], len(HOSTILE))
    tap.equal("and says the mode", facts["Mode"], "TEST")
    tap.equal("and the total", exact(facts["Amount EUR"]), expected_sums()["EUR"])
    if not facts.get("SHA-256 of the rows"):
        raise Failed("no hash")
    return receipt


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exporter = Exporter(program, folder)
        exporter.run("empty.csv")  # makes the tables
        fill(exporter.database)
        english, receipt = exporter.run("english.csv")
        german, _ = exporter.run("german.csv", "--german-excel")
        raw, _ = exporter.run("raw.csv", "--raw")
        xlsx, _ = exporter.run("rows.xlsx")
        tap.equal("all rows are there", receipt["rows"], len(HOSTILE))
        check_xlsx(xlsx, receipt)
        with ThreadPoolExecutor() as pool:  # separator, quote, UTF-8, first line, -, language, -, numbers, -, -, -, run
            comma = pool.submit(convert, folder, [english, raw], "44,34,76,1,,1033,false,true,false,false,0,-1,true",
                                "english")
            semicolon = pool.submit(convert, folder, [german], "59,34,76,1,,1031,false,true,false,false,0,-1,true",
                                    "german")
            sheets = pool.submit(convert, folder, [xlsx], "", "sheets")
            (safe, control), said = comma.result()
            (german_book,), _ = semicolon.result()
            (again,), _ = sheets.result()
        tap.check("LibreOffice opens them", lambda: safe.stat() and control.stat() and german_book.stat() and again.stat())
        control_rows = table(openpyxl.load_workbook(control).active)
        ran = [row["customer"].coordinate for row in control_rows if row["customer"].data_type == "f"]
        tap.check("names that are not made harmless do run there",
                  lambda: ran or (_ for _ in ()).throw(Failed("the control proves nothing: " + said)))
        for what, book in (("CSV", safe), ("CSV in a German Excel", german_book)):
            rows = table(openpyxl.load_workbook(book).active)
            tap.check(f"{what}: nothing is evaluated, numbers are numbers", lambda: check_rows(rows, True))
            check_sums(rows)
        book = openpyxl.load_workbook(again)
        rows = [row for name in book.sheetnames[1:] for row in table(book[name])]
        tap.check("XLSX: nothing is evaluated in LibreOffice either", lambda: check_rows(rows, False))
        check_sums(rows)


if __name__ == "__main__":
    tap.run(lambda _: main())
