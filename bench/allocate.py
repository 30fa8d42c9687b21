#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long it takes to allocate 10,000 pools of one contest file, margins included.

usage: bench/allocate.py PROGRAM [ROUNDS]

Writes a contest of 10,000 districts with five candidates each and their stated delegates left out, runs `PROGRAM
allocate --format csv` on it as a whole process, and prints the median. The file is the same every time.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

POOLS = 10_000


def contest():
    """Votes from a linear congruential sequence, so that every run measures the same pools."""
    state = 2004

    def below(bound):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % bound

    names = ["kerry", "dean", "edwards", "sharpton", "uncommitted"]
    units = [{"id": str(i), "level": "district", "delegates": 3 + below(8),
              "votes": {name: below(60_000 // (k + 1)) for k, name in enumerate(names)}} for i in range(POOLS)]
    return {"format": 1, "id": "bench", "title": "Ten thousand districts",
            "candidates": [{"id": name, "name": name} for name in names],
            "allocation": {"rules": "dnc-2004",
                           "pools": [{"name": "District", "delegates": sum(u["delegates"] for u in units),
                                      "by": "district"}]},
            "levels": ["district"], "units": units}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(contest(), file)
        file.flush()
        command = [os.path.abspath(sys.argv[1]), "allocate", file.name, "--format", "csv"]
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
            times.append(time.perf_counter() - start)
        rows = done.stdout.count(b"\n") - 1
        size = os.path.getsize(file.name) / 1e6
    print(f"{POOLS:,} pools ({size:.1f} MB, {rows:,} rows out): {statistics.median(times) * 1000:.0f} ms, "
          f"best {min(times) * 1000:.0f} ms of {rounds}")


main()
