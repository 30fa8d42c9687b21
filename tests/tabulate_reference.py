#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tabulates thousands of hostile tables with the program and with Python's csv, and compares everything.

usage: tabulate_reference.py PROGRAM [BATCHES]

Each batch is a run over many small tables with quotes, line breaks, CRLF, byte-order marks, ragged rows, bytes that are no
UTF-8, totals and rows of no candidate, some of them compressed. Compared are the sums, the order of the groups, and the
counts of rows that were left out and why; with one thread and with several; and the totals of two parts' totals with the
totals of the whole. The seed is fixed.
"""
import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import tempfile

MAX = 2**64 - 1
FILES = 40
ALIASES = {"county": ["county", "County Name", "PARISH"], "precinct": ["precinct", "Ward"], "office": ["office", "Race"],
           "district": ["district"], "party": ["party", "party_simplified"], "candidate": ["candidate", "Candidates"],
           "votes": ["votes", "Vote", "total votes"], "absentee": ["absentee"], "early_voting": ["early voting"]}
MASKS = ["*", "***", "n/a", "<10", "(< 25)", "(X)", "–", "Protected"]
COUNTS = ("votes", "absentee", "early_voting")
BALLOTS = ["Over Votes", "UNDERVOTES", "Registered Voters", "Ballots Cast - Total", "'Blank'"]
TOTALS = ["Total", "TOTAL VOTES", "Office Totals"]
UNIT_TOTALS = ["Total", "County Totals", "total"]
NAMES = ["Ann Alder", "Bo \"B\" Birch", "Cedar, Cy", "Éva Ørsted", "Line\nBreak", "Carriage\r\nReturn", "Write-in", "x" * 90,
         "=1+1", "None of These Candidates", "Totalus", "Write-In Totals", "小野", "  spaced", "a\tb", "O'Neil"]


def quoted(value, rng):
    if any(c in value for c in ',"\r\n') or rng.random() < 0.15:
        return '"' + value.replace('"', '""') + '"'
    return value


def cell_of(column, rng):
    roll = rng.random()
    if column in COUNTS:
        if roll < 0.02:
            return rng.choice(["1.5", "-3", "1e3", " 7", "٣", "0x1", str(MAX + 1), "9" * 30, "1,23", ",1", "1.000"])
        if roll < 0.06:
            return f"{rng.randrange(10**7):,}" + rng.choice(["", "", ".0", ".00"])
        if roll < 0.10:
            return ""
        if roll < 0.12:
            return rng.choice(MASKS)
        return str(rng.choice([0, 1, rng.randrange(100), rng.randrange(10**6), rng.randrange(10**12)]))
    if column == "candidate":
        if roll < 0.06:
            return rng.choice(BALLOTS + TOTALS)
        return "" if roll < 0.07 else rng.choice(NAMES)
    if column == "office":
        if roll < 0.02:
            return rng.choice(["", "Registered Voters", "Total"])
        return rng.choice(["Governor", "U.S. House", "Mayor, \"City\"", "Line\nOffice"])
    if column in ("county", "precinct"):
        return rng.choice(UNIT_TOTALS) if roll < 0.02 else rng.choice(["1", "2", "A\nB", "North"])
    return rng.choice(["", "DEM", "REP", "12"])


def make_table(rng):
    """The bytes of a table, its columns, and its rows: bytes, and whether a quote in it stays open."""
    columns = ["office", "candidate", "votes"] + [c for c in ALIASES if c not in ("office", "candidate", "votes") and
                                                  rng.random() < 0.5]
    rng.shuffle(columns)
    end = rng.choice([b"\n", b"\r\n"])
    rows = []
    for _ in range(rng.choice([0, 1, 3, 30, 60])):
        cells = [quoted(cell_of(column, rng), rng) for column in columns]
        roll = rng.random()
        if roll < 0.01:
            cells = cells[:-1] or ["x", "y"]
        elif roll < 0.02:
            cells.append("more")
        elif roll < 0.03:
            cells[0] = '"a"b'
        row = ",".join(cells).encode()
        if rng.random() < 0.01:
            row = row.replace(b"a", b"\xff", 1)
        rows.append(row)
        if rng.random() < 0.03:
            rows.append(b"")
    header = ",".join(quoted(rng.choice(ALIASES[column]), rng) for column in columns).encode()
    lines = [header] + rows
    text = (b"\xef\xbb\xbf" if rng.random() < 0.1 else b"") + end.join(lines)
    if rows and rng.random() < 0.02:
        rows.append(b'"never closed,1,2')
        text += end + rows[-1]
    elif rng.random() < 0.8:
        text += end
    return text, columns, rows


def parse_count(text):
    if text.endswith((".0", ".00")):
        text = text[: text.index(".")]
    if "," in text:
        groups = text.split(",")
        if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
            return None
        text = text.replace(",", "")
    if not text.isascii() or not text.isdigit() or int(text) > MAX:
        return None
    return int(text)


def part_named(name):
    """What a total is of by its name: nothing but the words that say that it is one is everything."""
    return [word for word in name.lower().split() if word not in ("total", "totals", "county", "votes")]


class Table:
    """The sound rows of one table, and which of them are totals of others: none without its parts."""

    def __init__(self, columns):
        self.columns = columns
        self.rows = []  # of candidates and totals, with values and counts

    def area(self, values):
        return values.get("county") if "precinct" in values else None

    def unit(self, values):
        return values.get("county"), values.get("precinct")

    def choice(self, values):
        return tuple(values.get(column) for column in ("office", "district", "party", "candidate"))

    def is_total_unit(self, values):
        return values.get("county") in UNIT_TOTALS or values.get("precinct") in UNIT_TOTALS

    def sums(self, rows):
        sums = {}
        for row in rows:
            sums[self.choice(row["values"])] = sums.get(self.choice(row["values"]), 0) + row["counts"]["votes"]
        return sums

    def settle(self):
        """Gives each row that is a total the name by which it is one."""
        units, above, parts = {}, {}, {}
        for row in self.rows:
            values = row["values"]
            if not self.is_total_unit(values):
                parts.setdefault(self.area(values), []).append(row)
                continue
            is_above = "precinct" in values and values.get("county") in UNIT_TOTALS
            (above if is_above else units).setdefault(self.unit(values), []).append(row)
        # Earlier ones that have no parts are parts of later ones.
        for _, rows in sorted(units.items(), key=lambda item: self.rows.index(item[1][0])):
            of_area = parts.setdefault(self.area(rows[0]["values"]), [])
            if not self.set_aside(rows, self.sums(of_area)):
                of_area.extend(rows)
        whole = self.sums(row for rows in parts.values() for row in rows)
        for rows in above.values():
            self.set_aside(rows, whole)
        contests = {}
        for row in self.rows:
            values = row["values"]
            place = self.unit(values) if self.is_total_unit(values) else self.area(values)
            contests.setdefault((place, values["office"], values.get("district")), []).append(row)
        for rows in contests.values():
            self.settle_contest(rows)

    def set_aside(self, rows, sums):
        are_totals = False
        for row in rows:
            values = row["values"]
            if self.choice(values) in sums:
                are_totals = True
                row["total"] = values["county"] if values.get("county") in UNIT_TOTALS else values["precinct"]
        if are_totals:
            for row in rows:
                row["unit_name"] = values["county"] if values.get("county") in UNIT_TOTALS else values["precinct"]
        return are_totals

    def settle_contest(self, rows):
        def name(row):
            return row["values"]["candidate"]

        def votes(some):
            return sum(row["counts"]["votes"] for row in some)

        totals = [row for row in rows if name(row) in TOTALS or row["values"]["office"] in TOTALS]
        write_ins = [row for row in rows if row not in totals and name(row) == "Write-In Totals"]
        choices = [row for row in rows if row not in totals and row not in write_ins]
        listed = [row for row in choices if name(row) == "Write-in"]
        people = [row for row in choices if row not in listed and not row["values"].get("party")]
        cells = {}
        for row in totals:
            cells.setdefault(self.choice(row["values"]), []).append(row)
        for cell in cells.values():
            if cell[0]["values"]["office"] in TOTALS:
                is_total = True
            elif not part_named(name(cell[0])):
                is_total = bool(choices or write_ins)
            else:
                is_total = bool(people) and votes(people) == votes(cell)
            for row in cell if is_total else []:
                office = row["values"]["office"]
                row.setdefault("total", row.get("unit_name") or (office if office in TOTALS else name(row)))
        stated = votes(write_ins)
        twice = bool(listed) and votes(listed) == stated
        twice = twice or stated > 0 and bool(listed or people) and votes(listed + people) == stated
        if not twice:
            twice = bool(listed)
            for cell in cells.values():
                if part_named(name(cell[0])):
                    continue
                if votes(cell) in (votes(choices), votes(choices) + stated):
                    twice = votes(cell) == votes(choices) and (stated > 0 or votes(cell) != votes(choices) + stated)
                    break
        for row in write_ins if twice else []:
            row.setdefault("total", row.get("unit_name") or name(row))


class Reference:
    """What the tables of a run add up to, by Python's csv and whole numbers without bounds."""

    def __init__(self, by, where):
        self.by, self.where = by, where
        self.sums = {}
        self.rows = dict.fromkeys(("read", "summed", "bad", "unwanted", "unknown"), 0)
        self.kept_out = {}

    def add(self, columns, rows):
        table = Table(columns)
        for row in rows:
            if not row:
                continue
            self.rows["read"] += 1
            verdict = self.judge(table, row)
            if verdict:
                self.rows[verdict] += 1
        table.settle()
        for row in table.rows:
            if not self.wants(row["values"]):
                self.rows["unwanted"] += 1
            elif "total" in row:
                self.kept_out[row["total"]] = self.kept_out.get(row["total"], 0) + 1
            else:
                self.rows["summed"] += 1
                sums = self.sums.setdefault(tuple(row["values"].get(column, "") for column in self.by), {})
                for column, count in row["counts"].items():
                    sums[column] = sums.get(column, 0) + count

    def wants(self, values):
        return values["office"].startswith(self.where)

    def judge(self, table, row):
        """Where a row is counted that is none of the table's; None otherwise."""
        columns = table.columns
        try:
            fields = next(csv.reader(io.StringIO(row.decode() + "\n", newline=""), strict=True))
        except (csv.Error, UnicodeDecodeError):
            return "bad"
        if len(fields) != len(columns):
            return "bad"
        values = dict(zip(columns, fields))
        is_wanted = self.wants(values)
        nobodys = [values[column] for column in columns if column in ("office", "candidate") and values[column] in BALLOTS]
        if nobodys:
            if is_wanted:
                self.kept_out[nobodys[0]] = self.kept_out.get(nobodys[0], 0) + 1
                return None
            return "unwanted"
        counts = {}
        is_bad = False
        for column in columns:
            if column not in COUNTS or not values[column] or values[column] in MASKS:
                continue
            counts[column] = parse_count(values[column])
            is_bad = is_bad or counts[column] is None
        is_total = values["office"] in TOTALS or values["candidate"] in TOTALS
        has_votes = any(counts.get(column) != 0 for column in columns
                        if column in COUNTS and (values[column] or column == "votes"))
        if is_bad or not is_total and not values["candidate"] and has_votes:
            return "bad" if is_wanted else "unwanted"
        if "votes" not in counts:
            return "unknown" if is_wanted else "unwanted"
        table.rows.append({"values": values, "counts": counts})
        return None


