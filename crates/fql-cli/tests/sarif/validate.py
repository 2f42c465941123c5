"""Validates a SARIF log against the schema: validate.py SCHEMA LOG"""

import json
import sys

from jsonschema import Draft4Validator, FormatChecker


def main(schema_path, log_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(log_path, encoding="utf-8") as file:
        log = json.load(file)
    validator = Draft4Validator(schema, format_checker=FormatChecker())
    errors = list(validator.iter_errors(log))
    for error in errors:
        print(f"{error.json_path}: {error.message}", file=sys.stderr)
    results = log["runs"][0]["results"]
    if errors or not results:
        sys.exit(f"{len(errors)} errors in {len(results)} results")
    print(f"valid: {len(results)} results")


main(*sys.argv[1:])
