#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the man page against --help: every command, option, argument and allowed word, none too many.

usage: manual.py PROGRAM

Its examples are run by golden.py. mandoc and groff look over its macros where they are installed.
"""
import pathlib
import re
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
import help_pages  # noqa: E402

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PAGE = PROJECT / "docs/caucus-tally.1"


def entries(section):
    """The options of a part of the page, each with what is said of it: {("-o", "--output"): text}."""
    found = {}
    for entry in re.split(r"(?m)^\.It ", section)[1:]:
        head, _, text = entry.partition("\n")
        names = tuple("-" + name for name in re.findall(r"\bFl (-?[a-z-]+)", head))
        if names:
            found[names] = text
    return found


def faults_of(command, page, described, common):
    for option in page.options:
        if option.names not in described and option.names not in common:
            yield f"{command}: {' '.join(option.names)} is not in the man page"
        said = re.findall(r"[A-Za-z0-9-]+", described.get(option.names, common.get(option.names, "")))
        for word in option.words:
            if word not in said:
                yield f"{command} {option.names[-1]}: the word {word} is not in the man page"
    known = {option.names for option in page.options}
    for names in [*described, *common]:
        if names not in known:
            yield f"{command}: {' '.join(names)} is in the man page and not in --help"


def complaints():
    """What the formatters say of the page, and the names of those that are not there."""
    missing = []
    said = ""
    for tool, *options in (["mandoc", "-T", "lint"], ["groff", "-mdoc", "-ww", "-z", "-Tutf8"]):
        if not shutil.which(tool):
            missing.append(tool)
            continue
        done = subprocess.run([tool, *options, PAGE], capture_output=True, encoding="utf-8", timeout=60)
        said += done.stdout + done.stderr
    return said, missing


def main():
    parts = re.split(r"(?m)^\.S[hs] (.*)\n", PAGE.read_text("utf-8"))
    sections = dict(zip(parts[1::2], parts[2::2]))
    common = entries(sections["Options of every command"])
    faults = []
    count = 0
    pages = help_pages.read(PROGRAM)
    for command, page in pages.items():
        section = sections.get(f"caucus-tally {command}")
        if section is None or f".Cm {command}\n" not in sections["SYNOPSIS"]:
            faults.append(f"{command} is not in the man page")
            continue
        faults += faults_of(command, page, entries(section), common)
        count += len(page.options)
    faults += [f"{title} is no command" for title in sections
               if title.startswith("caucus-tally ") and title.split()[1] not in pages]
    said, missing = complaints()
    faults += [said] if said else []
    print("\n".join(faults) or f"{count} options of {len(pages)} commands stand in the man page")
    for tool in missing:
        print(f"skipped: {tool} is not installed")
    sys.exit(bool(faults))


main()
