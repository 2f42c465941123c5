"""Compares listing 100,000 ids in pages of 100 with falconpy and with the transport.

    paging.py PROGRAM [ROUNDS]

PROGRAM is the built bench `paging` of fql-benches. It contains the server, and lists with the transport and with
reqwest as separate processes. For falconpy, creating the client and fetching the pages are timed, not the start of
Python; for the others the whole process is timed, including the start of its server. Prints a table of medians and
ranges.
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
    """Uses a fixed token: falconpy expects another status from the token endpoint than the server returns."""
    client = ExposureManagement(base_url=url, access_token="t", **options)
    count, after = 0, "0"
    while count < IDS:
        response = client.query_external_assets_v2(limit=PAGE, after=after)
        assert response["status_code"] == 200, response
        body = response["body"]
        count += len(body["resources"])
        after = body["meta"]["pagination"]["after"]
    assert count == IDS, count


def by_falconpy_with_session(url):
    """falconpy reuses connections only with a session supplied by the caller."""
    with requests.Session() as session:
        by_falconpy(url, session=session)


def seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def row(name, figures, first):
    ratios = [figure / reference for figure, reference in zip(figures, first)]
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
        clients = [
            ("transport, id by id, whole process", lambda: subprocess.run([program, "ids", str(IDS)], check=True), []),
            ("reqwest, whole process", lambda: subprocess.run([program, "bare", str(IDS)], check=True), []),
            ("falconpy", lambda: by_falconpy(url), []),
            ("falconpy with a session", lambda: by_falconpy_with_session(url), []),
        ]
        for number in range(rounds):
            # Rotate, so that no client always follows the same other client.
            for turn in range(len(clients)):
                _, work, figures = clients[(turn + number) % len(clients)]
                figures.append(seconds(work))
    finally:
        server.kill()
        server.wait()
    print(f"\n### {IDS:,} ids in pages of {PAGE} from this machine, {rounds} rounds\n")
    print("| client | ms | ratio to transport, median | range |\n|---|---|---|---|")
    for name, _, figures in clients:
        print(row(name, figures, clients[0][2]))


if __name__ == "__main__":
    main()
