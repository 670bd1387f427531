#!/usr/bin/python3
"""The first screen and what a workspace of one's own has: PersistQ opens with demo data into a data folder that vanishes,
its customers, usage and plans are there, a downgrade is tried dry from the Jobs pane, a guided check runs, a safety
switch holds and lets go, and another workspace opens in its place. Prints TAP.
usage: test_workspaces.py PATH_TO_billing-console
"""
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from atspi import Missing, Program, until  # noqa: E402
from tap import Failed, Tap  # noqa: E402

PATIENCE = 60  # seconds; a loaded machine fills the demo year slowly


def asserting(step):
    """What the accessibility bus does not show is a failed step, not a broken test."""
    def run():
        try:
            return step()
        except Missing as error:
            raise Failed(str(error)) from error
    return run


def pane(window, name):
    window.find(role="radio button", name=name, seconds=PATIENCE).press()


def filled(window):
    """The demo year is through: somebody is a customer, and nothing waits."""
    table = window.look(role="table", name="Customers table")
    return table and table.rows() >= 10 and window.look(name="all events processed") and table


def choose_workspace(tap, program, name, first_screen):
    chooser = tap.check(f"the chooser offers {name}", asserting(
        lambda: program.window("Billing Console" if first_screen else "Open a workspace", PATIENCE)))
    tap.check(f"{name} says that it is a test", asserting(lambda: chooser.find(name=f"{name}, TEST").press()))
    return chooser


def look_around(tap, window):
    pane(window, "Customers")
    customers = tap.check("the demo year fills the customers", asserting(
        lambda: until(lambda: filled(window), 3 * PATIENCE, "ten customers, all events processed")))
    customers.select_row(0)
    tap.check("a customer's page opens beside the list", asserting(
        lambda: window.find(role="push button", name="Fire event…", seconds=PATIENCE)))
    tap.check("with the account's quotas", asserting(
        lambda: until(lambda: next((t for t in window.walk() if "API calls" in t.name + t.description), None), PATIENCE, "API calls")))
    pane(window, "Usage")
    tap.check("usage has bars", asserting(lambda: until(
        lambda: (t := window.look(role="table", name="Usage table")) and t.rows() > 0, PATIENCE, "usage")))
    pane(window, "Plans")
    tap.check("the four plans are there", asserting(lambda: until(
        lambda: all(any(plan in t.name for t in window.walk() if t.is_showing()) for plan in ("Starter", "Pro", "Premium"))
        or (t := window.look(role="table", name="Plans table")) and t.rows() >= 3, PATIENCE, "plans")))


def dry_run_in(table):
    """Whether one of the newest runs was dry and is done. The list shows a few of each job only, so it need not grow."""
    rows = range(min(table.rows(), 5))
    return any("dry run" in table.cell(row, "Kind") and "done" in table.cell(row, "Result") for row in rows)


def try_a_job(tap, window):
    pane(window, "Jobs")
    window.find(role="push button", name="Downgrade: dry run", seconds=PATIENCE).press()
    tap.check("a downgrade dry run is among the newest runs, done", asserting(lambda: until(
        lambda: (t := window.look(role="table", name="Runs of the jobs")) and dry_run_in(t), PATIENCE, "a dry run")))
    tap.check("what it would do is beside it", asserting(
        lambda: window.find(starts="Downgrade, dry run:", seconds=PATIENCE)))


def run_a_check(tap, window):
    pane(window, "Checks")
    tap.check("the configuration was checked", asserting(
        lambda: window.find(role="push button", name="Check again", seconds=PATIENCE)))
    window.find(role="page tab", name="Guided checks").press()
    window.find(name="Signature fails", seconds=PATIENCE).press()
    window.find(role="push button", name="Check", seconds=PATIENCE).press()
    # Whatever the demo year holds: some step is told with its outcome.
    tap.check("a guided check ends in steps with outcomes", asserting(lambda: until(
        lambda: next((t for t in window.walk() if t.name.endswith((": passed", ": failed", ": skipped"))), None),
        PATIENCE, "a step")))


def hold_and_let_go(tap, program, window):
    window.find(role="page tab", name="Safety switches").press()
    window.find(role="push button", name="Switch on: Pause processing", seconds=PATIENCE).press()
    dialog = program.window("Pause processing", PATIENCE)
    dialog.find(role="text", name="Reason").type_text("acceptance")
    tap.check("the dialog counts what it touches", asserting(lambda: until(
        lambda: next((t for t in dialog.walk() if "this moment" in t.name), None), PATIENCE, "the preview")))
    dialog.find(role="push button", name="Switch on").press()
    off = tap.check("every pane says that processing is paused", asserting(
        lambda: window.find(role="push button", name="Switch off: Pause processing", seconds=PATIENCE)))
    off.press()
    tap.check("and no longer, once it is switched off", asserting(lambda: until(
        lambda: not window.look(role="push button", name="Switch off: Pause processing"), PATIENCE, "the banner to go")))


def trip(tap, console):
    program = Program([console, "--port", "0"])
    try:
        chooser = choose_workspace(tap, program, "PersistQ", True)
        chooser.find(role="push button", name="Open").press()
        window = tap.check("PersistQ opens", asserting(lambda: program.window("PersistQ", PATIENCE)))
        look_around(tap, window)
        try_a_job(tap, window)
        run_a_check(tap, window)
        hold_and_let_go(tap, program, window)
        window.find(role="push button", name="Workspace PersistQ").press()
        chooser = choose_workspace(tap, program, "Blank workspace", False)
        chooser.find(role="push button", name="Open").press()
        tap.check("another workspace takes its place", asserting(lambda: program.window("My workspace", PATIENCE)))
        tap.check("the first is closed", asserting(lambda: until(
            lambda: not any(w.name.startswith("PersistQ") for w in program.root.children()), PATIENCE, "one window")))
        tap.check("the program ends on request", lambda: program.end() is not None)
    finally:
        program.end()


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder + "/data"
        os.environ["XDG_CONFIG_HOME"] = folder + "/config"
        tap = Tap("workspaces")
        try:
            trip(tap, sys.argv[1])
        except Missing as error:
            tap.failed += 1
            tap.count += 1
            print(f"not ok {tap.count} - workspaces: the trip goes on\n# {error}", flush=True)
        tap.end()


if __name__ == "__main__":
    main()
