#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Follows every link of the documents within the project: the file has to be there, and the heading in it.

usage: links.py [PROGRAM]    (the program is not needed)
"""
import pathlib
import re
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def anchors(page):
    """The headings as GitHub names them: small letters, blanks as hyphens, no other signs."""
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in re.findall(r"(?m)^#+ (.*)$", text)}


def main():
    pages = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), *PROJECT.glob("data/*.md")])
    faults = []
    count = 0
    for page in pages:
        text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            count += 1
            name, _, anchor = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            if not file.exists():
                faults.append(f"{page.relative_to(PROJECT)}: {target}: no such file")
            elif anchor and anchor not in anchors(file):
                faults.append(f"{page.relative_to(PROJECT)}: {target}: no such heading")
    print("\n".join(faults) or f"{count} links of {len(pages)} pages lead somewhere")
    sys.exit(bool(faults) or count == 0)


main()
