"""Calls every method of crowdstrike-falconpy, as published, against the sandbox.

    falconpy_client.py BASE_URL

The checks cover the contents of responses, not only their status. A method that no check calls is
a failure, so that new methods of a later version are noticed.
"""

import inspect
import sys

from falconpy import APIHarnessV2, ExposureManagement, IdentityProtection, OAuth2

README_FILTER = "criticality:'Critical'+ip.services.port:[22,3389]"
CREDENTIALS = {"client_id": "sandbox", "client_secret": "sandbox"}


class Recorder:
    """Forwards calls to a client and records the called methods."""

    def __init__(self, client):
        self._client = client
        self.called = set()

    def __getattr__(self, name):
        self.called.add(name)
        return getattr(self._client, name)

    def uncalled(self):
        own = type(self._client).__dict__
        methods = {name for name, _ in inspect.getmembers(type(self._client), inspect.isfunction)}
        return sorted(name for name in own if name in methods and not name.startswith("_") and name not in self.called)


def check(expectation, holds, actual):
    if not holds:
        raise AssertionError(f"expected {expectation}: {actual!r}"[:2000])


def resources(response, status=200):
    """Returns the resources of a successful response without errors."""
    check(f"status {status}", response["status_code"] == status, response)
    check("no errors", not response["body"].get("errors"), response)
    meta = response["body"]["meta"]
    check("a response of the sandbox", meta["powered_by"] == "falcon-sandbox", response)
    check("a trace id", meta["trace_id"], response)
    return response["body"]["resources"]


def check_error(response, status, part):
    """Checks for an error response with `part` in a message or an id."""
    check(f"status {status}", response["status_code"] == status, response)
    errors = response["body"]["errors"]
    check("a code and a message", all(error["code"] == status and error["message"] for error in errors), response)
    messages = [f"{error['message']} {error.get('id', '')}" for error in errors]
    check(f"{part!r} in a message", any(part in message for message in messages), response)


def tokens(base_url):
    client = OAuth2(base_url=base_url, **CREDENTIALS)
    response = client.token()
    check("status 201", response["status_code"] == 201, response)
    check("a bearer token", response["body"]["token_type"] == "bearer", response)
    check("a lifetime", 0 < response["body"]["expires_in"] <= 1799, response)
    token = response["body"]["access_token"]
    with_token = ExposureManagement(access_token=token, base_url=base_url)
    resources(with_token.query_assets(limit=1))
    revoked = client.revoke(token)
    check("status 200", revoked["status_code"] == 200, revoked)
    check_error(with_token.query_assets(limit=1), 401, "")
    wrong = OAuth2(base_url=base_url, client_id="sandbox", client_secret="wrong").token()
    check("status 403", wrong["status_code"] == 403, wrong)
    check("a message", wrong["body"]["errors"][0]["message"], wrong)


def assets(fem):
    everything = fem.query_assets(limit=1)
    resources(everything)
    total = everything["body"]["meta"]["pagination"]["total"]
    check("a thousand assets", total == 1000, everything)

    # All ids by page token.
    seen, after = [], None
    while True:
        keywords = {"limit": 300, "sort": "last_seen|desc"}
        if after:
            keywords["after"] = after
        page = fem.query_external_assets_v2(**keywords)
        seen.extend(resources(page))
        after = page["body"]["meta"]["pagination"].get("after")
        if not after:
            break
    check("every asset exactly once", len(seen) == total and len(set(seen)) == total, len(seen))

    # All ids by offset.
    first = resources(fem.query_assets_v1(limit=600, sort="first_seen|asc"))
    second = resources(fem.query_external_assets_v1(limit=600, offset="600", sort="first_seen|asc"))
    check("the same assets by offset", set(first + second) == set(seen), (len(first), len(second)))
    resources(fem.query_external_assets(limit=1))

    matching = resources(fem.query_assets(filter=README_FILTER, limit=100))
    check("some matches of the README filter", 0 < len(matching) < 100, matching)
    details = resources(fem.get_assets(matching))
    check("the order of the requested ids", [asset["id"] for asset in details] == matching, details)
    for asset in details:
        ports = {service["port"] for service in asset["ip"]["services"]}
        check("a match of the filter", asset["criticality"] == "Critical" and ports & {22, 3389}, asset)
    joined = resources(fem.get_external_assets(ids=",".join(matching[:2])))
    check("ids in one string", [asset["id"] for asset in joined] == matching[:2], joined)

    check_error(
        fem.query_assets(filter="os:'linux'"),
        400,
        "Failed to parse filter expression. ['os' is an unknown property]",
    )
    check_error(fem.query_assets(filter="criticality:~'High'"), 400, "Failed to parse filter expression.")
    check_error(fem.query_assets(sort="nothing|asc"), 400, "nothing")
    check_error(fem.get_assets([f"id-{number}" for number in range(101)]), 400, "100")
    missing = fem.get_assets([matching[0], "no-such-asset"])
    check("the known asset", [asset["id"] for asset in missing["body"]["resources"]] == matching[:1], missing)
    check("an error about the unknown asset", "no-such-asset" in str(missing["body"]["errors"]), missing)
    check_error(fem.get_assets(["no-such-asset"]), 404, "no-such-asset")
    return matching


