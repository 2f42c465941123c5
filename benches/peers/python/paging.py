"""Lists 100,000 ids in pages of 100 with falconpy, beside our transport.

    paging.py PROGRAM [ROUNDS]

PROGRAM is the bench `paging` of fql-benches, as built: it has the server, which answers all, and lists
by the transport as a whole process. What is timed of falconpy is the making of the client and the
pages, not the start of Python; of ours, everything, the start of its own server too. Prints a table:
medians of the rounds, and their range.
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
        ours, alone, session = [], [], []
        for _ in range(rounds):
            ours.append(seconds(lambda: subprocess.run([program, "ids", str(IDS)], check=True)))
            alone.append(seconds(lambda: by_falconpy(url)))
            session.append(seconds(lambda: by_falconpy_with_session(url)))
    finally:
        server.kill()
        server.wait()
    print(f"\n### {IDS:,} ids in pages of {PAGE} from this machine, {rounds} rounds\n")
    print("| what | ms | ratio to ours, median | range |\n|---|---|---|---|")
    print(row("ours, id by id, a whole process", ours, ours))
    print(row("falconpy", alone, ours))
    print(row("falconpy, a session of one's own", session, ours))


if __name__ == "__main__":
    main()
