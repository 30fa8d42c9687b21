#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The checks that archives run over precinct CSV today, for comparison with `caucus-tally validate`.

usage: bench/openelections_checks.py FILE...

One pass with the csv module: names of the columns, ragged rows and stray blanks, votes that are no whole number,
duplicate rows, vote types against votes. Status 1 where something is wrong.
"""
import csv
import re
import sys

REQUIRED = {"office", "candidate", "votes"}
NAMES = ("county", "precinct", "office", "district", "party", "candidate")
VOTE_TYPES = {"election_day", "absentee", "early_voting", "mail", "provisional"}
STRAY_BLANKS = re.compile(r"^\s|\s$|\s\s|[\t\r\n]")


def check(path):
    problems = []
    seen = set()
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        missing = REQUIRED - set(header)
        if missing:
            return [f"{path}:1: missing columns: {', '.join(sorted(missing))}"]
        if len(set(header)) < len(header):
            problems.append(f"{path}:1: a column is there twice")
        votes = header.index("votes")
        names = [header.index(name) for name in NAMES if name in header]
        types = [i for i, name in enumerate(header) if name in VOTE_TYPES]
        for row in reader:
            if len(row) != len(header):
                problems.append(f"{path}:{reader.line_num}: {len(row)} fields instead of {len(header)}")
                continue
            for value in row:
                if STRAY_BLANKS.search(value):
                    problems.append(f"{path}:{reader.line_num}: stray blanks in {value!r}")
            if not row[votes].isdigit():
                problems.append(f"{path}:{reader.line_num}: votes are {row[votes]!r}")
            elif types and all(row[i].isdigit() for i in types):
                if sum(int(row[i]) for i in types) != int(row[votes]):
                    problems.append(f"{path}:{reader.line_num}: vote types do not add up to {row[votes]}")
            key = tuple(row[i] for i in names)
            if key in seen:
                problems.append(f"{path}:{reader.line_num}: again {', '.join(key)}")
            seen.add(key)
    return problems


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    problems = [problem for path in sys.argv[1:] for problem in check(path)]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
