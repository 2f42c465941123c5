"""Sends the requests of gofalcon, a Go client, to the sandbox and decodes the responses as Go does.

    gofalcon_requests.py BASE_URL

It runs without a Go toolchain. The requests have the form that Go's standard library and gofalcon's
generated structs give them: sorted parameters, repeated ids, and `null` for each required member that the
caller did not set. The responses are decoded by the types of `testdata/api-schema.json`: a number with a
fraction is not an integer, and a string is neither.
"""

import base64
import datetime
import json
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[4]
SCHEMA = json.loads((ROOT / "testdata/api-schema.json").read_text(encoding="utf-8"))
JSON = "application/json"
INTEGERS = {"int32": 2**31, "int64": 2**63}


def check(expectation, expected, actual):
    if expected != actual:
        raise AssertionError(f"{expectation}: expected {expected!r}, found {actual!r}"[:2000])


def expect(where, holds, expected, value):
    if not holds:
        raise AssertionError(f"{where}: expected {expected}, found {value!r}"[:2000])


def decode(where, type_, value):
    """Checks that Go's `encoding/json` decodes a value as this type. `null` is the zero value."""
    type_ = type_.rstrip("!?")
    if value is None or type_ == "any":
        return
    if type_.startswith("["):
        expect(where, isinstance(value, list), "an array", value)
        for index, item in enumerate(value):
            decode(f"{where}[{index}]", type_[1:-1], item)
    elif type_ == "string":
        expect(where, isinstance(value, str), "a string", value)
    elif type_ == "bool":
        expect(where, isinstance(value, bool), "a boolean", value)
    elif type_ in INTEGERS:
        is_integer = type(value) is int and -INTEGERS[type_] <= value < INTEGERS[type_]
        expect(where, is_integer, type_, value)
    elif type_ == "number":
        expect(where, type(value) in (int, float), "a number", value)
    elif type_ == "time":
        expect(where, isinstance(value, str), "a time", value)
        datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    else:
        decode_model(where, type_, value)


def decode_model(where, model, value):
    expect(where, isinstance(value, dict), model, value)
    for name, type_ in SCHEMA["models"][model]["members"].items():
        if type_.endswith("!"):
            expect(where, value.get(name) is not None, f"member `{name}` of {model}", value)
        decode(f"{where}.{name}", type_, value.get(name))


