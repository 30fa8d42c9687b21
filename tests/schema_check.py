#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds contest files against the JSON Schema that is shipped for editors, and the schema against its own rules.

usage: schema_check.py SCHEMA FILE...

Ends with status 77 (skipped) where the module jsonschema is not installed.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: the Python module jsonschema is not installed")
    sys.exit(77)


def fields(schema, path="#"):
    """Every field of an object that the schema describes, with its place."""
    for name, field in schema.get("properties", {}).items():
        yield f"{path}/{name}", field
        yield from fields(field, f"{path}/{name}")
    if "items" in schema:
        yield from fields(schema["items"], f"{path}/items")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


schema = load(sys.argv[1])
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
faults = [f"{place}: no description" for place, field in fields(schema) if not field.get("description")]
if not sys.argv[2:]:
    faults.append("no files to check")
for path in sys.argv[2:]:
    faults += [f"{path}: {'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(load(path))]
print("\n".join(faults) or f"{len(sys.argv) - 2} files fit the schema")
sys.exit(bool(faults))
