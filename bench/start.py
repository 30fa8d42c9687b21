#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long a small run takes beside the shortest possible one.

usage: bench/start.py PROGRAM [ROUNDS]

Runs `true`, `PROGRAM show --format csv` and `PROGRAM validate` of the small contest in turn, as whole processes, and
prints the medians and their ratios to that of `true`. Only the ratios mean anything: they hold while the machine's speed
drifts.
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
    program = os.path.abspath(sys.argv[1])
    contest = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "2004-mi-dem.json")
    commands = {
        "true": [shutil.which("true")],
        "show": [program, "show", "--format", "csv"],
        "validate": [program, "validate", contest],
    }
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    times = {name: [] for name in commands}
    with open(os.devnull, "wb") as sink:
        for command in commands.values():
            for _ in range(20):
                run(command, sink)
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(run(command, sink))
    medians = {name: statistics.median(each) / 1000 for name, each in times.items()}
    for name, median in medians.items():
        print(f"{name:<10}{median:8.0f} µs  median of {rounds}  ratio {median / medians['true']:5.2f}")


main()
