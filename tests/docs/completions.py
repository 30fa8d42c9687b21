#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the completions for bash, zsh and fish against --help: what each offers has to be what there is.

usage: completions.py PROGRAM

Each shell is asked for completions of whole command lines. A shell that is not installed is skipped and named.
"""
import os
import pathlib
import pty
import shutil
import signal
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
import help_pages  # noqa: E402

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
COMPLETIONS = PROJECT / "docs/completions"
BASH = """
source "$COMPLETIONS/caucus-tally.bash"
while IFS= read -r line; do
    read -r -a COMP_WORDS <<< "${line//=/ = }"
    if [[ $line == *" " || $line == *= ]]; then COMP_WORDS+=(""); fi
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _caucus_tally 2>/dev/null
    printf '%s\\n' "${COMPREPLY[@]}" "end of $line"
done
"""
FISH = """
source "$COMPLETIONS/caucus-tally.fish"
while read -l line
    complete -C "$line" | string replace -r '\\t.*' ''
    echo "end of $line"
end
"""
# zsh completes only while it edits a line: the first prompt asks for everything and leaves.
ZSH = """
fpath=("$COMPLETIONS" $fpath)
autoload -Uz compinit && compinit -u -D
setopt no_auto_list no_auto_menu no_beep
compadd() {
    local -a found
    if [[ " ${(j: :)@[1,(i)(-|--)]} " != *\\ -(A|O|D)\\ * ]]; then
        builtin compadd -A found "$@"
        print -rl -- $found >>"$REPLIES"
    fi
    builtin compadd "$@"
}
zle -C ask complete-word _main_complete
zle-line-init() {
    local line
    for line in ${(f)"$(<$QUESTIONS)"}; do
        BUFFER=$line CURSOR=$#line
        zle ask
        print -r -- "end of $line" >>"$REPLIES"
    done
    exit
}
zle -N zle-line-init
"""


def run_zsh(place, questions, environment):
    (place / ".zshrc").write_text(ZSH, "utf-8")
    (place / "questions").write_text(questions, "utf-8")
    (place / "replies").touch()
    environment |= {"ZDOTDIR": place, "QUESTIONS": place / "questions", "REPLIES": place / "replies", "TERM": "vt100"}
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(place)
        signal.alarm(60)  # outlives exec: a shell that waits for an answer ends
        os.execvpe("zsh", ["zsh", "-d", "-i"], environment)
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:  # the terminal is gone with its last process
        pass
    os.waitpid(child, 0)
    return (place / "replies").read_text("utf-8")


def ask(shell, lines):
    """What the shell offers for each of the lines."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "bin").mkdir()
        (place / "bin/caucus-tally").symlink_to(PROGRAM)
        environment = {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "HOME": folder, "LC_ALL": "C.UTF-8", "COMPLETIONS": COMPLETIONS}
        questions = "".join(line + "\n" for line in lines)
        if shell == "zsh":
            said = run_zsh(place, questions, environment)
        else:
            options = ["--norc", "-c", BASH] if shell == "bash" else ["--no-config", "-c", FISH]
            said = subprocess.run([shell, *options], cwd=place, env=environment, input=questions, capture_output=True,
                                  encoding="utf-8", timeout=120).stdout
    replies = {}
    for line in lines:
        offered, _, said = said.partition(f"end of {line}\n")
        replies[line] = {word.strip() for word in offered.splitlines()} - {""}
    return replies


def wanted(program):
    """Command lines, and what has to be offered for each."""
    pages = help_pages.read(program)
    expected = {"caucus-tally s": {"show"}, "caucus-tally help ": set(pages)}
    for command, page in pages.items():
        expected[f"caucus-tally {command} --"] = {option.names[-1] for option in page.options}
        for option in page.options:
            if option.words:
                expected[f"caucus-tally {command} {option.names[-1]} "] = set(option.words)
                expected[f"caucus-tally {command} {option.names[-1]}={option.words[-1][:-1]}"] = {option.words[-1]}
    column = lambda what, *numbers: {row.split("\t")[number] for number in numbers for row in
                                     help_pages.ask(program, "list", what, "--format", "tsv").splitlines()[1:]}
    expected["caucus-tally show 2"] = column("contests", 0)
    expected["caucus-tally allocate --rules "] = column("rules", 0)
    expected["caucus-tally explain "] = column("checks", 0, 1)
    expected["caucus-tally list "] = {"contests", "rules", "checks", "schema"}
    expected["caucus-tally validate --select "] = column("checks", 0, 1)
    return expected


def main():
    expected = wanted(PROGRAM)
    faults = []
    asked = []
    for shell in ("bash", "fish", "zsh"):
        if not shutil.which(shell):
            print(f"skipped: {shell} is not installed")
            continue
        asked.append(shell)
        for line, offered in ask(shell, expected).items():
            # fish offers --format=csv for --format=c
            offered = {word.rsplit("=", 1)[-1] for word in offered}
            missing, extra = expected[line] - offered, offered - expected[line]
            if missing or extra:
                faults.append(f"{shell}: {line!r}: missing {sorted(missing)}, too many {sorted(extra)}")
    print("\n".join(faults) or f"{len(expected)} command lines are completed by {', '.join(asked)}")
    sys.exit(bool(faults) or (77 if not asked else 0))


main()
