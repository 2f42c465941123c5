"""Compares `fql match` with engines that run the SQL of the same filter, on NDJSON and on Parquet.

    bench.py FQL FOLDER ROUNDS             compares all, and prints tables in Markdown
    bench.py ENGINE FOLDER ROUNDS THREADS  measures one engine, and prints its times as JSON

FOLDER has documents.ndjson. Each process may use as many cores as it has threads. Fails if a count differs.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

FILTER = "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'"
# Shares of the documents.
SHARES = (1000, 100, 10, 1)
SAMPLE = 2000


def merged(one, other):
    """The shape of values of two shapes."""
    if one is None or other is None:
        return one if other is None else other
    if isinstance(one, dict):
        return {key: merged(one.get(key), other.get(key)) for key in {**one, **other}}
    if isinstance(one, list):
        return [merged(one[0], other[0])]
    if one != other:
        sys.exit(f"values of the types {one} and {other}")
    return one


def shape(value):
    """The name of a scalar's type, or the shapes of members and elements."""
    if isinstance(value, dict):
        return {key: shape(member) for key, member in value.items()}
    if isinstance(value, list):
        found = None
        for element in value:
            found = merged(found, shape(element))
        return [found]
    return {type(None): None, str: "text", bool: "boolean", int: "integer", float: "real"}[type(value)]


def duckdb_type(shape):
    if isinstance(shape, dict):
        return "STRUCT(" + ", ".join(f'"{key}" {duckdb_type(member)}' for key, member in shape.items()) + ")"
    if isinstance(shape, list):
        return f"{duckdb_type(shape[0])}[]"
    return {None: "VARCHAR", "text": "VARCHAR", "boolean": "BOOLEAN", "integer": "BIGINT", "real": "DOUBLE"}[shape]


def clickhouse_type(shape):
    if isinstance(shape, dict):
        return "Tuple(" + ", ".join(f"`{key}` {clickhouse_type(member)}" for key, member in shape.items()) + ")"
    if isinstance(shape, list):
        return f"Array({clickhouse_type(shape[0])})"
    name = {None: "String", "text": "String", "boolean": "Bool", "integer": "Int64", "real": "Float64"}[shape]
    return f"Nullable({name})"


def spark_type(shape):
    if isinstance(shape, dict):
        return "STRUCT<" + ", ".join(f"`{key}`: {spark_type(member)}" for key, member in shape.items()) + ">"
    if isinstance(shape, list):
        return f"ARRAY<{spark_type(shape[0])}>"
    return {None: "STRING", "text": "STRING", "boolean": "BOOLEAN", "integer": "BIGINT", "real": "DOUBLE"}[shape]


def arrow_type(shape):
    import pyarrow

    if isinstance(shape, dict):
        return pyarrow.struct([(key, arrow_type(member)) for key, member in shape.items()])
    if isinstance(shape, list):
        return pyarrow.list_(arrow_type(shape[0]))
    types = {"text": pyarrow.string(), "boolean": pyarrow.bool_(), "integer": pyarrow.int64(), "real": pyarrow.float64()}
    return types.get(shape, pyarrow.string())


class DuckDb:
    name = "duckdb"

    def __init__(self, threads, shape):
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {threads}")
        columns = ", ".join(f"'{key}': '{duckdb_type(member)}'" for key, member in shape.items())
        self.columns = columns.replace("\n", " ")
        self.version = duckdb.__version__

    def count(self, path, condition):
        source = f"read_parquet('{path}')"
        if path.endswith(".ndjson"):
            source = f"read_ndjson('{path}', columns = {{{self.columns}}})"
        return self.connection.execute(f"SELECT count(*) FROM {source} WHERE {condition}").fetchone()[0]


class DataFusion:
    name = "datafusion"

    def __init__(self, threads, shape):
        import datafusion

        config = datafusion.SessionConfig().with_target_partitions(threads)
        config = config.set("datafusion.sql_parser.dialect", "duckdb")
        config = config.set("datafusion.optimizer.enable_leaf_expression_pushdown", "false")
        self.context = datafusion.SessionContext(config)
        self.shape = shape
        self.tables = {}
        self.version = datafusion.__version__

    def count(self, path, condition):
        import pyarrow

        if path not in self.tables:
            self.tables[path] = f"t{len(self.tables)}"
            if path.endswith(".ndjson"):
                schema = pyarrow.schema(list(arrow_type(self.shape)))
                self.context.register_json(self.tables[path], path, schema=schema, file_extension=".ndjson")
            else:
                self.context.register_parquet(self.tables[path], path)
        return self.context.sql(f"SELECT id FROM {self.tables[path]} WHERE {condition}").count()


class ClickHouse:
    name = "clickhouse"

    def __init__(self, threads, shape):
        from chdb import session

        self.session = session.Session()
        self.threads = threads
        columns = ", ".join(f"`{key}` {clickhouse_type(member)}" for key, member in shape.items())
        self.columns = columns.replace("'", "\\'")
        self.version = str(self.session.query("SELECT version()")).strip().strip('"')

    def count(self, path, condition):
        form = "JSONEachRow" if path.endswith(".ndjson") else "Parquet"
        source = f"file('{path}', {form}, '{self.columns}')"
        return int(str(self.session.query(f"SELECT count() FROM {source} WHERE {condition} SETTINGS max_threads = {self.threads}")))