class Client:
    def __init__(self, base_url):
        self.base_url = base_url
        self.operations = set()
        # Go's OAuth2 library tries Basic credentials first.
        basic = base64.b64encode(b"sandbox:sandbox").decode()
        form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
        headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
        status, _, body = self.send("POST", "/oauth2/token", headers, form)
        expect("a token", status in (200, 201), "200 or 201", (status, body))
        token = json.loads(body)
        expect("the type of the token", token["token_type"].lower() == "bearer", "bearer", token)
        decode("the lifetime", "int64", token["expires_in"])
        self.token = token["access_token"]

    def send(self, method, path, headers, body=None):
        request = urllib.request.Request(self.base_url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def call(self, operation, method, path, query=(), body=None, status=200):
        """Calls an operation and returns the decoded response."""
        query = urllib.parse.urlencode(sorted(query), doseq=True)
        headers = {"Authorization": f"Bearer {self.token}", "Accept": JSON}
        if body is not None:
            headers["Content-Type"] = JSON
            body = (json.dumps(body) + "\n").encode()
        url = f"{path}?{query}" if query else path
        found, headers, content = self.send(method, url, headers, body)
        expect(operation, found == status, status, (found, content))
        for name in ("X-Ratelimit-Limit", "X-Ratelimit-Remaining"):
            expect(name, re.fullmatch(r"\d+", headers[name]), "an integer", headers[name])
        expect(operation, headers["X-Cs-Traceid"], "a trace id", headers)
        if headers["Content-Type"] != JSON:
            return content
        value = json.loads(content)
        if status == 200:
            decode(operation, SCHEMA["operations"][operation], value)
            self.operations.add(operation)
        return value


def terms(**members):
    """Returns an aggregation with `null` for each required member that is not set."""
    return {key: None for key in map(str.strip, AGGREGATION.split(","))} | {"type": "terms"} | members


AGGREGATION = (
    "date_ranges, exclude, field, filter, filters_spec, from, include, interval, missing, name, percents, q, "
    "ranges, size, sort, sub_aggregates, time_zone, type"
)
EMPTY_STRINGS = "exclude filter include interval missing q sort time_zone".split()
EMPTY = {key: "" for key in EMPTY_STRINGS} | {"from": 0, "size": 0, "date_ranges": [], "percents": [], "ranges": [], "sub_aggregates": []}
FILTERS_SPEC = {"filters": {}, "other_bucket": False, "other_bucket_key": ""}


def assets(client):
    ids, after = [], None
    while after != "" and (after is not None or not ids):
        query = [("limit", "400"), ("sort", "last_seen|desc")] + ([("after", after)] if after else [])
        page = client.call("query_external_assets_v2", "GET", "/fem/queries/external-assets/v2", query)
        ids += page["resources"]
        after = page["meta"]["pagination"].get("after", "")
    check("every asset once", page["meta"]["pagination"]["total"], len(set(ids)))
    by_offset = []
    while len(by_offset) < len(ids):
        query = [("limit", "400"), ("offset", str(len(by_offset))), ("sort", "last_seen|desc")]
        page = client.call("query_external_assets", "GET", "/fem/queries/external-assets/v1", query)
        check("the offset", len(by_offset), page["meta"]["pagination"]["offset"])
        by_offset += page["resources"]
    check("the same assets by offset", ids, by_offset)
    path = "/fem/entities/external-assets/v1"
    for start in range(0, len(ids), 100):
        chunk = ids[start : start + 100]
        found = client.call("get_external_assets", "GET", path, [("ids", chunk)])["resources"]
        check("the requested assets", chunk, [asset["id"] for asset in found])
    filter_ = [("filter", "subsidiaries.name:'Example Group'+criticality:'High'")]
    client.call("query_external_assets_v2", "GET", "/fem/queries/external-assets/v2", filter_)
    wrong = [("filter", "os:'linux'")]
    refused = client.call("query_external_assets_v2", "GET", "/fem/queries/external-assets/v2", wrong, status=400)
    decode("errors", "[error]", refused["errors"])
    return ids


def changes(client, ids):
    path = "/fem/entities/external-assets/v1"
    patch = {"assets": [{"id": ids[0], "criticality": "High", "triage": {"status": "seen"}}]}
    patched = client.call("patch_external_assets", "PATCH", path, body=patch)["resources"]
    check("the new status", "seen", patched[0]["triage"]["status"])
    owners = client.call("query_ecosystem_subsidiaries", "GET", "/fem/queries/ecosystem-subsidiaries/v1")["resources"]
    values = ["192.0.2.92", "not an address"]
    added = [{"id": str(index), "value": value} for index, value in enumerate(values)]
    body = {"data": [{"assets": added, "subsidiary_id": owners[0]}]}
    inventory = "/fem/entities/external-asset-inventory/v1"
    results = client.call("post_external_assets_inventory_v1", "POST", inventory, body=body)["resources"]
    check("one rejected value", [False, True], [bool(item.get("error")) for item in results])
    filter_ = [("filter", "ip.ip_address:'192.0.2.92'")]
    found = client.call("query_external_assets_v2", "GET", "/fem/queries/external-assets/v2", filter_)["resources"]
    deleted = client.call("delete_external_assets", "DELETE", path, [("ids", found)], {"description": "test"})
    check("the deleted id", found, deleted["resources"])


def blobs(client, ids):
    for id_ in ids:
        asset = client.call("get_external_assets", "GET", "/fem/entities/external-assets/v1", [("ids", [id_])])
        link = re.search(r"blobs-preview/v1\?assetId=([^&\"]+)&hash=([^&\"]+)", json.dumps(asset))
        if link:
            break
    query = [("assetId", link[1]), ("hash", link[2])]
    preview = client.call("blob_preview_external_assets", "GET", "/fem/entities/blobs-preview/v1", query)
    expect("a preview", preview["resources"][0], "a string", preview)
    content = client.call("blob_download_external_assets", "GET", "/fem/entities/blobs-download/v1", query)
    expect("the content", isinstance(content, bytes) and content, "bytes", content)


def subsidiaries(client):
    query = [("limit", "3"), ("offset", "1"), ("sort", "name|asc")]
    path = "/fem/combined/ecosystem-subsidiaries/v1"
    combined = client.call("combined_ecosystem_subsidiaries", "GET", path, query)["resources"]
    ids = [item["id"] for item in combined]
    path = "/fem/entities/ecosystem-subsidiaries/v1"
    same = client.call("get_ecosystem_subsidiaries", "GET", path, [("ids", ids)])["resources"]
    check("the same subsidiaries", combined, same)


def aggregates(client):
    path = "/fem/aggregates/external-assets/v1"
    variants = [terms(name="n", field="criticality"), terms(name="n", field="criticality", **EMPTY)]
    variants += [dict(variant, filters_spec=FILTERS_SPEC) for variant in variants]
    results = [client.call("aggregate_external_assets", "POST", path, body=[variant]) for variant in variants]
    buckets = [result["resources"][0]["buckets"] for result in results]
    expect("buckets", buckets[0] and all(other == buckets[0] for other in buckets), "the same ones", buckets)
    nested = terms(name="n", field="asset_type", sub_aggregates=[terms(name="i", type="max", field="confidence")])
    result = client.call("aggregate_external_assets", "POST", path, body=[nested])["resources"][0]
    expect("a nested result", result["buckets"][0]["sub_aggregates"], "one", result)
    # gofalcon sends one object for sensors, not a list.
    path = "/identity-protection/aggregates/devices/GET/v1"
    result = client.call("GetSensorAggregates", "POST", path, body=terms(name="n", field="status"))
    expect("buckets", result["resources"][0]["buckets"], "some", result)


def sensors(client):
    query = [("limit", "5"), ("offset", "1"), ("sort", "hostname.asc")]
    page = client.call("QuerySensorsByFilter", "GET", "/identity-protection/queries/devices/v1", query)
    ids = page["resources"]
    check("five sensors", 5, len(ids))
    path = "/identity-protection/entities/devices/GET/v1"
    found = client.call("GetSensorDetails", "POST", path, body={"ids": ids})["resources"]
    check("the requested sensors", ids, [sensor["device_id"] for sensor in found])


def identity(client):
    path = "/identity-protection/entities/policy-rules/v1"
    rule = {"action": "MFA", "enabled": False, "name": "gofalcon", "simulationMode": False, "trigger": "access"}
    created = client.call("post_policy_rules", "POST", path, body=rule)["resources"][0]
    created = created["id"] if isinstance(created, dict) else created
    query = [("enabled", "false"), ("name", "gofalcon")]
    found = client.call("get_policy_rules_query", "GET", "/identity-protection/queries/policy-rules/v1", query)
    check("the created rule", [created], found["resources"])
    read = client.call("get_policy_rules", "GET", path, [("ids", [created])])["resources"]
    check("unchanged booleans", (False, False), (read[0]["enabled"], read[0]["simulationMode"]))
    client.call("delete_policy_rules", "DELETE", path, [("ids", [created])])
    query = {"query": "{ entities(types: [USER], first: 2) { nodes { primaryDisplayName } } }"}
    path = "/identity-protection/combined/graphql/v1"
    users = client.call("api_preempt_proxy_post_graphql", "POST", path, body=query)
    check("two users", 2, len(users["data"]["entities"]["nodes"]))


def main():
    client = Client(sys.argv[1])
    ids = assets(client)
    changes(client, ids)
    blobs(client, ids)
    subsidiaries(client)
    aggregates(client)
    sensors(client)
    identity(client)
    check("no uncalled operation", set(), set(SCHEMA["operations"]) - client.operations)
    print(f"passed: {len(client.operations)} operations as gofalcon sends them, and a download")


if __name__ == "__main__":
    main()
