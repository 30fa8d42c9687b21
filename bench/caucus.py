#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long it takes to validate a whole caucus night, beside the shortest possible run, and its memory.

usage: bench/caucus.py PROGRAM [ROUNDS]

Validates the 2020 Iowa release (1,765 units, 26,000 rows, every check), which is read from ../shared/data beside the
checkout. Runs it and `true` in turn, as whole processes, and prints for both the median and the fastest run, which a busy
machine disturbs least, their ratios, and the peak memory.
"""
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[1]
RELEASE = PROJECT.parent / "shared" / "data" / "iowa-2020"


def write_contest(folder):
    """The contest file beside the release's tables."""
    for file in [PROJECT / "tests" / "iowa-2020" / "2020-ia-dem.json", *RELEASE.glob("*.csv")]:
        shutil.copy(file, folder)
    return str(pathlib.Path(folder) / "2020-ia-dem.json")


def run(command, sink, expected):
    start = time.perf_counter_ns()
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1)])
    _, status, usage = os.wait4(pid, 0)
    elapsed = time.perf_counter_ns() - start
    if os.waitstatus_to_exitcode(status) != expected:
        sys.exit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return elapsed, usage.ru_maxrss


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not RELEASE.exists():
        print(f"skipped: {RELEASE} is not there")
        return
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    shortest = [shutil.which("true")]
    times = {"true": [], "validate": []}
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "wb") as sink:
        program = [os.path.abspath(sys.argv[1]), "validate", write_contest(folder), "--summary"]
        peak = max(run(program, sink, 1)[1] for _ in range(5))
        for _ in range(rounds):
            times["true"].append(run(shortest, sink, 0)[0])
            times["validate"].append(run(program, sink, 1)[0])
    print(f"of {rounds:<6}{'median':>12}{'fastest':>12}")
    figures = {name: (statistics.median(each) / 1000, min(each) / 1000) for name, each in times.items()}
    for name, (median, fastest) in figures.items():
        print(f"{name:<9}{median:9.0f} µs{fastest:9.0f} µs")
    ratios = [whole / shortest for whole, shortest in zip(figures["validate"], figures["true"])]
    print(f"ratio    {ratios[0]:9.2f}   {ratios[1]:9.2f}")
    print(f"memory   {peak:9d} KiB at its peak")


main()
