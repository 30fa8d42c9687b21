#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the GitHub Action's steps as a runner would: their scripts with bash, the inputs in the environment.

usage: action.py PROGRAM
"""
import json
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


def scripts():
    """The steps that run a script, in their order: the script, and its variables with what they are set to."""
    steps = re.split(r"(?m)^    - ", ACTION)[1:]
    found = [(textwrap.dedent(re.search(r"(?m)^      run: \|\n((?:        .*\n|\n)+)", step)[1]),
              dict(re.findall(r"(?m)^        ([A-Z]+): \$\{\{ (.*) \}\}$", step))) for step in steps if "run: |" in step]
    require([set(variables) for _, variables in found] == [{"PROJECT"}, {"PROJECT"}, {"PATHS", "ARGS"}], "action.yml has other steps")
    require(not any("${{" in script for script, _ in found), "an input is read as part of a script")
    return found


def run_script(place, path, step, known):
    """What the step prints, its status, and what it leaves for the steps after it."""
    script, variables = step
    runner = place / "runner"
    shutil.rmtree(runner, ignore_errors=True)
    runner.mkdir()
    for name in ("output", "summary", "path"):
        (runner / name).touch()
    (runner / "script").write_text(script, "utf-8")
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", "RUNNER_TEMP": runner, "GITHUB_OUTPUT": runner / "output",
                   "GITHUB_STEP_SUMMARY": runner / "summary", "GITHUB_PATH": runner / "path"}
    environment.update({name: known[expression] for name, expression in variables.items()})
    done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", runner / "script"], cwd=place / "data",
                          env=environment, capture_output=True, encoding="utf-8", timeout=60)
    return done, {name: (runner / name).read_text("utf-8") for name in ("output", "summary", "path")}


def run(place, path, **inputs):
    """The status, what is printed, and the step's summary."""
    defaults = dict(re.findall(r'(?ms)^  (\w+):\n    description: [^\n]*\n    default: ([^\n]*)$', ACTION))
    require(set(defaults) == {"paths", "args"}, "action.yml has other inputs")
    known = {f"inputs.{name}": inputs.get(name, default.strip('"')) for name, default in defaults.items()}
    done, left = run_script(place, path, scripts()[2], known)
    require(left["output"] == f"status={done.returncode}\n", f"the output is {left['output']!r}: {done}")
    return done.returncode, done.stdout, left["summary"]


def main():
    if not shutil.which("bash"):
        print("skipped: bash is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        for name in ("bin", "action/scripts", "data/good", "data/bad", "data/two words"):
            (place / name).mkdir(parents=True)
        (place / "bin/caucus-tally").symlink_to(PROGRAM)
        (place / "data/good/a.json").write_text(CLEAN, "utf-8")
        (place / "data/bad/a.json").write_text(WRONG, "utf-8")
        (place / "data/two words/a.json").write_text(WRONG, "utf-8")
        installed = f"{place / 'bin'}:{os.environ['PATH']}"

        status, said, summary = run(place, installed, paths="good")
        require(status == 0 and said.startswith("checked 1 file"), f"good: {status} {said}")
        status, said, summary = run(place, installed)
        require(status == 1 and "file=bad/a.json,line=1," in said and "CT201" in said, f"bad: {status} {said}")
        require("CT201" in summary and "| sum |" in summary and "bad/a.json" in summary, f"bad: {summary}")
        status, said, _ = run(place, installed, paths="good\n  bad\n", args="--fail-on never --max 0")
        require(status == 0 and "::error" not in said, f"several paths and options: {status} {said}")
        status, said, _ = run(place, installed, paths="'two words' good", args='--also "sarif:my findings.sarif"')
        require(status == 1 and "file=two words/a.json" in said, f"blanks: {status} {said}")
        require(json.loads((place / "data/my findings.sarif").read_text("utf-8"))["version"] == "2.1.0", "no SARIF")
        (place / "data/my findings.sarif").unlink()
        status, said, _ = run(place, installed, args='--max "1')
        require(status == 2, f"a quote that is not closed: {status} {said}")
        status, said, _ = run(place, installed, args="--no-such-option")
        require(status == 2, f"a wrong option: {status} {said}")
        status, said, _ = run(place, installed, paths="$(touch,made) `touch,made` good;touch")
        require(status == 3 and sorted(path.name for path in (place / "data").iterdir()) == ["bad", "good", "two words"],
                f"hostile paths: {status} {said}")

        # Where the program is not installed, the action builds its own checkout, and keeps what it built under a name
        # that changes with the sources.
        require(os.access(PROJECT / "scripts/run", os.X_OK), "scripts/run cannot be run")
        bare = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep)
                               if not os.path.exists(os.path.join(part, "caucus-tally")))
        find, build, _ = scripts()
        known = {"github.action_path": place / "action"}
        done, left = run_script(place, installed, find, known)
        require(done.returncode == 0 and not left["output"], f"it is installed: {done} {left}")
        for name in ("src/a.cpp", "CMakeLists.txt", "CMakePresets.json", "cmake/a", "data/a", "include/a"):
            (place / "action" / name).parent.mkdir(exist_ok=True)
            (place / "action" / name).write_text(name)
        (place / "action/scripts/run").write_text('#!/bin/sh\nmkdir -p "$PROJECT/build/release"\n'
                                                  f'ln -s {PROGRAM} "$PROJECT/build/release/caucus-tally"\n')
        (place / "action/scripts/run").chmod(0o755)
        keys = []
        for text in ("one", "one", "another"):
            (place / "action/src/a.cpp").write_text(text)
            done, left = run_script(place, bare, find, known)
            require(done.returncode == 0 and re.fullmatch(r"sources=[0-9a-f]{40,}\n", left["output"]), f"{done} {left}")
            keys.append(left["output"])
        require(keys[0] == keys[1] != keys[2], f"the cache's key does not follow the sources: {keys}")
        for _ in range(2):  # the second time it is there
            done, left = run_script(place, bare, build, known)
            require(done.returncode == 0 and left["path"] == f"{place / 'action/bin'}\n", f"build: {done} {left}")
        status, said, _ = run(place, f"{left['path'].strip()}:{bare}", paths="good")
        require(status == 0 and said.startswith("checked 1 file"), f"from the checkout: {status} {said}")
    print("the action's steps do what action.yml says")


main()
