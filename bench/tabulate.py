#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long `tabulate` takes beside DuckDB and beside `wc -l`.

usage: bench/tabulate.py PROGRAM FILE.csv [--shuffled FILE.csv] [--work FOLDER] [--rounds N] [--only WORD]

FILE has OpenElections' columns county, precinct, office, district, party, candidate, votes. q1 is the sum of the votes by
office, district, party and candidate, q2 by county, office and candidate. Whole processes run in turn with their output
thrown away, after a run that warms the page cache; a ratio is the median of the rounds' ratios, since only what ran one after
the other can be compared; the one of processor time is steadier on a busy machine. Then come medians of seconds and peaks of memory, which hold for this machine alone.

What is derived from FILE (its rows shuffled unless --shuffled names them, its first 100,000 rows, votes with thousands
separators) is kept in FOLDER, else thrown away. --only runs the cases with WORD in their names.

DuckDB is the command named by $DUCKDB, which gets SQL statements as arguments, or else `duckdb` on the PATH. The script
installs nothing and says what is missing.
"""
import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time

QUERIES = {"q1": ["office", "district", "party", "candidate"], "q2": ["county", "office", "candidate"]}
COLUMNS = ("{'county': 'VARCHAR', 'precinct': 'VARCHAR', 'office': 'VARCHAR', 'district': 'VARCHAR', 'party': 'VARCHAR', "
           "'candidate': 'VARCHAR', 'votes': 'BIGINT'}")


def find_duckdb():
    named = os.environ.get("DUCKDB")
    if named:
        return lambda statements: [os.path.abspath(named), *statements]
    found = shutil.which("duckdb")
    if found:
        return lambda statements: [found, "-c", "; ".join(statements)]
    print("missing: duckdb (neither $DUCKDB nor on the PATH)")
    return None


def duckdb_statements(table, by, threads, thousands):
    # Types are given, which spares DuckDB the guessing.
    options = f"header = true, columns = {COLUMNS}" + (", thousands = ','" if thousands else "")
    names = ", ".join(by)
    return [f"SET threads = {threads}",
            f"COPY (SELECT {names}, sum(votes) AS votes FROM read_csv('{table}', {options}) GROUP BY {names}) "
            "TO '/dev/null' (FORMAT csv)"]


def run(command, sink):
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, sink.fileno(), 1)])
    _, status, usage = os.wait4(pid, 0)
    elapsed = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def derive(path, make):
    if not os.path.exists(path):
        make(path + ".part")
        os.replace(path + ".part", path)
    return path


def shuffle(source, path):
    with open(source, "rb") as file:
        header, *rows = file.readlines()
    random.Random(1).shuffle(rows)
    with open(path, "wb") as file:
        file.write(header)
        file.writelines(rows)


def take_head(source, path):
    with open(source, "rb") as file, open(path, "wb") as target:
        for _ in range(100_001):
            target.write(file.readline())


def write_thousands(source, path):
    with open(source, encoding="utf-8", newline="") as file, open(path, "w", encoding="utf-8", newline="") as target:
        for line in file:
            head, _, votes = line.rpartition(",")
            digits = votes.rstrip("\r\n")
            if digits.isdigit() and len(digits) > 3:
                line = f'{head},"{int(digits):,}"' + votes[len(digits):]
            target.write(line)


def cases(program, plain, shuffled, head, thousands, duckdb):
    """Name of a case -> commands by name, to be compared with the first."""
    wc = [shutil.which("wc"), "-l"]
    for name, table, queries, threads_of in (("", plain, QUERIES, (1, 2)), ("shuffled ", shuffled, QUERIES, (1, 2)),
                                             ("100,000 rows ", head, ("q1",), (1, 2)),
                                             ("thousands ", thousands, ("q1",), (1,))):
        for query in queries:
            for threads in threads_of:
                ours = [program, "tabulate", "-q", "--format", "csv", "--by", ",".join(QUERIES[query]), "--threads",
                        str(threads)]
                commands = {"ours": [*ours, table] + (["--thousands"] if table == thousands else [])}
                if duckdb:
                    commands["duckdb"] = duckdb(duckdb_statements(table, QUERIES[query], threads, table == thousands))
                if threads == 1 and query == "q1":
                    commands["wc"] = [*wc, table]
                if table == thousands:
                    commands["plain"] = [*ours, plain]
                yield f"{name}{query}, {threads} thread{'s' if threads > 1 else ''}", commands


def compare(name, commands, rounds, sink):
    for command in commands.values():
        run(command, sink)
    runs = {each: [] for each in commands}
    for _ in range(rounds):
        for each, command in commands.items():
            runs[each].append(run(command, sink))

    def ratio(over, under):
        clock, processor = (statistics.median(a[i] / b[i] for a, b in zip(runs[over], runs[under])) for i in (0, 1))
        return f"{over} / {under} {clock:.2f} (processor {processor:.2f})"

    ratios = [ratio(*pair) for pair in (("duckdb", "ours"), ("ours", "wc"), ("ours", "plain")) if set(pair) <= set(runs)]
    medians = [f"{each} {statistics.median(elapsed for elapsed, _, _ in runs[each]):.3f} s "
               f"{max(peak for _, _, peak in runs[each]):.0f} MiB" for each in runs]
    print(f"{name:<26} {'   '.join(ratios)}\n{'':<26} {'  '.join(medians)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("table")
    parser.add_argument("--shuffled")
    parser.add_argument("--work")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    table = os.path.abspath(arguments.table)
    duckdb = find_duckdb()
    with tempfile.TemporaryDirectory(dir=arguments.work) as scratch, open(os.devnull, "wb") as sink:
        work = arguments.work or scratch
        name = os.path.join(work, os.path.basename(table).removesuffix(".csv"))
        shuffled = arguments.shuffled or derive(name + ".shuffled.csv", lambda path: shuffle(table, path))
        head = derive(name + ".head.csv", lambda path: take_head(table, path))
        thousands = derive(name + ".thousands.csv", lambda path: write_thousands(table, path))
        for case, commands in cases(os.path.abspath(arguments.program), table, os.path.abspath(shuffled), head, thousands,
                                    duckdb):
            if arguments.only in case:
                compare(case, commands, arguments.rounds, sink)


main()
