"""Lists 100,000 ids in pages of 100 with falconpy, beside our transport.

    paging.py PROGRAM [ROUNDS]

PROGRAM is the bench `paging` of fql-benches, as built: it has the server, which answers all, and lists
by the transport and by bare reqwest as whole processes. What is timed of falconpy is the making of the
client and the pages, not the start of Python; of the others, everything, the start of a server of
their own too. Prints a table: medians of the rounds, and their range.
"""

import statistics
import subprocess
import sys
import time

import requests
from falconpy import ExposureManagement

IDS = 100_000
PAGE = 100


def by_falconpy(url, **options):
    """The token is given: the server's answer to the request for one has not the status it wants."""
    client = ExposureManagement(base_url=url, access_token="t", **options)
    count, after = 0, "0"
    while count < IDS:
        answer = client.query_external_assets_v2(limit=PAGE, after=after)
        assert answer["status_code"] == 200, answer
        body = answer["body"]
        count += len(body["resources"])
        after = body["meta"]["pagination"]["after"]
    assert count == IDS, count


def by_falconpy_with_session(url):
    """Connections are kept only by a session of one's own."""
    with requests.Session() as session:
        by_falconpy(url, session=session)


def seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def row(name, figures, first):
    ratios = [figure / other for figure, other in zip(figures, first)]
    return (
        f"| {name} | {statistics.median(figures) * 1000:,.0f} | {statistics.median(ratios):.1f} "
        f"| {min(ratios):.1f}-{max(ratios):.1f} |"
    )


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    server = subprocess.Popen([program, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        url = "http://" + server.stdout.readline().strip()
        ways = [
            ("ours, id by id, a whole process", lambda: subprocess.run([program, "ids", str(IDS)], check=True), []),
            ("bare reqwest, a whole process", lambda: subprocess.run([program, "bare", str(IDS)], check=True), []),
            ("falconpy", lambda: by_falconpy(url), []),
            ("falconpy, a session of one's own", lambda: by_falconpy_with_session(url), []),
        ]
        for number in range(rounds):
            # None always comes after the same other one.
            for turn in range(len(ways)):
                _, work, figures = ways[(turn + number) % len(ways)]
                figures.append(seconds(work))
    finally:
        server.kill()
        server.wait()
    print(f"\n### {IDS:,} ids in pages of {PAGE} from this machine, {rounds} rounds\n")
    print("| what | ms | ratio to ours, median | range |\n|---|---|---|---|")
    for name, _, figures in ways:
        print(row(name, figures, ways[0][2]))


if __name__ == "__main__":
    main()