class Spark:
    name = "spark"

    def __init__(self, threads, shape):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false")
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.schema = ", ".join(f"`{key}` {spark_type(member)}" for key, member in shape.items())
        self.version = self.session.version

    def count(self, path, condition):
        reader = self.session.read.schema(self.schema)
        table = reader.json(f"file://{path}") if path.endswith(".ndjson") else reader.parquet(f"file://{path}")
        return table.where(condition).count()


ENGINES = {engine.name: engine for engine in (DuckDb, DataFusion, ClickHouse, Spark)}


def documents(folder, share):
    return folder / f"{share}.ndjson", folder / f"{share}.parquet"


def prepare(fql, folder):
    """Writes the shares of the documents in both formats, the shape, and the SQL of each engine."""
    import pyarrow.json
    import pyarrow.parquet

    lines = (folder / "documents.ndjson").read_text().splitlines(keepends=True)
    found = None
    for line in lines:
        found = merged(found, shape(json.loads(line)))
    (folder / "shape.json").write_text(json.dumps(found))
    (folder / "sample.ndjson").write_text("".join(lines[:SAMPLE]))
    options = pyarrow.json.ParseOptions(explicit_schema=pyarrow.schema(list(arrow_type(found))))
    for share in SHARES:
        ndjson, parquet = documents(folder, share)
        ndjson.write_text("".join(lines[: len(lines) // share]))
        pyarrow.parquet.write_table(pyarrow.json.read_json(ndjson, parse_options=options), parquet)
    for engine in ENGINES:
        command = [fql, "sql", "--dialect", engine, "--shape", folder / "sample.ndjson", FILTER]
        (folder / f"{engine}.sql").write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    return len(lines)


def median(rounds, run):
    """The median time of a call in milliseconds, and its result. The first call warms the caches up."""
    result = run()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        result = run()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), result


def measure(name, folder, rounds, threads):
    found = json.loads((folder / "shape.json").read_text())
    condition = (folder / f"{name}.sql").read_text()
    started = time.perf_counter()
    engine = ENGINES[name](threads, found)
    start = 1000 * (time.perf_counter() - started)
    times, counts = {}, {}
    for share in SHARES:
        for path in documents(folder, share):
            times[path.name], counts[path.name] = median(rounds, lambda: engine.count(str(path), condition))
    print(json.dumps({"version": engine.version, "start": start, "times": times, "counts": counts}))


def on_cores(threads, command):
    return ["taskset", "--cpu-list", "0" if threads == 1 else f"0-{threads - 1}", *map(str, command)]


def crossover(sizes, name, times, extra, fql):
    """The least number of documents for which an engine is faster than `fql match`."""
    form = name.split()[-1].lower()
    for share, size in sizes.items():
        if times[f"{share}.{form}"] + extra < fql[share]:
            return f"{size:,}"
    return f"more than {max(sizes.values()):,}"


def compare(fql, folder, rounds):
    total = prepare(fql, folder)
    sizes = {share: total // share for share in SHARES}
    counts, matched = {}, {1: {}, 2: {}}
    rows, crossovers = [], []
    for threads in (1, 2):
        for share in SHARES:
            ndjson, _ = documents(folder, share)
            command = on_cores(threads, [fql, "match", "--count", "--threads", threads, FILTER, ndjson])
            run = lambda: int(subprocess.run(command, capture_output=True, text=True).stdout)
            matched[threads][share], counts[share] = median(rounds, run)
        rows.append(("fql match, NDJSON", threads, 0, [matched[threads][share] for share in SHARES]))
        for engine in ENGINES:
            command = on_cores(threads, [sys.executable, __file__, engine, folder, rounds, threads])
            run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            measured = json.loads(run.stdout.splitlines()[-1])
            for name, count in measured["counts"].items():
                if count != counts[int(name.split(".")[0])]:
                    sys.exit(f"{engine}: {count} documents of {name} match")
            for form in ("ndjson", "parquet"):
                label = f"{engine} {measured['version']}, {'NDJSON' if form == 'ndjson' else 'Parquet'}"
                times = measured["times"]
                rows.append((label, threads, measured["start"], [times[f"{share}.{form}"] for share in SHARES]))
                warm = crossover(sizes, label, times, 0, matched[threads])
                cold = crossover(sizes, label, times, measured["start"], matched[threads])
                crossovers.append(f"| {label} | {threads} | {warm} | {cold} |")
    header = " | ".join(f"{size:,}" for size in sizes.values())
    print(f"Milliseconds, medians of {rounds}; {counts[1]:,} of {total:,} documents match.\n")
    print(f"| tool | threads | start | {header} |\n|---|---|---|{'---|' * len(sizes)}")
    for label, threads, start, times in rows:
        print(f"| {label} | {threads} | {start:.0f} | " + " | ".join(f"{value:.1f}" for value in times) + " |")
    print("\n| faster than `fql match` | threads | documents, engine is running | with its start |\n|---|---|---|---|")
    print("\n".join(crossovers))


def main():
    name, folder, rounds, *threads = sys.argv[1:]
    folder = Path(folder).absolute()
    if threads:
        return measure(name, folder, int(rounds), int(threads[0]))
    if shutil.which("taskset") is None or os.cpu_count() < 2:
        sys.exit("needs taskset and two cores")
    compare(name, folder, int(rounds))


main()