def changes(fem, matching):
    changed = resources(
        fem.update_assets(
            id=matching[0],
            criticality="Noncritical",
            criticality_description="retired",
            action="investigate, then close",
            assigned_to="pat@example.com",
            description="interop test",
            status="any text at all",
        )
    )
    check("the new status", changed[0]["triage"]["status"] == "any text at all", changed)
    remaining = resources(fem.query_assets(filter=README_FILTER, limit=100))
    check("one match less", sorted(remaining) == sorted(matching[1:]), remaining)
    restored = resources(
        fem.patch_external_assets(body={"assets": [{"id": matching[0], "criticality": "Critical"}]})
    )
    check("the old criticality", restored[0]["criticality"] == "Critical", restored)
    check_error(fem.update_assets(id=matching[0], criticality="Enormous"), 400, "Enormous")

    subsidiary = resources(fem.query_ecosystem_subsidiaries(limit=1))[0]
    added = resources(
        fem.add_assets(subsidiary_id=subsidiary, id="1", value="192.0.2.77")
    )
    check("an added address", not added[0].get("error") and added[0]["asset_type"] == "ip", added)
    address = "ip.ip_address:'192.0.2.77'"
    found = resources(fem.query_assets(filter=address))
    check("one match of the address", len(found) == 1, found)
    rejected = fem.post_external_assets_inventory_v1(
        body={
            "data": [
                {
                    "subsidiary_id": subsidiary,
                    "assets": [{"id": "2", "value": "not an address"}, {"id": "3", "value": "added.example"}],
                }
            ]
        }
    )["body"]["resources"]
    check("one rejected value", [bool(item.get("error")) for item in rejected] == [True, False], rejected)
    domain = resources(fem.query_assets(filter="dns_domain.fqdn:'added.example'"))
    check("one match of the domain", len(domain) == 1, domain)

    deleted = resources(fem.delete_assets(found, description="not ours"))
    check("the deleted id", deleted == found, deleted)
    deleted = resources(fem.delete_external_assets(ids=domain))
    check("the deleted id, without a reason", deleted == domain, deleted)
    check("no match after the deletion", resources(fem.query_assets(filter=address)) == [], found)


def blobs(fem):
    ids = resources(fem.query_assets(limit=1000))
    link = None
    for start in range(0, len(ids), 100):
        for asset in resources(fem.get_assets(ids[start : start + 100])):
            for services in (asset.get("ip") or asset.get("dns_domain") or {}).get("services") or []:
                links = services.get("blob_links") or {}
                link = link or links.get("download_banner")
    check("a blob of some service", link, ids[:3])
    query = dict(pair.split("=") for pair in link.split("?")[1].split("&"))
    content = fem.download_assets(assetId=query["assetId"], hash=query["hash"])
    check("bytes", isinstance(content, bytes) and len(content) > 0, content)
    same = fem.blob_download_external_assets(parameters=query)
    check("the same bytes", same == content, same)
    preview = resources(fem.preview_assets(assetId=query["assetId"], hash=query["hash"]))
    check("a string", isinstance(preview[0], str) and preview[0], preview)
    same = resources(fem.blob_preview_external_assets(parameters=query))
    check("the same string", same == preview, same)
    check_error(fem.preview_assets(assetId=query["assetId"], hash="0"), 400, "unknown blob")


def subsidiaries(fem):
    listed = fem.query_combined_ecosystem_subsidiaries(limit=5, sort="name|asc")
    names = [subsidiary["name"] for subsidiary in resources(listed)]
    check("five sorted names", names == sorted(names) and len(names) == 5, listed)
    page = resources(fem.combined_ecosystem_subsidiaries(limit=2, offset=2, sort="name|asc"))
    check("a page by offset", [subsidiary["name"] for subsidiary in page] == names[2:4], page)
    ids = resources(fem.query_ecosystem_subsidiaries(limit=3, sort="primary_domain|desc"))
    details = resources(fem.get_ecosystem_subsidiaries(ids=ids))
    check("the requested ids", [subsidiary["id"] for subsidiary in details] == ids, details)
    domains = [subsidiary["primary_domain"] for subsidiary in details]
    check("in descending order", domains == sorted(domains, reverse=True), details)


