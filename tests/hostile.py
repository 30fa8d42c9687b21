#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the program on files that a stranger made to do harm, with bounds on its time and memory.

usage: hostile.py PROGRAM [TEST...]
"""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
# Sanitizers reserve terabytes of addresses: under them memory cannot be bounded from without.
INSTRUMENTED = b"__asan_init" in PROGRAM.read_bytes()


def contest(candidates=({"id": "a", "name": "A"}, {"id": "b", "name": "B"}), **members):
    return {"format": 1, "id": "x", "title": "T", "candidates": list(candidates), **members}


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else
                         content.encode() if isinstance(content, str) else json.dumps(content).encode())
        return path

    def run_program(self, *arguments, timeout=60, mebibytes=None, input=b"", **options):
        bound = None
        if mebibytes and not INSTRUMENTED:
            bound = lambda: resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, input=input, capture_output=True, timeout=timeout,
                              preexec_fn=bound, **options)
        done.out, done.err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return done


class NothingLost(Case):
    def test_an_input_in_a_folder_is_not_overwritten(self):
        for name in ("a.csv", "b.csv"):
            self.write(name, "precinct,candidate,votes\nP1,A,3\n")
        before = hashlib.sha256((self.folder / "b.csv").read_bytes()).digest()
        for folder, output in ((".", "b.csv"), (self.folder, "./b.csv"), ("./", self.folder / "b.csv")):
            done = self.run_program("tabulate", folder, "--format", "csv", "-o", output)
            self.assertEqual(done.returncode, 2, done.err)
            self.assertIn("it would be overwritten", done.err)
            self.assertEqual(hashlib.sha256((self.folder / "b.csv").read_bytes()).digest(), before)


    def test_what_a_folder_passes_over_is_said(self):
        wrong = contest(total={"votes": 3}, candidates=[{"id": "a", "name": "A", "votes": 1}])
        self.write("in/A.JSON", wrong)
        self.write("in/b.schema.json", wrong)
        self.write("in/C.Csv", "precinct,candidate,votes\nP1,A,3\nP1,A,4\n")
        self.write("in/d.tsv", "precinct\tcandidate\tvotes\nP1\tA\t3\n")
        self.write("elsewhere/e.json", wrong)
        (self.folder / "in/f.json").symlink_to("../elsewhere/e.json")
        (self.folder / "in/g").symlink_to("../elsewhere")
        os.mkfifo(self.folder / "in/h.csv")
        self.write("in/readme.txt", "not data")
        done = self.run_program("validate", "in", "--format", "json")
        self.assertEqual(done.returncode, 1, done.err)
        found = {(each["file"], each["code"], each["severity"]) for each in json.loads(done.out)["findings"]}
        self.assertEqual(found, {("in/A.JSON", "CT201", "error"), ("in/b.schema.json", "CT201", "error"),
                                 ("in/C.Csv", "CT103", "error"), ("in/d.tsv", "CT002", "note"),
                                 ("in/f.json", "CT002", "note"), ("in/g", "CT002", "note"),
                                 ("in/h.csv", "CT002", "note")})
        done = self.run_program("tabulate", "in", "--format", "csv", "--keep-going")
        for name in ("in/d.tsv", "in/g", "in/h.csv"):
            self.assertIn(name, done.err)
        done = self.run_program("show", "in")
        self.assertIn("in/f.json", done.err)

    def test_a_link_stays_a_link(self):
        self.write("kept/old.txt", "old")
        for name, target in (("there", "kept/old.txt"), ("not-there", "kept/new.txt"), ("absolute", self.folder / "kept/a.txt")):
            (self.folder / name).symlink_to(target)
            self.assertEqual(self.run_program("list", "rules", "-o", name).returncode, 0)
            self.assertTrue((self.folder / name).is_symlink())
            self.assertIn("hare", (self.folder / name).read_text())
        self.assertEqual(len(list((self.folder / "kept").iterdir())), 3)

    def test_a_file_that_may_not_be_written_is_refused(self):
        self.write("report.txt", "old").chmod(0o444)
        self.folder.chmod(0o777)
        somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            done = self.run_program("list", "rules", "-o", "report.txt", **somebody)
        except PermissionError:
            self.skipTest("nobody else may run the program here")
        self.assertEqual(done.returncode, 3, done.err)
        self.assertEqual((self.folder / "report.txt").read_text(), "old")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["report.txt"])

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_the_owner_is_kept(self):
        path = self.write("report.txt", "old")
        os.chown(path, 65534, 65534)
        self.assertEqual(self.run_program("list", "rules", "-o", "report.txt").returncode, 0)
        self.assertEqual((path.stat().st_uid, path.stat().st_gid), (65534, 65534))

    def test_signals_leave_no_temporary_file(self):
        self.write("t.csv", "precinct,candidate,votes\n" + "".join(f"P{i},A,{i}\n" for i in range(60_000)))
        ended = 0
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            for _ in range(2):
                run = subprocess.Popen([PROGRAM, "tabulate", "t.csv", "--by", "precinct", "--format", "csv", "-o", "out.csv"],
                                       cwd=self.folder, stderr=subprocess.DEVNULL)
                end = time.monotonic() + 60
                while time.monotonic() < end and run.poll() is None and not list(self.folder.glob("out.csv.*")):
                    pass
                run.send_signal(number)
                ended += run.wait(60) == -number
                self.assertEqual(list(self.folder.glob("out.csv.*")), [])
        self.assertGreater(ended, 0)


class NothingLeaked(Case):
    def contest_with_table(self, name):
        return contest(levels=["p"], units={"units": name, "results": "r.csv"})

    def test_a_link_out_of_a_folder_whose_path_is_long(self):
        secret = self.write("secret.csv", "TOKEN=ghs_0123456789abcdef,second\n")
        (self.folder / "repo").mkdir()
        here = os.open(self.folder / "repo", os.O_RDONLY)
        self.addCleanup(os.close, here)
        self.addCleanup(subprocess.run, ["rm", "-rf", self.folder / "repo"])
        length = len(os.fspath(self.folder / "repo"))
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.folder / "repo")
        while length < 4000:
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
            length += 201
        pathlib.Path("c.json").write_text(json.dumps(self.contest_with_table("u.csv")))
        pathlib.Path("r.csv").write_text("p,candidate,votes,delegates\n1,a,5,3\n")
        for target in (secret, "../" * 20 + "secret.csv"):
            os.symlink(target, "u.csv")
            done = subprocess.run([PROGRAM, "validate", "c.json"], capture_output=True, timeout=60)
            self.assertNotIn(b"TOKEN", done.stdout + done.stderr)
            self.assertIn(b"a table must lie in the folder of its contest", done.stdout)
            os.unlink("u.csv")

    def test_links_within_the_folder_lead_to_tables(self):
        self.write("c.json", self.contest_with_table("deep/u.csv"))
        self.write("units.csv", "p,delegates\n1,3\n")
        self.write("r.csv", "p,candidate,votes\n1,a,5\n")
        (self.folder / "deep").mkdir()
        (self.folder / "deep/u.csv").symlink_to("../units.csv")
        done = self.run_program("validate", "c.json")
        self.assertEqual(done.returncode, 0, done.out)
        (self.folder / "units.csv").unlink()
        (self.folder / "units.csv").symlink_to("deep/u.csv")
        self.assertEqual(self.run_program("validate", "c.json").returncode, 3)

    def test_tables_are_regular_files(self):
        os.mkfifo(self.folder / "u.csv")
        self.write("c.json", self.contest_with_table("u.csv"))
        self.write("r.csv", "p,candidate,votes\n1,a,5\n")
        done = self.run_program("validate", "c.json", timeout=20)
        self.assertIn("not a regular file", done.out)

    def test_devices_are_refused(self):
        for device in ("/dev/zero", "/dev/urandom"):
            for command in ("show", "validate", "tabulate"):
                done = self.run_program(command, device, timeout=20)
                self.assertEqual(done.returncode, 3)
                self.assertIn("a device, not a file", done.out + done.err)

    def test_no_command_reaches_a_runner(self):
        name = "##[error]x ::set-output name=a::b"
        self.write("c.json", contest(title="::set-output name=status::0", summary="\u00a0::error::x",
                                     jurisdiction="##[group]", total={"votes": 4}, levels=["p"],
                                     allocation={"rules": "dnc-2020", "pools": [{"name": "::error::pool", "delegates": 3}]},
                                     candidates=[{"id": "a", "name": name, "votes": 3, "percent": "99"}],
                                     units=[{"id": "::warning::u", "level": "p", "votes": {"a": 3, "::error::": 1}}]))
        self.write("t.csv", "precinct,candidate,votes\n::error::p,::error::a,1\n::error::p,::error::a,x\n")
        for words in (("show", "c.json"), ("allocate", "c.json"), ("validate", "."), ("tabulate", "t.csv", "--keep-going"),
                      ("tabulate", "t.csv", "--by", "precinct", "--keep-going"), ("show", "::error::.json"),
                      ("validate", ".", "--format", "concise")):
            for more in ((), ("--ascii",), ("--format", "markdown")):
                if "--format" in words and more:
                    continue
                for width in ("30", "80", "200"):
                    done = self.run_program(*words, *more, env={**os.environ, "COLUMNS": width, "LC_ALL": "C.UTF-8"})
                    for line in (done.out + done.err).split("\n"):
                        self.assertNotRegex(line, r"^\s*::|##\[", (words, more))


class OneFileAtATime(Case):
    def test_precinct_rules_without_units(self):
        pools = {"rules": "dnc-2020", "by": "sde", "pools": [{"name": "P", "delegates": 3}]}
        self.write("a.json", contest(allocation=pools, caucus_math={"rules": "iowa-2020"}))
        self.write("b.json", contest(total={"votes": 3}, candidates=[{"id": "a", "name": "A", "votes": 1}]))
        done = self.run_program("validate", ".", "-o", "report.txt")
        self.assertEqual(done.returncode, 1, done.err)
        self.assertIn("b.json:1:", (self.folder / "report.txt").read_text())
        self.assertNotIn("internal error", done.err + self.run_program("show", "a.json").err)

    def test_compare_with_rules_that_are_for_precincts(self):
        self.write("a.json", contest(allocation={"rules": "iowa-2020", "pools": [{"name": "P", "delegates": 3}]},
                                     candidates=[{"id": "a", "name": "A", "votes": 1}]))
        done = self.run_program("allocate", "a.json", "--rules", "hare", "--compare")
        self.assertEqual(done.returncode, 0, done.err)

    @unittest.skipIf(INSTRUMENTED, "memory cannot be bounded")
    def test_too_little_memory_for_one_file(self):
        self.write("a.json", "[" + "0," * 8_000_000 + "0]")
        self.write("b.json", contest(total={"votes": 3}, candidates=[{"id": "a", "name": "A", "votes": 1}]))
        done = self.run_program("validate", "a.json", "b.json", "-j1", "--format", "concise", mebibytes=150)
        self.assertEqual(done.returncode, 5, done.err)
        self.assertIn("a.json: error CT001 unreadable: not checked: there is not enough memory", done.out)
        self.assertIn("b.json:1:", done.out)
        done = self.run_program("show", "b.json", "a.json", mebibytes=150)
        self.assertEqual(done.returncode, 5, done.err)
        self.assertIn("a.json: not shown: there is not enough memory", done.err)
        self.assertIn("A", done.out)


class Bounded(Case):
    """Time and memory in proportion to the input: at most SECONDS and MEBIBYTES for about a megabyte."""
    SECONDS = 100 if INSTRUMENTED else 20  # of a build without optimization, on a machine that does other work, too
    MEBIBYTES = 600

    def all_in_bounds(self, path, *commands):
        for command in commands:
            done = self.run_program(*command, path, timeout=self.SECONDS, mebibytes=self.MEBIBYTES)
            self.assertIn(done.returncode, (0, 1, 3), (command, done.err[:300]))
            self.assertNotIn("memory", done.out + done.err)

    def test_candidates_times_units_times_rounds(self):
        rounds = [{"id": f"r{i}"} for i in range(20)]
        self.write("a.json", contest([{"id": f"c{i}", "name": f"N{i}"} for i in range(8000)], rounds=rounds,
                                     units=[{"id": f"u{i}", "level": "p", "votes": {"r0": {f"c{i}": 5}}} for i in range(8000)]))
        self.all_in_bounds("a.json", ("validate",), ("show",))
        done = self.run_program("show", "a.json", "--by", "p", timeout=self.SECONDS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("more than", done.err)

    def test_many_candidates(self):
        self.write("a.json", contest([{"id": f"c{i}", "name": f"N{i}", "votes": i} for i in range(20_000)]))
        self.all_in_bounds("a.json", ("validate",), ("show",))

    def test_many_results_of_a_unit(self):
        names = range(20_000)
        people = [{"id": f"c{i}", "name": f"N{i}"} for i in names]
        self.write("a.json", contest(people, units=[{"id": "u", "level": "p", "votes": {f"c{i}": i for i in names}}]))
        self.write("b.json", contest(people, levels=["p"], units={"units": "u.csv", "results": "r.csv"}))
        self.write("u.csv", "p,delegates\n1,3\n")
        self.write("r.csv", "p,candidate,votes\n" + "".join(f"1,c{i},{i}\n" for i in names))
        self.all_in_bounds("a.json", ("validate",), ("show",))
        self.all_in_bounds("b.json", ("validate",), ("show",))

    def test_what_decompresses_without_end(self):
        zstd = shutil.which("zstd")
        if not zstd:
            self.skipTest("no zstd")
        lines = subprocess.Popen(["sh", "-c", "echo precinct,candidate,votes; yes '' | head -c 300000000"], stdout=subprocess.PIPE)
        path = self.folder / "b.csv.zst"
        with lines, path.open("wb") as file:
            subprocess.run([zstd, "-q", "-1", "-c"], stdin=lines.stdout, stdout=file, check=True)
        done = self.run_program("tabulate", path, timeout=300)
        self.assertEqual(done.returncode, 3)
        self.assertIn("expands to more than 1000 times", done.err)

    def test_a_window_that_is_not_read(self):
        zstd = shutil.which("zstd")
        if not zstd:
            self.skipTest("no zstd")
        done = subprocess.run([zstd, "-q", "--long=31", "-c"], input=b"precinct,candidate,votes\nP,A,1\n" * 10, capture_output=True)
        self.write("a.csv.zst", done.stdout)
        self.assertRegex(self.run_program("tabulate", "a.csv.zst").err, "a window of more than 128 MiB: pipe it")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
