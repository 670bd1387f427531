#!/usr/bin/env python3
"""Counts test functions over all programs of a run and prints the closing line.

usage: tally.py RESULTS_FOLDER...
Reads <name>.xml as Qt Test writes it (rows of one function count once), ctest.xml for programs that ended badly without saying
which function, and <name>.tap (lines "ok N - what", "not ok N - what", with "# SKIP why").
Exit status 1 when anything did not pass, or when nothing ran.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

FRAME = {"initTestCase", "cleanupTestCase"}


def read_qtest(path):
    """function -> passed / failed / skipped, or None when the file is torn (the program crashed)."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError:
        return None
    outcome = {}
    for case in root.iter("testcase"):
        name = case.get("name", "").split("(")[0]
        bad = case.find("failure") is not None or case.find("error") is not None
        rank = "failed" if bad else "skipped" if case.find("skipped") is not None else "passed"
        # A program that skips at its beginning has nothing else to show.
        if name in FRAME and rank == "passed":
            continue
        # One bad row spoils the function; one good row beside skipped ones means that it ran.
        order = ["skipped", "passed", "failed"]
        outcome[name] = max(outcome.get(name, "skipped"), rank, key=order.index)
    return outcome


def read_tap(path):
    outcome = {}
    for line in path.read_text(errors="replace").splitlines():
        match = re.match(r"(not )?ok\b\s*\d*\s*-?\s*(.*)", line)
        if match:
            bad, name = bool(match.group(1)), match.group(2)
            outcome[name] = "failed" if bad else "skipped" if "# SKIP" in name else "passed"
    return outcome


def crashed_programs(path, known):
    """Programs that ctest calls failed although no function of theirs did: crashed, timed out, or did not start."""
    root = ET.parse(path).getroot()
    for case in root.iter("testcase"):
        name = case.get("name", "")
        if case.get("status") == "fail" and "failed" not in (known.get(name) or {}).values():
            yield name


def main(folders):
    total = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    for folder in map(pathlib.Path, folders):
        known = {p.stem: read_qtest(p) for p in sorted(folder.glob("*.xml")) if p.name != "ctest.xml"}
        known |= {p.stem: read_tap(p) for p in sorted(folder.glob("*.tap"))}
        for program, outcome in known.items():
            if outcome is None:
                outcome = {"(torn result file)": "failed"}
            for function, verdict in outcome.items():
                total[verdict] += 1
                if verdict == "failed":
                    failures.append(f"{folder}: {program}: {function}")
        ctest = folder / "ctest.xml"
        for program in crashed_programs(ctest, known) if ctest.exists() else ():
            total["failed"] += 1
            failures.append(f"{folder}: {program} ended badly")
    for failure in failures:
        print("FAILED", failure)
    if total["skipped"]:
        print(f"skipped: {total['skipped']} (each says why in its own output)")
    print(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
