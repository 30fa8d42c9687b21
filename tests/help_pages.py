# SPDX-License-Identifier: MIT
"""What the --help of every command says, for the tests that hold documents and completions against it."""
import dataclasses
import re
import subprocess


@dataclasses.dataclass
class Option:
    names: tuple  # ("-o", "--output")
    value: str  # "FILE", or empty for a flag
    meaning: str
    words: list  # those that the value may be, where they are a few


@dataclasses.dataclass
class Page:
    usage: str
    options: list


def ask(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=True)
    return done.stdout


def words_of(meaning):
    """The words of a list such as "output format: table, csv"."""
    lists = re.findall(r"(?:^|: )((?:[a-z0-9-]+, )+[a-z0-9-]+)(?=$|;)", meaning)
    return lists[-1].split(", ") if lists else []


def read_page(text):
    options = []
    for line in text.splitlines():
        option = re.fullmatch(r"  ((?:-[a-zA-Z-]+ ?)+?)(?: ([A-Z][A-Z=:\[\]a-z]*))?(?:  +(.*))?", line)
        if option:
            options.append(Option(tuple(option[1].split()), option[2] or "", option[3] or "", []))
        elif options and line.startswith(" " * 26):
            options[-1].meaning = f"{options[-1].meaning} {line.strip()}".strip()
    for option in options:
        option.words = words_of(option.meaning) if option.value in ("WORD", "RULES") else []
    return Page(text.split("\n", 1)[0], options)


def read(program):
    """The help page of each command, by its name."""
    commands = re.findall(r"(?m)^  ([a-z]+)  +\S", ask(program, "--help").split("commands:\n")[1])
    return {command: read_page(ask(program, command, "--help")) for command in commands}
