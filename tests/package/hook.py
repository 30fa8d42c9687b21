#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the pre-commit hook as pre-commit does: a script of the hook's checkout, in the folder of the repository.

usage: hook.py PROGRAM
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CLEAN = '{"format": 1, "id": "a", "title": "A", "candidates": [{"id": "a", "name": "A", "votes": 1}], "total": {"votes": 1}}\n'


def require(condition, message):
    if not condition:
        sys.exit(message)


def main():
    fields = dict(re.findall(r"(?m)^[- ] (\w+): (.*)$", (PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8")))
    require(fields["id"] == "caucus-tally" and fields["language"] == "script", f"{fields}")
    require(fields["pass_filenames"] == "false", "the files come from args: a table is checked with its contest")
    script, *arguments = shlex.split(fields["entry"])
    require(os.access(PROJECT / script, os.X_OK), f"{script} cannot be run")
    defaults = fields["args"].strip("[]").split(", ")
    for name in ("county.json", "units.csv"):
        require(re.search(fields["files"], name), f"a change of {name} does not start the hook")

    def hook(args):
        return subprocess.run([checkout / script, *arguments, *args], cwd=repository, capture_output=True, encoding="utf-8",
                              timeout=60)

    with tempfile.TemporaryDirectory() as folder:
        checkout, repository = pathlib.Path(folder) / "hook", pathlib.Path(folder) / "repository"
        (checkout / script).parent.mkdir(parents=True)
        (checkout / script).symlink_to(PROGRAM)  # stands for the build that scripts/run makes
        (repository / "data").mkdir(parents=True)
        (repository / "data/a.json").write_text(CLEAN, "utf-8")
        done = hook(defaults)
        require((done.returncode, done.stdout + done.stderr) == (0, ""), f"clean: {done}")
        (repository / "data/b.json").write_text(CLEAN.replace('{"votes": 1}}', '{"votes": 2}}'), "utf-8")
        done = hook(["data"])
        require(done.returncode == 1 and "data/b.json:1:" in done.stdout and "CT201" in done.stdout, f"wrong: {done}")
    print("the hook is silent where all is well, and fails at the place of a contradiction")


main()
