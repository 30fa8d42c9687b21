#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/contest-file.md against the program and the JSON Schema.

usage: contest_file.py PROGRAM

The page's first example is a whole contest; each further one is what is added to it, with the tables named before their
```csv blocks. Every one of them has to be without findings, as the page says them, and together they have to show every
field and every word that the schema knows. The words of rules, and the rule sets, are those of docs/rules.md.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:  # the test "schema" says so
    jsonschema = None

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PAGE = (PROJECT / "docs/contest-file.md").read_text("utf-8")
RULES_PAGE = (PROJECT / "docs/rules.md").read_text("utf-8")
SCHEMA = json.loads((PROJECT / "data/contest.schema.json").read_text("utf-8"))
RULES = "#/definitions/pool_rules"


def examples(page):
    """Each JSON example with the tables that belong to it: [value, {name: text}]."""
    found = []
    for before, language, text in re.findall(r"(?ms)^([^\n]*)\n+^```(json|csv)\n(.*?)^```$", page):
        name = re.match(r"`([a-z-]+\.csv)`", before)
        if language == "json":
            found.append([json.loads(text), {}])
        elif name:
            found[-1][1][name.group(1)] = text
        else:
            found.append([None, {"precincts.csv": text}])
    return found


def findings(folder):
    done = subprocess.run([PROGRAM, "validate", "--fail-on", "note", "--format", "concise", "."], cwd=folder,
                          capture_output=True, encoding="utf-8", timeout=60)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def fields(schema, path=""):
    """Every field that the schema knows, as "candidates.portrait.width"; the words of rules are for another page."""
    if schema.get("$ref") == RULES:
        return
    schema = SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    for part in schema.get("oneOf", []) + schema.get("anyOf", []):
        yield from fields(part, path)
    if "items" in schema:
        yield from fields(schema["items"], path)
    for name, field in schema.get("properties", {}).items():
        yield f"{path}{name}"
        yield from fields(field, f"{path}{name}.")


def used(value, path=""):
    if isinstance(value, list):
        for item in value:
            yield from used(item, path)
    if isinstance(value, dict):
        for name, member in value.items():
            yield f"{path}{name}"
            yield from used(member, f"{path}{name}.")


def words(schema):
    """Every word that is one of a few allowed ones."""
    if isinstance(schema, dict):
        yield from schema.get("enum", [])
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []:
        yield from words(part)


def main():
    blocks = examples(PAGE)
    base = blocks[0][0]
    faults = []
    shown = set()
    for number, (value, tables) in enumerate(blocks, 1):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            for name, text in tables.items():
                (place / name).write_text(text, "utf-8")
            options = []
            if value and "waivers" in value:
                # Held against the file that it is an example for: the finding it waives is not there.
                (place / "waivers.json").write_text(json.dumps(value), "utf-8")
                (place / "contest.json").write_text(json.dumps(base), "utf-8")
                done = subprocess.run([PROGRAM, "validate", "--waivers", "waivers.json", "--today", "2020-12-31", "--format",
                                       "json", "contest.json"], cwd=place, capture_output=True, encoding="utf-8", timeout=60)
                codes = [finding["code"] for finding in json.loads(done.stdout)["findings"]]
                if codes != ["CT903"]:
                    faults.append(f"example {number}: the waivers are not read: {codes}")
                continue
            if value:
                (place / "contest.json").write_text(json.dumps(base | value, indent=2), "utf-8")
                shown.update(used(value))
                if jsonschema:
                    errors = jsonschema.Draft7Validator(SCHEMA).iter_errors(base | value)
                    faults += [f"example {number} does not fit the schema: {error.message}" for error in errors]
            said = findings(place)
            if said:
                faults.append(f"example {number}:\n{said}")
    known = set(fields(SCHEMA))
    faults += [f"no example has the field {name}" for name in sorted(known - shown)]
    rules = SCHEMA["definitions"][RULES.rsplit("/", 1)[1]]
    rule_words = {*rules["properties"], *words(rules), *words(SCHEMA["definitions"]["fallback"])}
    faults += [f"the page does not name `{word}`" for word in words(SCHEMA)
               if f"`{word}`" not in PAGE and word not in rule_words]
    faults += [f"rules.md does not name `{word}`" for word in sorted(rule_words)
               if f"`{word}`" not in RULES_PAGE and f'`"{word}"`' not in RULES_PAGE]
    listed = subprocess.run([PROGRAM, "list", "rules", "--format", "json"], capture_output=True, encoding="utf-8", timeout=60)
    faults += [f"rules.md does not name the rule set `{rules['rules']}`" for rules in json.loads(listed.stdout)["rules"]
               if "object" in rules and f"`{rules['rules']}`" not in RULES_PAGE]
    if len(blocks) < 8 or len(known) < 60:
        faults.append(f"only {len(blocks)} examples and {len(known)} fields were found")
    print("\n".join(faults) or f"{len(blocks)} examples with all {len(known)} fields are without findings")
    sys.exit(bool(faults))


main()
