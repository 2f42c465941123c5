"""Issues the calls of an exposure report against the sandbox and checks its statistics.

    exposure_report.py BASE_URL DOCUMENTS

The calls and their order are those of CrowdStrike's sample `em_manager.py`: subsidiaries, aggregations
by criticality and by application for each, and its critical and high assets with their details. The
expected statistics are computed from DOCUMENTS, the NDJSON file that the sandbox serves. Each statistic
must be greater than zero, because a report of zeros hides errors.

If the environment variable EM_MANAGER names that sample, it runs as well, in all of its modes. Only the
base URL is replaced.
"""

import collections
import contextlib
import csv
import functools
import importlib.util
import io
import json
import os
import pathlib
import sys
import tempfile

import falconpy

CREDENTIALS = {"client_id": "sandbox", "client_secret": "sandbox"}
EXPOSED = ("Critical", "High")


def check(expectation, expected, actual):
    if expected != actual:
        raise AssertionError(f"{expectation}: expected {expected!r}, found {actual!r}"[:2000])


def body(response):
    check("status", 200, response["status_code"])
    check("errors", False, bool(response["body"].get("errors")))
    return response["body"]


class Documents:
    """The documents that the sandbox serves."""

    def __init__(self, path):
        lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
        documents = [json.loads(line) for line in lines]
        self.subsidiaries = [item for item in documents if "primary_domain" in item]
        self.assets = [item for item in documents if "asset_type" in item]

    def of(self, subsidiary, exposed=False):
        return [
            asset
            for asset in self.assets
            if (subsidiary is None or subsidiary in [owner["name"] for owner in asset.get("subsidiaries") or []])
            and (not exposed or asset.get("criticality") in EXPOSED)
        ]

    def criticalities(self, subsidiary):
        return collections.Counter(asset["criticality"] for asset in self.of(subsidiary))

    def applications(self, subsidiary):
        """Counts assets by the names of their services' applications."""
        counts = collections.Counter()
        for asset in self.of(subsidiary):
            services = (asset.get("ip") or asset.get("dns_domain") or {}).get("services") or []
            counts.update({app["name"] for service in services for app in service.get("applications") or []})
        return counts


def statistics(assets):
    """Returns the statistics that the report derives from exposed assets."""
    found = collections.Counter(total_assets=len(assets))
    countries, isps = collections.Counter(), collections.Counter()
    for asset in assets:
        found["internet_exposed"] += asset.get("internet_exposure") == "Yes"
        found["shadow_it"] += asset["perimeter"].lower() != "official"
        found["triaged"] += bool((asset.get("triage") or {}).get("status"))
        found[asset["status"].lower()] += 1
        automatic = asset["discovered_by"].lower() == "auto"
        found["auto_discovered" if automatic else "manual_discovered"] += 1
        found["paths"] += len(((asset.get("discovery") or {}).get("path") or {}).get("steps") or []) > 1
        ip = asset.get("ip") or {}
        if country := (ip.get("location") or {}).get("country_name"):
            countries[country] += 1
        if isp := ip.get("isp"):
            isps[isp] += 1
    return found, countries, isps


STATISTICS = (
    "total_assets internet_exposed shadow_it triaged online offline auto_discovered manual_discovered paths".split()
)


def buckets(resource):
    return collections.Counter({bucket["label"]: bucket["count"] for bucket in resource["buckets"]})


class Report:
    """The calls of the report, in their order."""

    def __init__(self, falcon):
        self.falcon = falcon

    def subsidiaries(self):
        first = body(self.falcon.query_combined_ecosystem_subsidiaries())
        # The sample takes `null` for a company without subsidiaries, and reports nothing for `[]`.
        check("an empty list of subsidiaries", False, first["resources"] == [])
        if first["resources"] is None:
            return []
        pagination = first["meta"]["pagination"]
        offset, total = pagination["offset"], pagination["total"]
        found = []
        while offset < total:
            page = body(self.falcon.query_combined_ecosystem_subsidiaries(offset=offset, limit=100))
            found += page["resources"]
            offset += 100
        return found

    def terms(self, field, subsidiary, name):
        filter_ = subsidiary and f"subsidiaries.name:'{subsidiary}'"
        response = self.falcon.aggregate_assets(field=field, name=name, type="terms", filter=filter_)
        resource = body(response)["resources"][0]
        check("the name of the aggregation", name, resource["name"])
        return buckets(resource)

    def exposed_assets(self, subsidiary):
        filter_ = "(criticality:'Critical',criticality:'High')"
        if subsidiary:
            filter_ += f"+subsidiaries.name:'{subsidiary}'"
        page = body(self.falcon.query_assets(filter=filter_))
        ids = page["resources"]
        while after := page["meta"]["pagination"].get("after"):
            page = body(self.falcon.query_assets(filter=filter_, limit=100, after=after))
            ids += page["resources"]
        check("distinct ids", len(set(ids)), len(ids))
        if not ids:
            # The sample requests the details nevertheless, and extends a list with the resources.
            response = self.falcon.get_assets(ids=ids)
            check("details without ids", (400, []), (response["status_code"], response["body"]["resources"]))
        chunks = [ids[start : start + 100] for start in range(0, len(ids), 100)]
        return [asset for chunk in chunks for asset in body(self.falcon.get_assets(ids=chunk))["resources"]]


