#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `validate` costs beside `tabulate` and beside a Python script that makes an archive's checks.

usage: bench/validate.py PROGRAM FILE.csv [ROUNDS]

Runs the program's two commands, and bench/openelections_checks.py where the file has at most 50 MB, in turn as whole
processes with the output thrown away, and prints ratios of medians: by the clock, by processor time, and the peaks of
memory. Only the ratios mean anything; processor time is the steadier one on a busy machine.
"""
import os
import pathlib
import statistics
import sys
import time


def run(command, sink):
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1), (os.POSIX_SPAWN_DUP2, sink.fileno(), 2)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, table = os.path.abspath(sys.argv[1]), sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    commands = {"validate": [program, "validate", table], "tabulate": [program, "tabulate", table]}
    if os.path.getsize(table) <= 50_000_000:
        script = pathlib.Path(__file__).with_name("openelections_checks.py")
        commands["python"] = [sys.executable, str(script), table]
    runs = {name: [] for name in commands}
    with open(os.devnull, "wb") as sink:
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(run(command, sink))
    clock, processor, memory = ({name: statistics.median(each[i] for each in runs[name]) for name in runs}
                                for i in range(3))
    for name in ("validate / tabulate", "python / validate"):
        a, b = name.split(" / ")
        if a in runs and b in runs:
            print(f"{name:<20} clock {clock[a] / clock[b]:7.2f}   processor {processor[a] / processor[b]:7.2f}")
    print("peak MiB             " + "   ".join(f"{name} {memory[name]:.0f}" for name in runs))


main()
