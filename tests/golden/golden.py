#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs whole command lines and compares what they print with what is recorded.

usage: golden.py PROGRAM FILE...

A case (.txt) is one command with its output and status:

    $ caucus-tally show --format csv | head -1
    contest,candidate,kind,status,votes,percent,delegates
    --- stderr
    --- status 0

The part "--- stderr" is left out where nothing was said there. In documents every command of a ```console block (.md) or
a literal display (.1) is a case; its output is shown as a terminal would, standard error included. Cases run in the folder of their file,
documents in the project's. With UPDATE_GOLDEN=1 the files are rewritten with what the program prints now.
"""
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def run(command, folder, tools, merged):
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    # Under a sanitizer the program's own options have to reach it.
    environment.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.PIPE, timeout=60)
    text = lambda data: (data or b"").decode("utf-8", "surrogateescape")
    return text(done.stdout), text(done.stderr), done.returncode


def actual_case(path, recorded, tools):
    command = recorded.split("\n", 1)[0].removeprefix("$ ")
    out, err, status = run(command, path.parent, tools, merged=False)
    for part in (out, err):
        if part and not part.endswith("\n"):
            return f"$ {command}\nthe output does not end with a line feed: {part[-40:]!r}\n"
    return f"$ {command}\n{out}" + (f"--- stderr\n{err}" if err else "") + f"--- status {status}\n"


def lacking(command):
    """What the command needs and this system does not have: /dev/full is Linux's, sha256sum GNU's."""
    if "/dev/full" in command and not os.path.exists("/dev/full"):
        return "/dev/full"
    if "sha256sum" in command and not shutil.which("sha256sum"):
        return "sha256sum"
    return None


def from_roff(text):
    return re.sub(r"(?m)^\\&", "", text).replace("\\-", "-").replace("\\e", "\\")


def to_roff(text):
    return re.sub(r"(?m)^(?=[.'])", r"\\&", text.replace("\\", "\\e").replace("-", "\\-"))


def actual_document(path, recorded, tools):
    manual = path.suffix == ".1"
    pattern = r"(?ms)^(\.Bd -literal[^\n]*\n)(.*?)^(\.Ed)$" if manual else r"(?ms)^(```console\n)(.*?)^(```)$"

    def rerun(block):
        if missing := lacking(block.group(2)):
            print(f"skipped, for there is no {missing} here: {path.name}: {block.group(2).splitlines()[0]}")
            return block.group(0)
        lines = []
        for line in (from_roff(block.group(2)) if manual else block.group(2)).splitlines():
            if not line.startswith("$ "):
                continue
            command = line.removeprefix("$ ").replace("scripts/run ", "caucus-tally ")
            out, _, _ = run(command, PROJECT, tools, merged=True)
            lines.append(line + "\n" + out)
        text = "".join(lines)
        return block.group(1) + (to_roff(text) if manual else text) + block.group(3)

    return re.sub(pattern, rerun, recorded)


def check(path, tools):
    recorded = path.read_bytes().decode("utf-8", "surrogateescape")
    if path.suffix == ".txt" and (missing := lacking(recorded.split("\n", 1)[0])):
        print(f"skipped, for there is no {missing} here: {path.name}")
        return True
    actual = (actual_case if path.suffix == ".txt" else actual_document)(path, recorded, tools)
    if actual == recorded:
        return True
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_bytes(actual.encode("utf-8", "surrogateescape"))
        print(f"rewritten: {path}")
        return True
    difference = difflib.unified_diff(recorded.splitlines(True), actual.splitlines(True), str(path), "what it prints now")
    sys.stdout.write("".join(difference))
    return False


def main():
    # What differs may hold any bytes, and the locale may be C.
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    program = pathlib.Path(sys.argv[1]).resolve()
    if not program.exists():
        sys.exit(f"{program} is not there")  # else its absence would be recorded
    paths = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    if not paths:
        sys.exit("no cases")
    with tempfile.TemporaryDirectory() as tools:
        os.symlink(program, os.path.join(tools, "caucus-tally"))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            passed = list(pool.map(lambda path: check(path, tools), paths))
    print(f"golden: {sum(passed)} of {len(passed)} files as recorded")
    sys.exit(not all(passed))


main()