def asset_aggregates(fem):
    request = {
        "name": "by criticality",
        "type": "terms",
        "field": "criticality",
        "sub_aggregates": [{"name": "ports", "type": "cardinality", "field": "ip.services.port"}],
    }
    result = resources(fem.aggregate_assets(body=[request]))[0]
    check("the name of the request", result["name"] == "by criticality", result)
    counts = {bucket["label"]: bucket["count"] for bucket in result["buckets"]}
    for label, count in counts.items():
        query = fem.query_assets(filter=f"criticality:'{label}'", limit=1)
        total = query["body"]["meta"]["pagination"]["total"]
        check(f"the total of a query for {label}", total == count, (total, count))
    nested = result["buckets"][0]["sub_aggregates"][0]
    check("a nested result", nested["name"] == "ports" and nested["buckets"], nested)
    days = {
        "name": "days",
        "type": "date_range",
        "field": "last_seen",
        "date_ranges": [{"from": "1990-01-01", "to": "1990-01-02"}],
    }
    empty = resources(fem.aggregate_external_assets(body=[days]))[0]["buckets"]
    check("one empty bucket", len(empty) == 1 and empty[0]["count"] == 0, empty)
    inner = {"type": "max", "field": "confidence"}
    four = dict(request, sub_aggregates=[dict(inner, name=str(number)) for number in range(4)])
    check_error(fem.aggregate_assets(body=[four]), 400, "")


def sensors(idp):
    ids = resources(idp.query_sensors(limit=200, sort="hostname.asc"))
    check("at least twenty", len(ids) >= 20, ids)
    details = resources(idp.get_sensor_details(ids=ids))
    check("details of all sensors", [sensor["device_id"] for sensor in details] == ids, details)
    names = [sensor["hostname"] for sensor in details]
    check("sorted names", names == sorted(names), names)
    two = resources(idp.GetSensorDetails(ids=ids[:2]))
    check("details of two sensors", len(two) == 2, two)
    status = details[0]["status"]
    same = resources(idp.query_sensors_by_filter(filter=f"status:'{status}'", limit=200))
    expected = {sensor["device_id"] for sensor in details if sensor["status"] == status}
    check("the sensors with the status", set(same) == expected, same)
    resources(idp.QuerySensorsByFilter(limit=1, offset=1))
    check_error(idp.query_sensors(limit=201), 400, "200")
    by_status = resources(
        idp.get_sensor_aggregates(body=[{"name": "s", "type": "terms", "field": "status"}])
    )
    counts = {bucket["label"]: bucket["count"] for bucket in by_status[0]["buckets"]}
    check("the number of listed sensors", counts[status] == len(expected), by_status)
    named = resources(idp.GetSensorAggregates(name="s", type="terms", field="status"))
    check("the same result by keywords", named[0]["buckets"] == by_status[0]["buckets"], named)


def policy_rules(idp):
    created = resources(
        idp.create_policy_rule(
            name="interop",
            action="MFA",
            trigger="access",
            enabled=True,
            simulation_mode=True,
            source_user={"groupMembership": {"include": ["admins"]}},
        )
    )
    rule = created[0]["id"] if isinstance(created[0], dict) else created[0]
    read = resources(idp.get_policy_rules(ids=[rule]))
    check("the created rule", read[0]["name"] == "interop" and read[0]["enabled"] is True, read)
    off = resources(
        idp.post_policy_rules(
            body={
                "name": "interop, off",
                "action": "BLOCK",
                "trigger": "access",
                "enabled": False,
                "simulationMode": False,
            }
        )
    )
    off = off[0]["id"] if isinstance(off[0], dict) else off[0]
    read = resources(idp.get_policy_rules(ids=[rule, off]))
    check("unchanged booleans", [r["enabled"] for r in read] == [True, False], read)
    named = resources(idp.query_policy_rules(name="interop", enabled=True, simulation_mode=True))
    check("the rule with the name", rule in named and off not in named, named)
    resources(idp.get_policy_rules_query(enabled=False))
    resources(idp.delete_policy_rules(ids=[rule, off]))
    check("no rule after the deletion", rule not in resources(idp.query_policy_rules(name="interop")), rule)
    check("an error about the unknown rule", rule in str(idp.get_policy_rules(ids=[rule])["body"]["errors"]), rule)
    check_error(idp.create_policy_rule(body={"name": "incomplete"}), 400, "action")


