#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long a small run takes beside the shortest possible one.

usage: bench/start.py PROGRAM [ROUNDS]

Runs `PROGRAM show --format csv` and `true` in turn, as whole processes, and prints the medians and their ratio. Only the
ratio means anything: it holds while the machine's speed drifts.
"""
import os
import shutil
import statistics
import sys
import time


def run(command, sink):
    start = time.perf_counter_ns()
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1)])
    status = os.waitpid(pid, 0)[1]
    elapsed = time.perf_counter_ns() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return elapsed


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = [os.path.abspath(sys.argv[1]), "show", "--format", "csv"]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    shortest = [shutil.which("true")]
    times = {"true": [], "show": []}
    with open(os.devnull, "wb") as sink:
        for _ in range(20):
            run(shortest, sink), run(program, sink)
        for _ in range(rounds):
            times["true"].append(run(shortest, sink))
            times["show"].append(run(program, sink))
    medians = {name: statistics.median(each) / 1000 for name, each in times.items()}
    for name, median in medians.items():
        print(f"{name:<6}{median:8.0f} µs  median of {rounds}")
    print(f"ratio {medians['show'] / medians['true']:8.2f}")


main()
