#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the GitHub Action's step as a runner would: its script with bash, its inputs in the environment.

usage: action.py PROGRAM
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
ACTION = (PROJECT / "action.yml").read_text("utf-8")
CLEAN = '{"format": 1, "id": "a", "title": "A", "candidates": [{"id": "a", "name": "A", "votes": 1}], "total": {"votes": 1}}\n'
WRONG = CLEAN.replace('{"votes": 1}}', '{"votes": 2}}')


def require(condition, message):
    if not condition:
        sys.exit(message)


def step():
    """The script, its variables, and the inputs' defaults."""
    script = textwrap.dedent(re.search(r"(?m)^      run: \|\n((?:        .*\n|\n)+)", ACTION)[1])
    variables = dict(re.findall(r"(?m)^        ([A-Z]+): \$\{\{ (.*) \}\}$", ACTION))
    defaults = dict(re.findall(r'(?ms)^  (\w+):\n    description: [^\n]*\n    default: ([^\n]*)$', ACTION))
    require(set(variables) == {"PATHS", "ARGS", "PROJECT"} and set(defaults) == {"paths", "args"}, "action.yml has other inputs")
    require("${{" not in script, "an input is read as part of the script")
    return script, variables, {name: value.strip('"') for name, value in defaults.items()}


def run(place, path, **inputs):
    """The status, what is printed, the status that is put out, and the step's summary."""
    script, variables, defaults = step()
    known = {f"inputs.{name}": inputs.get(name, default) for name, default in defaults.items()}
    known["github.action_path"] = place / "action"
    runner = place / "runner"
    shutil.rmtree(runner, ignore_errors=True)
    runner.mkdir()
    (runner / "script").write_text(script, "utf-8")
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", "RUNNER_TEMP": runner, "GITHUB_OUTPUT": runner / "output",
                   "GITHUB_STEP_SUMMARY": runner / "summary"}
    environment.update({name: known[expression] for name, expression in variables.items()})
    done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", runner / "script"], cwd=place / "data",
                          env=environment, capture_output=True, encoding="utf-8", timeout=60)
    output = (runner / "output").read_text("utf-8")
    require(output == f"status={done.returncode}\n", f"the output is {output!r}, the status {done.returncode}")
    return done.returncode, done.stdout, (runner / "summary").read_text("utf-8")


def main():
    if not shutil.which("bash"):
        print("skipped: bash is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        for name in ("bin", "action/scripts", "data/good", "data/bad"):
            (place / name).mkdir(parents=True)
        (place / "bin/caucus-tally").symlink_to(PROGRAM)
        (place / "data/good/a.json").write_text(CLEAN, "utf-8")
        (place / "data/bad/a.json").write_text(WRONG, "utf-8")
        installed = f"{place / 'bin'}:{os.environ['PATH']}"

        status, said, summary = run(place, installed, paths="good")
        require(status == 0 and summary == said and summary.startswith("checked 1 file"), f"good: {status} {said}")
        status, said, summary = run(place, installed)
        require(status == 1 and "file=bad/a.json,line=1," in said and "CT201" in said, f"bad: {status} {said}")
        require(summary.startswith("checked 2 files") and summary.count("\n") == 1, f"bad: {summary}")
        status, said, _ = run(place, installed, paths="good\n  bad\n", args="--fail-on never --max 0")
        require(status == 0 and "::error" not in said, f"several paths and options: {status} {said}")
        status, said, _ = run(place, installed, args="--no-such-option")
        require(status == 2, f"a wrong option: {status} {said}")
        status, said, _ = run(place, installed, paths="$(touch,made) `touch,made` good;touch")
        require(status == 3 and sorted(path.name for path in (place / "data").iterdir()) == ["bad", "good"],
                f"hostile paths: {status} {said}")

        # Where the program is not installed, the action builds its own checkout: scripts/run is what does it.
        require(os.access(PROJECT / "scripts/run", os.X_OK), "scripts/run cannot be run")
        (place / "action/scripts/run").symlink_to(PROGRAM)
        bare = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep)
                               if not os.path.exists(os.path.join(part, "caucus-tally")))
        status, said, _ = run(place, bare, paths="good")
        require(status == 0 and said.startswith("checked 1 file"), f"from the checkout: {status} {said}")
    print("the action's step does what action.yml says, 6 calls")


main()
