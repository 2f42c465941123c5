"""Compares `fql match --count` with chdb, DuckDB and Polars on the same NDJSON file.

    engines.py FQL FILE [ROUNDS]

FQL is the path of the program, FILE a file that `benches/documents.rs` generated. All count the lines that match three
conditions, with one thread and with two. Each round runs each engine once, in a process of its own; the time of an engine
is that of its second query, without its start and with the file in the page cache. The time of `fql match` is that of the
whole process. Prints a table of medians and ranges, and fails if a count differs.
"""

import os
import statistics
import subprocess
import sys
import time

ENGINES = ("chdb", "duckdb", "polars")
THREADS = (1, 2)

# The condition of each engine for the filter of the same name. The services are read as structures of the fields that are
# needed, which was faster in each engine than paths into JSON.
FILTERS = {
    "selective": "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'",
    "half": "last_seen:>'2026-06-15T00:00:00Z'",
    "wildcards": "ip.services.applications.name:*'*Server*'+ip.services.applications.vendor:*'*Corp*'",
}


def chdb(condition, threads, file):
    from chdb import session

    applications = "JSONExtract(line, 'ip', 'services', 'Array(Tuple(applications Array(Tuple(name String, vendor String))))')"
    some = "arrayExists(s -> arrayExists(a -> a.{} LIKE '{}', s.applications), {})"
    where = {
        "selective": "JSONExtractString(line, 'criticality') = 'Critical' AND "
        "arrayExists(s -> s.port IN (22, 3389), JSONExtract(line, 'ip', 'services', 'Array(Tuple(port Int64))')) AND "
        "JSONExtractString(line, 'last_seen') > '2026-06-01T00:00:00Z'",
        "half": "JSONExtractString(line, 'last_seen') > '2026-06-15T00:00:00Z'",
        "wildcards": " AND ".join(
            some.format(field, pattern, applications) for field, pattern in (("name", "%Server%"), ("vendor", "%Corp%"))
        ),
    }[condition]
    connection = session.Session()
    query = f"SELECT count() FROM file('{file}', 'LineAsString') WHERE {where} SETTINGS max_threads = {threads}"
    return lambda: int(connection.query(query, "TSV").bytes().decode())


def duckdb(condition, threads, file):
    import duckdb

    application = "STRUCT(name VARCHAR, vendor VARCHAR)[]"
    columns, where = {
        "selective": (
            "{criticality: 'VARCHAR', last_seen: 'VARCHAR', ip: 'STRUCT(services STRUCT(port BIGINT)[])'}",
            "criticality = 'Critical' AND len(list_filter(ip.services, lambda s: s.port IN (22, 3389))) > 0 "
            "AND last_seen > '2026-06-01T00:00:00Z'",
        ),
        "half": ("{last_seen: 'VARCHAR'}", "last_seen > '2026-06-15T00:00:00Z'"),
        "wildcards": (
            f"{{ip: 'STRUCT(services STRUCT(applications {application})[])'}}",
            "len(list_filter(ip.services, lambda s: len(list_filter(s.applications, lambda a: a.name LIKE '%Server%')) > 0)) > 0 AND "
            "len(list_filter(ip.services, lambda s: len(list_filter(s.applications, lambda a: a.vendor LIKE '%Corp%')) > 0)) > 0",
        ),
    }[condition]
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    query = f"SELECT count(*) FROM read_json('{file}', format = 'newline_delimited', columns = {columns}) WHERE {where}"
    return lambda: connection.execute(query).fetchone()[0]


