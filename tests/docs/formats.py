#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/formats.md against what the program writes.

usage: formats.py PROGRAM

Every column and key that the calls below print has to be named in its command's section, and every name in the section
has to be printed by one of them, as a column, a key or a value.
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CASES = "tests/golden/allocate"
CALLS = {
    "show": ["show", "show --by county 2020-ia-dem-excerpt", "show --top 1 --sort delegates"],
    "validate": ["validate data tests/data tests/invalid", "validate --max 9 tests/invalid", "validate 2020-ia-dem-excerpt",
                 "validate tests/data/contradictions.json --waivers tests/data/waivers.json --today 2020-01-01"],
    "allocate": ["allocate --compare --explain", f"allocate {CASES}/tie.json --tie candidate:bo --tie candidate:cy",
                 f"allocate {CASES}/tie.json --tie lot:42 --threshold 1%", f"allocate {CASES}/tie.json",
                 f"allocate {CASES}/halves.json", f"allocate {CASES}/sde.json", f"allocate {CASES}/2016-nh-rep.json",
                 f"allocate {CASES}/unknown.json", f"allocate {CASES}/2016-id-rep.json --compare=hare", f"allocate {CASES}/2016-districts.json",
                 f"allocate {CASES}/2016-districts.json --rules gop-2016-la"],
    "allocate --by": ["allocate 2020-ia-dem-excerpt --by precinct", "allocate 2020-ia-dem-excerpt --by county",
                      f"allocate {CASES}/caucus.json --by precinct", f"allocate {CASES}/caucus.json --by precinct --tie lot:1"],
    "precinct": ["precinct --delegates 6 --attendance 200 --first A=100,B=50,C=50 A=100 B=50 C=50 --name Here",
                 "precinct --delegates 3 --attendance 5 A=3 B=1 C=1", "precinct --delegates 1 --attendance 9 A=5 B=4",
                 "precinct --delegates 6 --attendance 200 A=100 B=50 C=50 --tie lot:1",
                 "precinct --delegates 3 --attendance 9 A=4 B=5 --first A=4,B=5"],
    "tabulate": ["tabulate tests/golden/tabulate/adair.csv tests/golden/tabulate/boone.csv",
                 "tabulate tests/golden/tabulate/boone.csv --where office=President --contest tests/golden/tabulate/contest.json"],
    "list": ["list contests", "list rules", "list checks"],
    "explain": ["explain"],
}
# Words of these columns that none of the calls has.
RARE = {"allocate --by": {"majority", "too-many-groups", "nobody-viable", "no-delegates", "no-attendance", "out-of-range",
                          "unknown-delegates", "no-figures", "too-many-votes"},
        "validate": {"concise", "sarif", "junit", "github"}, "show": {"contest", "other"},
        "allocate": {"rounded_first", "further_ties", "prizes"}, "precinct": set(), "tabulate": set(), "list": set(), "explain": set()}
FORMATS = {"csv", "tsv", "json"}
OPAQUE = {"by", "counts", "series", "calendar", "object", "to_take_all"}
# `allocate --by precinct` has the objects that `precinct` has, some with more in them.
SHARED = {"allocate --by": "precinct", "precinct": "allocate --by"}


def sections(page):
    parts = re.split(r"(?m)^## (.*)\n", page)
    return dict(zip(parts[1::2], parts[2::2]))


def names(value):
    """The keys of a document, but not those that are columns of the data or facts of the contest file."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(names(member) for key, member in value.items() if key not in OPAQUE))


def words(value):
    """The values that are single words."""
    if isinstance(value, (list, dict)):
        return set().union(*map(words, value.values() if isinstance(value, dict) else value))
    return {value} if isinstance(value, str) and re.fullmatch(r"[a-z-]+", value) else set()


def run(call, format):
    done = subprocess.run([PROGRAM, *call.split(), "--format", format], cwd=PROJECT, capture_output=True, encoding="utf-8",
                          timeout=60)
    return "" if done.returncode == 2 else done.stdout  # 2: the command has no such format


def outputs(command, calls, faults):
    """The columns and keys, and the values, that the calls print."""
    printed, values = set(), set()
    for call in calls:
        written = run(call, "json")
        document = json.loads(written) if written else {}
        if written and document.pop("format") != 1:
            faults.append(f"{call}: not format 1")
        if isinstance(document.get("tie_break"), dict):
            printed |= set(document["tie_break"])  # has a "by" of its own
        printed |= names(document)
        values |= words(document)
        header, *rows = list(csv.reader(io.StringIO(run(call.replace(" --explain", ""), "csv")))) or [[]]
        if command == "tabulate":
            values |= set(header)
        else:
            printed |= set(header)
        values |= words(rows)
        if any(len(row) != len(header) for row in rows):
            faults.append(f"{call}: ragged rows")
    return printed, values


def main():
    page = sections((PROJECT / "docs/formats.md").read_text("utf-8"))
    faults = []
    printed, values, said = {}, {}, {}
    for command, calls in CALLS.items():
        printed[command], values[command] = outputs(command, calls, faults)
        said[command] = set(re.findall(r"`([a-z][a-z_-]*)`", page[command]))
    for command in CALLS:
        shared = SHARED.get(command, command)
        faults += [f"{command}: `{name}` is printed and not described"
                   for name in sorted(printed[command] - said[command] - said[shared])]
        known = printed[command] | printed[shared] | values[command] | values[shared] | FORMATS | RARE[command]
        faults += [f"{command}: `{name}` is described and not printed" for name in sorted(said[command] - known)]
    count = sum(map(len, printed.values()))
    print("\n".join(faults) or f"{count} columns and keys of {len(CALLS)} commands are described")
    sys.exit(bool(faults))


main()