QUERY = """
query ($after: Cursor) {
  entities(types: [USER], archived: false, learned: false, first: 5, after: $after) {
    nodes {
      primaryDisplayName
      secondaryDisplayName
      accounts { ... on ActiveDirectoryAccountDescriptor { domain } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def graphql(idp):
    first = idp.graphql(query=QUERY, variables={})
    check("status 200", first["status_code"] == 200 and not first["body"].get("errors"), first)
    page = first["body"]["data"]["entities"]
    check("five users", len(page["nodes"]) == 5 and page["pageInfo"]["hasNextPage"], page)
    after = {"after": page["pageInfo"]["endCursor"]}
    second = idp.api_preempt_proxy_post_graphql(query=QUERY, variables=after)
    names = [node["primaryDisplayName"] for node in second["body"]["data"]["entities"]["nodes"]]
    check("other users", names and names != [node["primaryDisplayName"] for node in page["nodes"]], second)
    same = idp.post_graphql(query=QUERY)
    check("the same page", same["body"]["data"]["entities"] == page, same)
    wrong = idp.GraphQL(query="{ unknown { nodes { id } } }")
    check("a message", wrong["body"]["errors"][0]["message"], wrong)


def harness(base_url):
    """Calls every operation by its id, with the generic client."""
    falcon = APIHarnessV2(base_url=base_url, **CREDENTIALS)
    ids = resources(falcon.command("query_external_assets_v2", limit=2))
    check("two ids", len(ids) == 2, ids)
    check("two ids by offset", len(resources(falcon.command("query_external_assets", limit=2))) == 2, ids)
    details = resources(falcon.command("get_external_assets", ids=ids))
    check("details of both", [asset["id"] for asset in details] == ids, details)
    body = {"assets": [{"id": ids[0], "triage": {"status": "seen"}}]}
    changed = resources(falcon.command("patch_external_assets", body=body))
    check("the new status", changed[0]["triage"]["status"] == "seen", changed)
    terms = [{"name": "t", "type": "terms", "field": "asset_type"}]
    types = resources(falcon.command("aggregate_external_assets", body=terms))[0]["buckets"]
    check("both types", {bucket["label"] for bucket in types} == {"ip", "dns_domain"}, types)
    owners = resources(falcon.command("query_ecosystem_subsidiaries", limit=2))
    details = resources(falcon.command("get_ecosystem_subsidiaries", ids=owners))
    check("two subsidiaries", len(details) == 2, details)
    combined = resources(falcon.command("combined_ecosystem_subsidiaries", limit=2))
    check("subsidiaries with details", combined, combined)
    body = {"data": [{"subsidiary_id": owners[0], "assets": [{"id": "1", "value": "harness.example"}]}]}
    added = resources(falcon.command("post_external_assets_inventory_v1", body=body))
    check("the added domain", added[0]["value"] == "harness.example", added)
    found = resources(falcon.command("query_external_assets_v2", filter="dns_domain.fqdn:'harness.example'"))
    deleted = falcon.command("delete_external_assets", ids=found, body={"description": "test"})
    check("the deleted id", resources(deleted) == found, deleted)
    check_error(falcon.command("blob_preview_external_assets", parameters={"assetId": ids[0], "hash": "0"}), 400, "unknown blob")
    check_error(falcon.command("blob_download_external_assets", parameters={"assetId": ids[0], "hash": "0"}), 400, "unknown blob")

    sensors = resources(falcon.command("QuerySensorsByFilter", limit=3, sort="status.desc"))
    details = resources(falcon.command("GetSensorDetails", body={"ids": sensors}))
    check("sensor details", [sensor["device_id"] for sensor in details] == sensors, details)
    terms = [{"name": "t", "type": "terms", "field": "status"}]
    check("buckets", resources(falcon.command("GetSensorAggregates", body=terms))[0]["buckets"], terms)
    rule = {"name": "by id", "action": "ALLOW", "trigger": "access", "enabled": False, "simulationMode": True}
    created = resources(falcon.command("post_policy_rules", body=rule))[0]
    created = created["id"] if isinstance(created, dict) else created
    ids = resources(falcon.command("get_policy_rules_query", parameters={"name": "by id"}))
    check("the created rule", created in ids, ids)
    rules = resources(falcon.command("get_policy_rules", ids=[created]))
    check("a disabled rule", rules[0]["enabled"] is False, rules)
    resources(falcon.command("delete_policy_rules", ids=[created]))
    response = falcon.command("api_preempt_proxy_post_graphql", body={"query": QUERY})
    check("users", response["body"]["data"]["entities"]["nodes"], response)


def main():
    base_url = sys.argv[1]
    fem = Recorder(ExposureManagement(base_url=base_url, **CREDENTIALS))
    idp = Recorder(IdentityProtection(base_url=base_url, **CREDENTIALS))
    steps = [
        lambda: tokens(base_url),
        lambda: changes(fem, assets(fem)),
        lambda: blobs(fem),
        lambda: subsidiaries(fem),
        lambda: asset_aggregates(fem),
        lambda: sensors(idp),
        lambda: policy_rules(idp),
        lambda: graphql(idp),
        lambda: harness(base_url),
    ]
    for step in steps:
        step()
    for client in (fem, idp):
        check("no uncalled method", not client.uncalled(), client.uncalled())
    print(f"passed: {len(fem.called)} and {len(idp.called)} methods, and 20 operations by id")


if __name__ == "__main__":
    main()
