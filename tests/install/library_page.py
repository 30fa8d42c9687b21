#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the programs of docs/library.md, which the consumer's project has built, and compares what they print with the page;
looks whether the page has every public header.

usage: library_page.py FOLDER-OF-PROGRAMS

With UPDATE_GOLDEN=1 the page is rewritten with what they print now.
"""
import os
import pathlib
import re
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(sys.argv[1])
PAGE = PROJECT / "docs/library.md"
CALLS = [["page_1", "data/2004-mi-dem.json"], ["page_2"]]


def prints(call):
    done = subprocess.run([FOLDER / call[0], *call[1:]], cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=60)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{call}: status {done.returncode}: {done.stderr}")
    return done.stdout


def main():
    recorded = PAGE.read_text("utf-8")
    calls = iter(CALLS)
    actual = re.sub(r"(?ms)^```text\n.*?^```$", lambda _: f"```text\n{prints(next(calls))}```", recorded)
    if next(calls, None) or recorded.count("```cpp\n") != len(CALLS):
        sys.exit("the page has not as many programs and outputs as this test")
    if actual != recorded and os.environ.get("UPDATE_GOLDEN") == "1":
        PAGE.write_text(actual, "utf-8")
    elif actual != recorded:
        sys.exit(f"the programs print otherwise than the page says; it should be\n{actual}")

    headers = {path.name.removesuffix(".in") for folder in ("include/caucus_tally", "cmake")
               for path in (PROJECT / folder).iterdir() if re.search(r"\.hpp(\.in)?$", path.name)}
    described = re.findall(r"(?m)^\| `(\w+\.hpp)` \|", recorded)
    if sorted(described) != sorted(headers):
        sys.exit(f"described are {sorted(described)}, there are {sorted(headers)}")
    print(f"{len(CALLS)} programs print what the page says, {len(headers)} headers are described")


main()
