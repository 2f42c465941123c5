"""Runs the examples of docs/sql.md on generated assets, and compares their counts with `fql match`.

    pages.py PAGE FOLDER [ENGINE...]

FOLDER has assets.ndjson. The program `fql` is in PATH.
"""

import os
import re
import subprocess
import sys

FILTER = "confidence:100+ip.services.port:[22,3389,443]"


def main():
    page = open(sys.argv[1]).read()
    os.chdir(sys.argv[2])
    counted = subprocess.run(["fql", "match", "--count", FILTER, "assets.ndjson"], capture_output=True, text=True)
    expected = counted.stdout.strip()
    if expected in ("", "0"):
        sys.exit("no asset matches")
    failed = False
    for engine, code in re.findall(r"```python (\w+)\n(.*?)```", page, re.S):
        if sys.argv[3:] and engine not in sys.argv[3:]:
            continue
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        printed = run.stdout.strip()
        print(f"{engine}: {printed} of {expected}")
        if printed != expected:
            failed = True
            print(run.stderr[-2000:])
    sys.exit(failed)


main()
