#!/usr/bin/python3
"""What a stranger asks of finance, answered from the window over a demo year: who owes us most and how old is it; why did
MRR fall in March; which customers cancel this month; what did this customer pay this year. Each answer is compared with
one that SQL gives, and its time is printed. Prints TAP.  usage: test_finance.py PATH_TO_billing-console
"""
import datetime
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from atspi import Atspi, Missing, Program, until  # noqa: E402
from tap import Failed, Tap  # noqa: E402

PATIENCE = 20  # seconds
PARTS = 332640  # of a minor unit: what the stored movements are counted in


def asserting(step):
    """What the accessibility bus does not show is a failed step, not a broken test."""
    def run():
        try:
            return step()
        except Missing as error:
            raise Failed(str(error)) from error
    return run


def expect(truth, otherwise):
    if not truth:
        raise Failed(otherwise)
    return truth


def minor(text):
    """"−$1,234.50" -> -123450; the demo's currencies have two decimals."""
    digits = int(re.sub(r"[^0-9]", "", text) or 0)
    return -digits if re.search(r"[-−(]", text) else digits


class World:
    def __init__(self, console, folder):
        self.database = folder / "finance.sqlite"
        billingctl = pathlib.Path(console).with_name("billingctl")
        subprocess.run([str(billingctl), "demo", "--database", str(self.database), "--quiet"], check=True, timeout=60)
        self.program = Program([console, "--workspace", "demo", "--database", str(self.database), "--port", "0"])
        self.window = self.program.window("Demo", PATIENCE)

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def pane(self, name):
        self.window.find(role="radio button", name=name, seconds=PATIENCE).press()

    def sheet(self, starts):
        """The rows behind a figure."""
        dialog = self.program.window(starts, PATIENCE)
        table = until(lambda: dialog.look(role="table", starts="Rows of"), PATIENCE, "its rows")
        until(lambda: table.rows() > 0, PATIENCE, "rows in it")
        return dialog, table

    def close(self, dialog):
        name = dialog.name
        dialog.find(role="push button", name="Close").press()
        until(lambda: all(w.name != name for w in self.program.root.children()), PATIENCE, f"{name} to go")


def answered(tap, question, step):
    """One question: its answer and how long it took, from the first press on."""
    began = time.monotonic()
    answer = tap.check(question, asserting(step))
    print(f"# {answer} ({time.monotonic() - began:.1f} s)", flush=True)


def who_owes_most(world):
    world.pane("Overview")
    world.window.find(role="push button", starts="Owed ", seconds=PATIENCE).press()
    dialog, table = world.sheet("Owed")
    said = until(lambda: next((t.name for t in dialog.walk() if " owes most: " in t.name), None), PATIENCE, "who owes most")
    line = next(line for line in said.splitlines() if " owes most: " in line)
    currency = dialog.name.split(", ")[1]
    most = world.rows(
        "SELECT COALESCE(NULLIF(c.name, ''), i.customer_external_id), SUM(i.remaining_minor) FROM invoices i "
        "LEFT JOIN customers c ON c.external_id = i.customer_external_id AND c.provider = i.provider "
        "WHERE i.status = 'open' AND i.remaining_minor > 0 AND i.currency = ? GROUP BY i.customer_external_id "
        "ORDER BY 2 DESC", currency)
    most = [debt for debt in most if debt[1] == most[0][1]]  # several may owe as much
    expect(any(line.startswith(name) for name, _ in most), f"{line!r}, and SQL says {most}")
    expect(currency != "USD" or most[0][0] == "Halcyon Freight", f"the demo tells of another: {most}")
    expect(minor(line.split(" owes most: ")[1].split(" on ")[0]) == most[0][1], f"{line!r}, and SQL says {most}")
    expect("overdue by" in line or "not due" in line, f"no age: {line!r}")
    expect(table.cell(0, "Part"), "the first row has no amount")
    world.close(dialog)
    return line


def why_mrr_fell(world):
    today = datetime.date.today()
    year = today.year if today.month >= 3 else today.year - 1
    world.pane("Overview")
    chart = world.window.find(name="MRR and its movements by month", seconds=PATIENCE)
    until(lambda: f"Mar {year}:" in chart.description, PATIENCE, "March in the chart")
    months = [month for month in chart.description.split("; ") if re.match(r"[A-Z][a-z]{2} \d{4}:", month)]
    index = next(i for i, month in enumerate(months) if month.startswith(f"Mar {year}:"))
    chart.accessible.get_component_iface().grab_focus()
    world.program.keys("Home", *["Right"] * index, "Return")
    dialog, table = world.sheet("Net new MRR")
    expect(f"Mar {year}" in dialog.name, dialog.name)
    first = [bare(table, 0, header) for header in ("Customer", "What", "Part")]
    currency = dialog.name.split(", ")[1]
    told = [line.name for line in dialog.walk() if "rows, sum" in line.name or "row, sum" in line.name][0]
    exact = world.rows("SELECT SUM(delta) FROM mrr_months WHERE month = ? AND currency = ?", year * 100 + 3, currency)[0][0]
    # The demo's customers have drawn their conclusions of the outage by the twentieth.
    expect(exact < 0 or today < datetime.date(year, 3, 20), f"it did not fall: {exact}")
    expect(abs(minor(told.split("sum")[1]) * PARTS - exact) < PARTS, f"{told!r}, and the stored months say {exact / PARTS}")
    world.close(dialog)
    return f"{months[index]}; most of it: {', '.join(first)}"