def polars(condition, threads, file):
    # Polars reads the number of threads when it is imported.
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    application = pl.List(pl.Struct({"name": pl.String, "vendor": pl.String}))
    services = pl.col("ip").struct.field("services")

    def some(field, part):
        element = pl.element().struct.field("applications").list.eval(pl.element().struct.field(field).str.contains(part, literal=True))
        return services.list.eval(element.list.any()).list.any()

    schema, where = {
        "selective": (
            {"criticality": pl.String, "last_seen": pl.String, "ip": pl.Struct({"services": pl.List(pl.Struct({"port": pl.Int64}))})},
            (pl.col("criticality") == "Critical")
            & services.list.eval(pl.element().struct.field("port").is_in([22, 3389])).list.any()
            & (pl.col("last_seen") > "2026-06-01T00:00:00Z"),
        ),
        "half": ({"last_seen": pl.String}, pl.col("last_seen") > "2026-06-15T00:00:00Z"),
        "wildcards": (
            {"ip": pl.Struct({"services": pl.List(pl.Struct({"applications": application}))})},
            some("name", "Server") & some("vendor", "Corp"),
        ),
    }[condition]
    query = pl.scan_ndjson(file, schema=schema).filter(where).select(pl.len())
    return lambda: query.collect().item()


def run_engine(engine, condition, threads, file):
    """Prints the time and the count of the second query."""
    query = {"chdb": chdb, "duckdb": duckdb, "polars": polars}[engine](condition, int(threads), file)
    query()
    begin = time.perf_counter()
    count = query()
    print(time.perf_counter() - begin, count)


def engine_seconds(engine, condition, threads, file):
    command = [sys.executable, __file__, "--engine", engine, condition, str(threads), file]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, count = output.split()
    return float(seconds), int(count)


def fql_seconds(program, condition, threads, file):
    command = [program, "match", "--count", "--threads", str(threads), FILTERS[condition], file]
    begin = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - begin, int(output)


def versions():
    from importlib.metadata import version

    return {"chdb": version("chdb"), "duckdb": version("duckdb"), "polars": version("polars")}


def table(seconds, counts, lines):
    names = {engine: f"{engine} {version}" for engine, version in versions().items()}
    print(f"\n### {lines} lines; counts: " + ", ".join(f"{condition} {count}" for condition, count in counts.items()) + "\n")
    print("| filter | threads | `fql match`, s | " + " | ".join(f"{names[engine]}, s" for engine in ENGINES) + " | best of them / `fql match` |")
    print("|---|---|---|" + "---|" * len(ENGINES) + "---|")
    for condition in FILTERS:
        for threads in THREADS:
            own = seconds[condition, threads, "fql"]
            cells = [
                f"{statistics.median(times):.2f} ({min(times):.2f}-{max(times):.2f})"
                for times in (seconds[condition, threads, engine] for engine in ("fql", *ENGINES))
            ]
            best = min(ENGINES, key=lambda engine: statistics.median(seconds[condition, threads, engine]))
            ratios = [theirs / ours for theirs, ours in zip(seconds[condition, threads, best], own)]
            ratio = f"{statistics.median(ratios):.1f} ({min(ratios):.1f}-{max(ratios):.1f}), {best}"
            print(f"| {condition} | {threads} | " + " | ".join(cells) + f" | {ratio} |")
        one, two = (seconds[condition, threads, "fql"] for threads in THREADS)
        ratios = [second / first for first, second in zip(one, two)]
        print(f"| {condition} | 2 to 1 | {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}) |" + " |" * (len(ENGINES) + 1))


def main(program, file, rounds=5):
    with open(file, "rb") as lines:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))
    seconds, counts = {}, {}
    for _ in range(int(rounds)):
        for condition in FILTERS:
            for threads in THREADS:
                for engine in ("fql", *ENGINES):
                    if engine == "fql":
                        time_of_run, count = fql_seconds(program, condition, threads, file)
                    else:
                        time_of_run, count = engine_seconds(engine, condition, threads, file)
                    expected = counts.setdefault(condition, count)
                    if count != expected:
                        sys.exit(f"{engine} counts {count} lines for `{condition}`, and not {expected}")
                    seconds.setdefault((condition, threads, engine), []).append(time_of_run)
    table(seconds, counts, lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        run_engine(*sys.argv[2:])
    elif len(sys.argv) in (3, 4):
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