def check_report(falcon, documents):
    report = Report(falcon)
    found = report.subsidiaries()
    check("subsidiaries", [item["id"] for item in documents.subsidiaries], [item["id"] for item in found])
    names = [item["name"] for item in found] or [None]
    for name in names:
        check("criticalities", documents.criticalities(name), report.terms("criticality", name, name or "Main Company"))
    for name in names:
        # The response has the ten most frequent terms.
        applications = report.terms("applications.name", name, name or "Main Company")
        expected = documents.applications(name)
        for label, count in applications.items():
            check(f"assets with the application {label}", expected[label], count)
        check("most frequent applications", sorted(expected.values())[-10:], sorted(applications.values()))
    total, countries, isps = collections.Counter(), collections.Counter(), collections.Counter()
    for name in names:
        exposed = report.exposed_assets(name)
        check("statistics", statistics(documents.of(name, exposed=True)), statistics(exposed))
        parts = statistics(exposed)
        total, countries, isps = total + parts[0], countries + parts[1], isps + parts[2]
    check("statistics without a value", [], [key for key in STATISTICS if not total[key]])
    check("countries and providers", (True, True), (len(countries) > 1, len(isps) > 1))
    numbers = ", ".join(f"{key} {total[key]}" for key in STATISTICS)
    print(f"  {len(found)} subsidiaries, {numbers}, {len(countries)} countries, {len(isps)} providers")


class Sample:
    """The sample itself, with the base URL of the sandbox."""

    def __init__(self, path, base_url):
        spec = importlib.util.spec_from_file_location("em_manager", path)
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)
        self.module.ExposureManagement = functools.partial(falconpy.ExposureManagement, base_url=base_url)
        build = self.module.build_enhanced_stats

        def recording(assets):
            self.statistics = build(assets)
            return self.statistics

        self.module.build_enhanced_stats = recording

    def run(self, *arguments):
        """Runs a mode and returns what it printed."""
        printed = io.StringIO()
        sys.argv = ["em_manager.py", "-k", "sandbox", "-s", "sandbox", *arguments]
        with contextlib.redirect_stdout(printed):
            self.module.main()
        return printed.getvalue()


SAMPLE_STATISTICS = [key for key in STATISTICS if key != "paths"]


def check_sample(path, base_url, documents):
    sample = Sample(path, base_url)
    names = [item["name"] for item in documents.subsidiaries]
    chosen = names[0] if names else None
    with tempfile.TemporaryDirectory() as directory:
        file = lambda name: os.path.join(directory, name)
        modes = {
            "PDF": ["-o", file("light.pdf")],
            "dark PDF": ["-o", file("dark.pdf"), "--dark"],
            "JSON": ["-f", "json", "-o", file("all.json")],
            "CSV": ["-f", "csv", "-o", file("all.csv")],
            "debug": ["-f", "json", "-o", file("debug.json"), "-d"],
        }
        if chosen:
            modes["one subsidiary"] = ["-f", "json", "-o", file("one.json"), "--subsidiary", chosen]
        for mode, arguments in modes.items():
            printed = sample.run(*arguments)
            scope = [chosen] if mode == "one subsidiary" else names or [None]
            for name in scope:
                expected, countries, isps = statistics(documents.of(name, exposed=True))
                if not expected["total_assets"]:
                    continue
                actual = sample.statistics[name or "Main Company"]
                for key in SAMPLE_STATISTICS:
                    check(f"{mode}: {key} of {name}", expected[key], getattr(actual, key))
                check(f"{mode}: countries of {name}", (countries, isps), (actual.countries, actual.isps))
            total = sum(len(documents.of(name)) for name in scope)
            check(f"{mode}: total", True, f"Total Assets: {total}\n" in printed)
            print(f"  em_manager.py, {mode}:", " ".join(printed.split("Summary:")[1].split("=")[0].split()))
        for name in ("light.pdf", "dark.pdf"):
            check(name, b"%PDF", pathlib.Path(file(name)).read_bytes()[:4])
        check_exports(file("all.json"), file("all.csv"), documents, names or [None])


def check_exports(json_file, csv_file, documents, names):
    exported = json.loads(pathlib.Path(json_file).read_text(encoding="utf-8"))["subsidiaries"]
    check("exported subsidiaries", len(names), len(exported))
    for name, item in zip(names, exported):
        counts = documents.criticalities(name)
        summary = {key.capitalize(): value or 0 for key, value in item["asset_summary"].items()}
        check("exported criticalities", counts, collections.Counter({key: summary[key] for key in counts}))
        check("exported assets", len(documents.of(name, exposed=True)), len(item["important_assets"]))
        for application in item["applications"]:
            check("exported application", documents.applications(name)[application["name"]], application["count"])
    with open(csv_file, encoding="utf-8", newline="") as file:
        rows = len(list(csv.DictReader(file)))
    check("exported rows", sum(max(1, len(documents.of(name, exposed=True))) for name in names), rows)


def main():
    base_url, path = sys.argv[1:]
    documents = Documents(path)
    check_report(falconpy.ExposureManagement(base_url=base_url, **CREDENTIALS), documents)
    if sample := os.environ.get("EM_MANAGER"):
        check_sample(sample, base_url, documents)
    print("passed: exposure report")


if __name__ == "__main__":
    main()
