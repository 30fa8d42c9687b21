#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Validates the whole 2020 Iowa release as a reader of it would, and compares the count of every finding.

usage: validate.py PROGRAM

The tables are read from ../shared/data beside the checkout; where they are not there, it says so and ends with 77.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RELEASE = HERE.parents[2] / "shared" / "data" / "iowa-2020"
RECORDED = HERE / "summary.txt"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    if not RELEASE.exists():
        print(f"skipped: {RELEASE} is not there")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        for file in [HERE / "2020-ia-dem.json", *RELEASE.glob("*.csv")]:
            shutil.copy(file, folder)
        done = subprocess.run([program, "validate", "2020-ia-dem.json", "--summary"], cwd=folder, capture_output=True,
                              encoding="utf-8", timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"})
    actual = f"{done.stdout}{done.stderr}--- status {done.returncode}\n"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        RECORDED.write_text(actual, encoding="utf-8")
    if actual != RECORDED.read_text(encoding="utf-8"):
        sys.exit(f"it prints now, unlike {RECORDED}:\n{actual}")
    print(actual)


main()
