#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the formats of `validate` against what their readers require.

usage: findings_formats.py PROGRAM

Every case of tests/invalid and files with hostile names and texts are written in each format; the findings of all
formats have to be those of the JSON format. The requirements of SARIF are those of its schema, version 2.1.0.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

TESTS = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
HOSTILE = """{
  "format": 1, "id": "hostile", "title": "Hostile",
  "candidates": [{"id": "a", "name": "]]> & <b> \\"100%\\",\\n::error::\\u001b[31m \\uffff \\u202e", "votes": 3, "percent": "99"},
                 {"id": "b", "name": "Bo", "votes": 0, "percent": "0"}],
  "total": {"votes": 4}
}
"""


def validate(folder, format, *options):
    return subprocess.run([PROGRAM, "validate", ".", "--format", format, *options], cwd=folder, capture_output=True,
                          encoding="utf-8", timeout=60)


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def check_sarif(text, findings):
    log = json.loads(text)
    require(log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json"), "version and schema")
    require(len(log["runs"]) == 1, "one run")
    run = log["runs"][0]
    require(run["columnKind"] == "unicodeCodePoints", "columnKind")
    driver = run["tool"]["driver"]
    require(driver["name"] == "caucus-tally" and re.fullmatch(r"\d+\.\d+\.\d+", driver["version"]), "driver")
    rules = driver["rules"]
    ids = [rule["id"] for rule in rules]
    require(len(set(ids)) == len(ids) and len(rules) > 20, "one rule for each code")
    for rule in rules:
        require(re.fullmatch(r"CT\d{3}", rule["id"]) and re.fullmatch(r"([A-Z][a-z]*)+", rule["name"]), f"rule {rule}")
        require(rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error"), f"level of {rule['id']}")
        for part in ("shortDescription", "fullDescription", "help"):
            require(rule[part]["text"].endswith(".") or part == "help", f"{part} of {rule['id']}")
    require(all(isinstance(each["executionSuccessful"], bool) for each in run["invocations"]), "invocations")
    results = run["results"]
    require([result["ruleId"] for result in results] == [finding["code"] for finding in findings], "results")
    for result, finding in zip(results, findings):
        require(ids[result["ruleIndex"]] == result["ruleId"], "ruleIndex")
        require(result["level"] == finding["severity"] and result["message"]["text"] == finding["message"], "result")
        for location in result.get("locations", []):
            place = location["physicalLocation"]
            uri = place["artifactLocation"]["uri"]
            require(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), f"URI {uri}")
            require(urllib.parse.unquote(uri, errors="replace") == finding["file"].removeprefix("./"), f"URI {uri}")
            region = place.get("region", {"startLine": 1})
            require(region["startLine"] >= 1, "startLine")
            if "startColumn" in region:
                require(1 <= region["startColumn"] < region["endColumn"], "columns")
                require(region["startColumn"] == finding["column"], "column")


def check_junit(text, findings):
    suites = xml.etree.ElementTree.fromstring(text.encode())
    cases = suites.findall("testsuite/testcase")
    failures = suites.findall("testsuite/testcase/failure")
    require(suites.tag == "testsuites" and int(suites.get("tests")) == len(cases), "tests")
    require(int(suites.get("failures")) == len(failures), "failures")
    for suite in suites:
        require(int(suite.get("tests")) == len(suite.findall("testcase")), "tests of a suite")
        require(int(suite.get("failures")) == len(suite.findall("testcase/failure")), "failures of a suite")
    names = [(case.get("classname"), case.get("name")) for case in cases]
    require(len(set(names)) == len(names), "each file and check once")
    lines = sum((part.text or "").count("\n") for case in cases for part in case)
    require(lines == len(findings), f"{lines} lines for {len(findings)} findings")


def unescaped(text):
    return re.sub(r"%(25|0D|0A|3A|2C)", lambda found: chr(int(found.group(1), 16)), text)


def check_github(text, findings):
    *commands, closing = text.splitlines()
    require(closing.startswith("checked "), closing)
    pattern = r"::(error|warning|notice) (?:file=([^,:]*),)?(?:line=(\d+),)?(?:col=(\d+),)?title=([^:,]*)::(.*)"
    read = [re.fullmatch(pattern, command) for command in commands]
    require(all(read), f"a command that cannot be read: {[c for c, r in zip(commands, read) if not r]}")
    rank = ["error", "warning", "notice"]
    ranks = [rank.index(each.group(1)) for each in read]
    require(ranks == sorted(ranks), "the most severe first")
    said = sorted((unescaped(each.group(5)), int(each.group(3) or 0)) for each in read)
    require(said == sorted((f"{f['code']} {f['slug']}", f.get("line", 0)) for f in findings), "annotations")
    require(not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text), "control characters")


def check_concise(text, findings):
    lines = text.splitlines()
    require(len(lines) == len(findings), f"{len(lines)} lines for {len(findings)} findings")
    for line, finding in zip(lines, findings):
        place = "".join(f":{finding[part]}" for part in ("line", "column") if part in finding)
        require(f"{place}: {finding['severity']} {finding['code']} {finding['slug']}: " in line, line)
    require(not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text), "control characters")


def main():
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        shutil.copytree(TESTS / "invalid", place / "cases")
        for name in ["a b,%41:#?\u00e4.json", "line\nbreak.json", "\x1b[31m.json"]:
            (place / name).write_text(HOSTILE, "utf-8")
        done = validate(place, "json")
        document = json.loads(done.stdout)
        findings = document["findings"]
        require(len(findings) > 30 and done.returncode == 3, f"{len(findings)} findings, status {done.returncode}")
        counted = [sum(f["severity"] == s for f in findings) for s in ("error", "warning", "note")]
        require(list(document["summary"].values()) == counted, "summary")
        for format, check in (("sarif", check_sarif), ("junit", check_junit), ("github", check_github),
                              ("concise", check_concise)):
            written = validate(place, format)
            require(written.returncode == 3, f"{format}: status {written.returncode}")
            try:
                check(written.stdout, findings)
            except AssertionError as error:
                sys.exit(f"{format}: {error}")
            for threads in ("1", "2", "7"):
                require(validate(place, format, "--threads", threads).stdout == written.stdout, f"{threads} threads")
        # Fewer are the most severe of all, and all are counted.
        few = json.loads(validate(place, "json", "--max", "5").stdout)
        errors = [finding for finding in findings if finding["severity"] == "error"]
        require(few["findings"] == errors[:5], "--max")
        require(few["summary"] == dict(document["summary"], omitted=len(findings) - 5), "--max counts")
    print(f"{len(findings)} findings in every format")


main()
