#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds every check against data that triggers it.

usage: invalid.py PROGRAM

Beside this script stands a file or folder for each code of the catalogue, named after it: CT005-syntax.json,
CT102-ragged-row/. `validate` has to find that code in it and no other, and the lines that `explain`
gives as an example have to stand in it. A folder's waivers.json is given as --waivers.
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
# Whoever wins delegates without being viable is also still counted without being viable; a viable group whose figures
# moved is one that vanished.
IMPLIED = {"CT506": {"CT505"}, "CT702": {"CT504"}}
UNREAD = {"CT001", "CT002", "CT004", "CT005"}


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], cwd=HERE, capture_output=True, encoding="utf-8", timeout=60)


def catalogue():
    """The example lines of every code."""
    return {check["code"]: check["example"] for check in json.loads(run("explain", "--format", "json").stdout)["checks"]}


def faults_of(case, examples):
    code = case.name[:5]
    waivers = case / "waivers.json"
    options = ["--waivers", str(waivers.relative_to(HERE))] if waivers.exists() else []
    done = run("validate", case.name, "--format", "json", "--today", "2021-06-01", *options)
    try:
        findings = json.loads(done.stdout)["findings"]
    except ValueError:
        return [f"no JSON: {done.stdout}{done.stderr}"]
    faults = []
    if {finding["code"] for finding in findings} != {code} | IMPLIED.get(code, set()):
        faults.append("found " + "; ".join(f"{f['code']} {f['message']}" for f in findings))
    errors = any(finding["severity"] == "error" for finding in findings)
    is_table = case.suffix == ".csv"
    no_contest = errors and not is_table and json.loads(done.stdout)["checked"]["contests"] == 0
    no_row = is_table and code == "CT101"  # its header cannot be used
    status = 3 if code in UNREAD or no_contest or no_row else 1 if errors else 0
    if done.returncode != status:
        faults.append(f"ended with status {done.returncode}, not {status}")
    if code in UNREAD and run("validate", case.name, "--ignore", code).returncode != 3:
        faults.append("can be ignored, although nothing was examined")
    return faults


def text_of(case):
    files = [case] if case.is_file() else [path for path in case.rglob("*") if path.is_file()]
    return "\n".join(path.read_text("utf-8", errors="replace") for path in files)


def main():
    examples = catalogue()
    cases = sorted(path for path in HERE.glob("CT*"))
    faults = [f"{case.name}: {fault}" for case in cases for fault in faults_of(case, examples)]
    for code, example in examples.items():
        texts = [text_of(case) for case in cases if case.name.startswith(code)]
        if not texts:
            faults.append(f"{code}: no file triggers it")
        lines = [line.strip() for line in example.splitlines()]
        if not any(all(line in text for line in lines) for text in texts):
            faults.append(f"{code}: its example stands in no file that triggers it: {example}")
    faults += [f"{case.name}: no such check" for case in cases if case.name[:5] not in examples]
    print("\n".join(faults) or f"{len(cases)} cases for {len(examples)} checks")
    sys.exit(bool(faults) or not examples)


main()