def choose_view(world, name):
    """With mouse and keys: an open menu is no window of its own on the bus."""
    button = world.window.find(starts="View: ", seconds=PATIENCE)
    box = button.accessible.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    for steps in range(1, 10):
        subprocess.run(["xdotool", "mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2), "click", "1"],
                       check=True)
        world.program.keys(*["Down"] * steps, "Return")
        if world.window.look(name=f"View: {name}"):
            return
    raise Missing(f"no view {name!r}")


def bare(table, row, header):
    """A cell's text without the head that readers hear before it."""
    return table.cell(row, header).removeprefix(header).strip()


def who_cancels(world):
    world.pane("Subscriptions")
    choose_view(world, "Cancelling this month")
    first = datetime.datetime.now().astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    expected = len(world.rows(
        "SELECT 1 FROM subscriptions WHERE status IN ('active', 'trialing', 'past_due', 'on_hold', 'paused') AND "
        "COALESCE(cancel_at, CASE WHEN cancel_at_period_end = 1 THEN period_end END) >= ? AND "
        "COALESCE(cancel_at, CASE WHEN cancel_at_period_end = 1 THEN period_end END) < ?",
        int(first.timestamp() * 1000), int(after.timestamp() * 1000)))
    table = until(lambda: (t := world.window.look(role="table", name="Subscriptions table")) and t.rows() == expected and t,
                  PATIENCE, f"{expected} rows")
    return ", ".join(sorted({bare(table, row, "Customer") for row in range(expected)})) or "nobody"


def what_was_paid(world):
    world.pane("Customers")
    table = until(lambda: (t := world.window.look(role="table", name="Customers table")) and t.rows() > 0 and t, PATIENCE,
                  "customers")
    until(lambda: table.cell(0, "Paid"), PATIENCE, "what the customers paid")
    row = next(row for row in range(table.rows()) if minor(bare(table, row, "Paid")) > 0)
    name = bare(table, row, "Name")
    table.accessible.get_component_iface().grab_focus()
    world.program.keys("Home", *["Down"] * row)
    caption = until(lambda: next((t for t in world.window.walk() if t.name.startswith("Paid this year")), None), PATIENCE,
                    "what was paid this year")
    shown = next((t.name for t in siblings_after(world.window, caption)), "")
    year = datetime.datetime(datetime.date.today().year, 1, 1, tzinfo=datetime.timezone.utc)
    # A day about New Year may be of either year in another zone; the demo's payments are spread over all of it.
    paid = world.rows(
        "SELECT p.currency, SUM(p.amount_minor - COALESCE((SELECT SUM(r.amount_minor) FROM refunds r WHERE r.status = 'succeeded' "
        "AND r.payment_external_id = p.external_id AND r.provider = p.provider), 0)) FROM payments p JOIN customers c ON "
        "c.external_id = p.customer_external_id AND c.provider = p.provider WHERE COALESCE(NULLIF(c.name, ''), c.external_id) = ? "
        "AND p.status = 'succeeded' AND p.created_at >= ? GROUP BY p.currency", name, int(year.timestamp() * 1000))
    for _, amount in paid:
        expect(any(minor(part) == amount for part in re.split(r" \+ ", shown)), f"{shown!r}, and SQL says {paid}")
    return f"{name}: {shown}"


def siblings_after(window, thing):
    """What is said right after something, in the order of the page."""
    found = False
    for one in window.walk():
        if found and one.name and one.name != thing.name:
            yield one
        found = found or (one.name == thing.name and one.role == thing.role)


def trip(tap, console, folder):
    began = time.monotonic()
    world = World(console, folder)
    print(f"# the demo year and the window: {time.monotonic() - began:.1f} s", flush=True)
    try:
        answered(tap, "who owes us most, and how old is it", lambda: who_owes_most(world))
        answered(tap, "why did MRR fall in March", lambda: why_mrr_fell(world))
        answered(tap, "which customers cancel this month", lambda: who_cancels(world))
        answered(tap, "what did this customer pay this year", lambda: what_was_paid(world))
    finally:
        world.program.end()


def main():
    tap = Tap("finance")
    folder = pathlib.Path(tempfile.mkdtemp())
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    try:
        tap.run(lambda tap: trip(tap, sys.argv[1], folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
