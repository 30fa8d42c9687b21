#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs whole commands on the 2020 Iowa release and compares what they print: the count of every finding of validate,
the precincts by the rules added up, and the national delegates that follow.

usage: release.py PROGRAM

The tables are read from ../shared/data beside the checkout; where they are not there, it says so and ends with 77.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RELEASE = HERE.parents[2] / "shared" / "data" / "iowa-2020"
# The pools that the whole state decides; the release does not say in which district a precinct lies.
POOLS = {"rules": "dnc-2020", "by": "sde",
         "pools": [{"name": "At-large", "delegates": 9}, {"name": "PLEO", "delegates": 5}]}
CASES = {
    "summary.txt": ["validate", "2020-ia-dem.json", "--summary"],
    "state.txt": ["allocate", "2020-ia-dem.json", "--by", "state"],
    "precinct.txt": ["allocate", "2020-ia-dem.json", "--precinct", "Polk/DES MOINES-14", "--explain"],
    "pools.txt": ["allocate", "pools.json"],
    "pools-computed.txt": ["allocate", "pools.json", "--computed-sde", "--compare", "--format", "csv"],
}


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    if not RELEASE.exists():
        print(f"skipped: {RELEASE} is not there")
        sys.exit(77)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for file in [HERE / "2020-ia-dem.json", *RELEASE.glob("*.csv")]:
            shutil.copy(file, folder)
        contest = json.loads((HERE / "2020-ia-dem.json").read_text(encoding="utf-8"))
        pathlib.Path(folder, "pools.json").write_text(json.dumps({**contest, "allocation": POOLS}), encoding="utf-8")
        for name, arguments in CASES.items():
            done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=60,
                                  env={**os.environ, "LC_ALL": "C.UTF-8"})
            actual = f"{done.stdout}{done.stderr}--- status {done.returncode}\n"
            recorded = HERE / name
            if os.environ.get("UPDATE_GOLDEN") == "1":
                recorded.write_text(actual, encoding="utf-8")
            if actual != recorded.read_text(encoding="utf-8"):
                print(f"{' '.join(arguments)} prints now, unlike {recorded}:\n{actual}")
                failed = True
    sys.exit(failed)


main()