def run(program, arguments):
    done = subprocess.run([program, "tabulate", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          timeout=60)
    return done.stdout, done.stderr.decode(errors="replace"), done.returncode


def check_batch(program, seed, folder):
    rng = random.Random(seed)
    by = rng.choice([None, ["office", "candidate"], ["candidate"]])
    where = rng.choice(["", "", "U.S. "])
    thousands = rng.random() < 0.5
    paths, tables = [], []
    for i in range(FILES):
        text, columns, rows = make_table(rng)
        packed = rng.random() < 0.1
        paths.append(os.path.join(folder, f"{i}.csv" + (".gz" if packed else "")))
        with open(paths[-1], "wb") as file:
            file.write(gzip.compress(text, 1) if packed else text)
        tables.append((columns, rows))
    usual = [c for c in ("office", "district", "party", "candidate") if any(c in columns for columns, _ in tables)]
    reference = Reference(by or usual, where)
    for columns, rows in tables:
        reference.add(columns, rows)

    options = ["--keep-going", "-q", "--max", "3"]
    options += ["--by", ",".join(by)] if by else []
    options += ["--where", f"office={where}*"] if where else []
    options += ["--thousands"] if thousands else []
    outputs = []
    for threads in (1, rng.randrange(2, 17)):
        out, err, status = run(program, [*options, "--format", "json", "--threads", str(threads), *paths])
        left = json.loads(out)["rows"]
        assert status == (left["bad"] > left["read"] // 100 or left["undecided"] > 0), (seed, status, err)
        outputs.append(out)
    assert outputs[0] == outputs[1], (seed, "threads")
    got = json.loads(outputs[0])
    assert got["by"] == reference.by, (seed, got["by"])
    names = got["counts"]
    groups = [(tuple(group["by"][c] for c in reference.by), {c: group["counts"][c] for c in names})
              for group in got["groups"]]
    expected = [(key, {c: sums.get(c) for c in names}) for key, sums in reference.sums.items()]
    assert groups == expected, (seed, [pair for pair in zip(groups, expected) if pair[0] != pair[1]][:3])
    kept_out = {kept["name"]: kept["rows"] for kept in got["rows"].pop("kept_out")}
    assert kept_out == reference.kept_out, (seed, kept_out, reference.kept_out)
    del got["rows"]["undecided"]  # how the figures of random tables fall
    assert got["rows"] == reference.rows, (seed, got["rows"], reference.rows)

    # The parts' totals, tabulated again, are the totals of the whole.
    whole, err, whole_status = run(program, [*options, "--format", "csv", *paths])
    assert whole_status == status, (seed, err)
    parts = []
    for i, part in enumerate((paths[: FILES // 3], paths[FILES // 3 :])):
        parts.append(os.path.join(folder, f"part{i}"))
        out, err, status = run(program, [*options, "--format", "csv", *part])
        assert status in (0, 1), (seed, err)
        with open(parts[-1], "wb") as file:
            file.write(out)
    again, err, status = run(program, ["-q", "--totals", "keep", "--format", "csv", *(["--by", ",".join(by)] if by else []), *parts])
    assert (again, status) == (whole, 0), (seed, status, err)
    return sum(len(rows) for _, rows in tables)


def main():
    program = os.path.abspath(sys.argv[1])
    batches = int(sys.argv[2]) if len(sys.argv) > 2 else 75
    rows = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(batches):
            # New files each time: some file systems wait for the disk where a file is written over.
            batch = os.path.join(folder, str(seed))
            os.mkdir(batch)
            rows += check_batch(program, seed, batch)
    print(f"{batches * FILES} tables of {rows} rows: as Python's csv adds them up")


main()
