#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the Dask program of docs/distributed.md on a scheduler and two workers, kills one of them in the middle, and
compares the totals with those of a single run, byte by byte. The example for GNU parallel likewise, where it is there.

usage: cluster.py PROGRAM
"""
import importlib.util
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs/distributed.md").read_text("utf-8")
PATIENCE = 60  # seconds for anything to happen


def require(condition, message):
    if not condition:
        sys.exit(message)


def python_with_dask():
    """This interpreter, or the system's, whose packages the distribution brings; None where neither has Dask."""
    if importlib.util.find_spec("distributed"):
        return sys.executable
    system = "/usr/bin/python3"
    if os.access(system, os.X_OK) and subprocess.run([system, "-c", "import distributed"], stderr=subprocess.DEVNULL).returncode == 0:
        return system
    return None


def make_shards(folder, count=24):
    """One county a shard; candidates and offices that not every shard has."""
    chance = random.Random(2020)
    folder.mkdir()
    for number in range(count):
        rows = ["county,precinct,office,candidate,votes"]
        for precinct in range(40):
            for office in chance.sample(["President", "U.S. House", "Sheriff", "Clerk"], 3):
                for candidate in chance.sample(["Ann", "Bo", "\"Cy, Jr.\"", "Di", "Ed"], 4):
                    rows.append(f"County {number:02},P{precinct},{office},{candidate},{chance.randrange(10**9)}")
        (folder / f"{number:02}.csv").write_text("\n".join(rows) + "\n")
    return sorted(folder.iterdir())


def wait_for(what, condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        require(time.monotonic() < deadline, f"{what}: nothing after {PATIENCE} s")
        time.sleep(0.05)


def run_dask(python, folder, shards, environment):
    program = folder / "tabulate_dask.py"
    program.write_text(re.search(r"(?ms)^```python\n(.*?)^```$", PAGE)[1])
    scheduler_file = folder / "scheduler.json"
    quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = []

    def start(module, *arguments):
        started.append(subprocess.Popen([python, "-m", f"distributed.cli.{module}", *arguments], **quiet))
        return started[-1]

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", scheduler_file)
        wait_for("the scheduler", scheduler_file.exists)
        address = re.search(r'"address": "([^"]*)"', scheduler_file.read_text())[1]
        workers = [start("dask_worker", address, "--no-nanny", "--no-dashboard", "--nthreads", "1", "--name", name,
                         "--local-directory", folder) for name in ("one", "two")]
        totals = folder / "totals.csv"
        with totals.open("wb") as output, (folder / "log").open("wb") as log:
            run = subprocess.Popen([python, program, address, *shards], cwd=folder, env=environment, stdout=output, stderr=log)
            started.append(run)
            wait_for("the first shards", lambda: len(list((folder / "done").iterdir())) >= 4 or run.poll() is not None)
            require(run.poll() is None, "all was over before a worker could be killed:\n" + (folder / "log").read_text())
            workers[1].send_signal(signal.SIGKILL)
            require(run.wait(PATIENCE) == 0, "the run failed:\n" + (folder / "log").read_text())
        return totals.read_bytes()
    finally:
        for process in started:
            process.kill()
            process.wait()


def run_parallel(folder, environment):
    script = re.search(r"(?ms)^```sh\n(mkdir sums\n.*?)^```$", PAGE)[1]
    return subprocess.run(["sh", "-c", script], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE).stdout


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    python = python_with_dask()
    has_parallel = shutil.which("parallel")
    if not python and not has_parallel:
        print("skipped: neither Dask (python3-distributed) nor GNU parallel is installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shards = make_shards(folder / "shards")
        (folder / "bin").mkdir()
        (folder / "done").mkdir()
        # Slow enough that a worker can be killed while it has work, and leaving a trace of each call.
        wrapper = folder / "bin/caucus-tally"
        wrapper.write_text(f'#!/bin/sh\nsleep 0.1\n"{program}" "$@" && : >"{folder}/done/$$"\n')
        wrapper.chmod(0o755)
        environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PARALLEL_HOME": name}

        def single_run(by):
            return subprocess.run([program, "tabulate", "-q", "--by", by, "--format", "csv", folder / "shards"], check=True,
                                  stdout=subprocess.PIPE).stdout

        if python:
            require(run_dask(python, folder, shards, environment) == single_run("county,office,candidate"),
                    "Dask's totals are not those of a single run")
        if has_parallel:
            require(run_parallel(folder, environment) == single_run("office,candidate"),
                    "GNU parallel's totals are not those of a single run")
    print("the same totals to the byte:", ", ".join([*(["Dask"] if python else []), *(["GNU parallel"] if has_parallel else [])]))


main()
