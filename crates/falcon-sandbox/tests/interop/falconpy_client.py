"""Calls every method of a foreign client against the sandbox, and looks at what comes back.

    falconpy_client.py BASE_URL

The client is crowdstrike-falconpy as published: nothing of it is changed. Each check looks at
contents, not only at the status. At the end, a method that no check called is a failure, so that
a new version of the client with more methods is noticed.
"""

import inspect
import sys

from falconpy import APIHarnessV2, ExposureManagement, IdentityProtection, OAuth2

README_FILTER = "criticality:'Critical'+ip.services.port:[22,3389]"
CREDENTIALS = {"client_id": "sandbox", "client_secret": "sandbox"}


class Recorder:
    """Passes calls on to a client and remembers which of its methods were called."""

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


def check(what, holds, answer):
    if not holds:
        raise AssertionError(f"{what}: {answer!r}"[:2000])


def resources(answer, status=200):
    """The resources of an answer that succeeded and holds no error."""
    check(f"status {status}", answer["status_code"] == status, answer)
    check("no errors", not answer["body"].get("errors"), answer)
    meta = answer["body"]["meta"]
    check("answered by the sandbox", meta["powered_by"] == "falcon-sandbox", answer)
    check("a trace id", meta["trace_id"], answer)
    return answer["body"]["resources"]


def refusal(answer, status, part):
    """The message of an answer that failed with an envelope."""
    check(f"status {status}", answer["status_code"] == status, answer)
    errors = answer["body"]["errors"]
    check("a code and a message", all(error["code"] == status and error["message"] for error in errors), answer)
    said = [f"{error['message']} {error.get('id', '')}" for error in errors]
    check(f"it says {part!r}", any(part in text for text in said), answer)


def tokens(base_url):
    client = OAuth2(base_url=base_url, **CREDENTIALS)
    answer = client.token()
    check("a token is created", answer["status_code"] == 201, answer)
    check("a bearer token", answer["body"]["token_type"] == "bearer", answer)
    check("a lifetime", 0 < answer["body"]["expires_in"] <= 1799, answer)
    token = answer["body"]["access_token"]
    with_token = ExposureManagement(access_token=token, base_url=base_url)
    resources(with_token.query_assets(limit=1))
    revoked = client.revoke(token)
    check("the token is revoked", revoked["status_code"] == 200, revoked)
    refusal(with_token.query_assets(limit=1), 401, "")
    wrong = OAuth2(base_url=base_url, client_id="sandbox", client_secret="wrong").token()
    check("a wrong secret is refused", wrong["status_code"] == 403, wrong)
    check("and explained", wrong["body"]["errors"][0]["message"], wrong)


def assets(fem):
    everything = fem.query_assets(limit=1)
    resources(everything)
    total = everything["body"]["meta"]["pagination"]["total"]
    check("a thousand assets", total == 1000, everything)

    # Every id once, by the token of the last answer.
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
    check("every asset once", len(seen) == total and len(set(seen)) == total, len(seen))

    # And by offset.
    first = resources(fem.query_assets_v1(limit=600, sort="first_seen|asc"))
    second = resources(fem.query_external_assets_v1(limit=600, offset="600", sort="first_seen|asc"))
    check("both halves", set(first + second) == set(seen), (len(first), len(second)))
    resources(fem.query_external_assets(limit=1))

    matching = resources(fem.query_assets(filter=README_FILTER, limit=100))
    check("the filter of the readme matches some", 0 < len(matching) < 100, matching)
    details = resources(fem.get_assets(matching))
    check("in the order asked", [asset["id"] for asset in details] == matching, details)
    for asset in details:
        ports = {service["port"] for service in asset["ip"]["services"]}
        check("what was filtered by", asset["criticality"] == "Critical" and ports & {22, 3389}, asset)
    as_text = resources(fem.get_external_assets(ids=",".join(matching[:2])))
    check("ids as one text", [asset["id"] for asset in as_text] == matching[:2], as_text)

    refusal(
        fem.query_assets(filter="os:'linux'"),
        400,
        "Failed to parse filter expression. ['os' is an unknown property]",
    )
    refusal(fem.query_assets(filter="criticality:~'High'"), 400, "Failed to parse filter expression.")
    refusal(fem.query_assets(sort="nothing|asc"), 400, "nothing")
    refusal(fem.get_assets([f"id-{number}" for number in range(101)]), 400, "100")
    missing = fem.get_assets([matching[0], "no-such-asset"])
    check("the known asset", [asset["id"] for asset in missing["body"]["resources"]] == matching[:1], missing)
    check("and the unknown", "no-such-asset" in str(missing["body"]["errors"]), missing)
    refusal(fem.get_assets(["no-such-asset"]), 404, "no-such-asset")
    return matching


def changes(fem, matching):
    changed = resources(
        fem.update_assets(
            id=matching[0],
            criticality="Noncritical",
            criticality_description="retired",
            action="investigate, then close",
            assigned_to="pat@example.com",
            description="seen in the interop test",
            status="any text at all",
        )
    )
    check("the change", changed[0]["triage"]["status"] == "any text at all", changed)
    left = resources(fem.query_assets(filter=README_FILTER, limit=100))
    check("the next query sees it", left == [name for name in left if name != matching[0]], left)
    check("and nothing else", set(left) == set(matching[1:]), left)
    again = resources(
        fem.patch_external_assets(body={"assets": [{"id": matching[0], "criticality": "Critical"}]})
    )
    check("back", again[0]["criticality"] == "Critical", again)
    refusal(fem.update_assets(id=matching[0], criticality="Enormous"), 400, "Enormous")

    subsidiary = resources(fem.query_ecosystem_subsidiaries(limit=1))[0]
    added = resources(
        fem.add_assets(subsidiary_id=subsidiary, id="1", value="192.0.2.77")
    )
    check("added", not added[0].get("error") and added[0]["asset_type"] == "ip", added)
    address = "ip.ip_address:'192.0.2.77'"
    found = resources(fem.query_assets(filter=address))
    check("found by its address", len(found) == 1, found)
    rejected = fem.post_external_assets_inventory_v1(
        body={
            "data": [
                {
                    "subsidiary_id": subsidiary,
                    "assets": [{"id": "2", "value": "no address"}, {"id": "3", "value": "added.example"}],
                }
            ]
        }
    )["body"]["resources"]
    check("one is rejected", [bool(item.get("error")) for item in rejected] == [True, False], rejected)
    domain = resources(fem.query_assets(filter="dns_domain.fqdn:'added.example'"))
    check("the other is found", len(domain) == 1, domain)

    gone = resources(fem.delete_assets(found, description="no longer ours"))
    check("deleted", gone == found, gone)
    gone = resources(fem.delete_external_assets(ids=domain))
    check("deleted without a reason", gone == domain, gone)
    check("no longer found", resources(fem.query_assets(filter=address)) == [], found)


def blobs(fem):
    ids = resources(fem.query_assets(limit=1000))
    link = None
    for start in range(0, len(ids), 100):
        for asset in resources(fem.get_assets(ids[start : start + 100])):
            for services in (asset.get("ip") or asset.get("dns_domain") or {}).get("services") or []:
                links = services.get("blob_links") or {}
                link = link or links.get("download_banner")
    check("some service has a blob", link, ids[:3])
    query = dict(pair.split("=") for pair in link.split("?")[1].split("&"))
    content = fem.download_assets(assetId=query["assetId"], hash=query["hash"])
    check("bytes", isinstance(content, bytes) and len(content) > 0, content)
    same = fem.blob_download_external_assets(parameters=query)
    check("the same bytes", same == content, same)
    preview = resources(fem.preview_assets(assetId=query["assetId"], hash=query["hash"]))
    check("a text", isinstance(preview[0], str) and preview[0], preview)
    same = resources(fem.blob_preview_external_assets(parameters=query))
    check("the same text", same == preview, same)
    refusal(fem.preview_assets(assetId=query["assetId"], hash="0"), 404, "")


def subsidiaries(fem):
    listed = fem.query_combined_ecosystem_subsidiaries(limit=5, sort="name|asc")
    names = [subsidiary["name"] for subsidiary in resources(listed)]
    check("in order", names == sorted(names) and len(names) == 5, listed)
    again = resources(fem.combined_ecosystem_subsidiaries(limit=2, offset=2, sort="name|asc"))
    check("from an offset", [subsidiary["name"] for subsidiary in again] == names[2:4], again)
    ids = resources(fem.query_ecosystem_subsidiaries(limit=3, sort="primary_domain|desc"))
    details = resources(fem.get_ecosystem_subsidiaries(ids=ids))
    check("those asked for", [subsidiary["id"] for subsidiary in details] == ids, details)
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
    check("its name", result["name"] == "by criticality", result)
    counts = {bucket["label"]: bucket["count"] for bucket in result["buckets"]}
    for label, count in counts.items():
        query = fem.query_assets(filter=f"criticality:'{label}'", limit=1)
        total = query["body"]["meta"]["pagination"]["total"]
        check(f"as many as a query finds of {label}", total == count, (total, count))
    nested = result["buckets"][0]["sub_aggregates"][0]
    check("the nested one", nested["name"] == "ports" and nested["buckets"], nested)
    days = {
        "name": "days",
        "type": "date_range",
        "field": "last_seen",
        "date_ranges": [{"from": "1990-01-01", "to": "1990-01-02"}],
    }
    empty = resources(fem.aggregate_external_assets(body=[days]))[0]["buckets"]
    check("an empty bucket", len(empty) == 1 and empty[0]["count"] == 0, empty)
    inner = {"type": "max", "field": "confidence"}
    four = dict(request, sub_aggregates=[dict(inner, name=str(number)) for number in range(4)])
    refusal(fem.aggregate_assets(body=[four]), 400, "")


def sensors(idp):
    ids = resources(idp.query_sensors(limit=200, sort="hostname.asc"))
    check("at least twenty", len(ids) >= 20, ids)
    details = resources(idp.get_sensor_details(ids=ids))
    check("all of them", [sensor["device_id"] for sensor in details] == ids, details)
    names = [sensor["hostname"] for sensor in details]
    check("in order", names == sorted(names), names)
    again = resources(idp.GetSensorDetails(ids=ids[:2]))
    check("two of them", len(again) == 2, again)
    status = details[0]["status"]
    same = resources(idp.query_sensors_by_filter(filter=f"status:'{status}'", limit=200))
    expected = {sensor["device_id"] for sensor in details if sensor["status"] == status}
    check("those of a status", set(same) == expected, same)
    resources(idp.QuerySensorsByFilter(limit=1, offset=1))
    refusal(idp.query_sensors(limit=201), 400, "200")
    by_status = resources(
        idp.get_sensor_aggregates(body=[{"name": "s", "type": "terms", "field": "status"}])
    )
    counts = {bucket["label"]: bucket["count"] for bucket in by_status[0]["buckets"]}
    check("as many as listed", counts[status] == len(expected), by_status)
    named = resources(idp.GetSensorAggregates(name="s", type="terms", field="status"))
    check("the same by keywords", named[0]["buckets"] == by_status[0]["buckets"], named)


def policy_rules(idp):
    made = resources(
        idp.create_policy_rule(
            name="interop",
            action="MFA",
            trigger="access",
            enabled=True,
            simulation_mode=True,
            source_user={"groupMembership": {"include": ["admins"]}},
        )
    )
    rule = made[0]["id"] if isinstance(made[0], dict) else made[0]
    read = resources(idp.get_policy_rules(ids=[rule]))
    check("as it was made", read[0]["name"] == "interop" and read[0]["enabled"] is True, read)
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
    check("false stays false", [r["enabled"] for r in read] == [True, False], read)
    named = resources(idp.query_policy_rules(name="interop", enabled=True, simulation_mode=True))
    check("found by its name", rule in named and off not in named, named)
    resources(idp.get_policy_rules_query(enabled=False))
    resources(idp.delete_policy_rules(ids=[rule, off]))
    check("gone", rule not in resources(idp.query_policy_rules(name="interop")), rule)
    refusal(idp.get_policy_rules(ids=[rule]), 404, rule)
    refusal(idp.create_policy_rule(body={"name": "half a rule"}), 400, "action")


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
    check("five others", names and names != [node["primaryDisplayName"] for node in page["nodes"]], second)
    same = idp.post_graphql(query=QUERY)
    check("the same page", same["body"]["data"]["entities"] == page, same)
    wrong = idp.GraphQL(query="{ incidents { nodes { id } } }")
    check("an error that explains", wrong["body"]["errors"][0]["message"], wrong)


def harness(base_url):
    """The generic way: every operation by its id."""
    falcon = APIHarnessV2(base_url=base_url, **CREDENTIALS)
    ids = resources(falcon.command("query_external_assets_v2", limit=2))
    check("two ids", len(ids) == 2, ids)
    check("by offset", len(resources(falcon.command("query_external_assets", limit=2))) == 2, ids)
    details = resources(falcon.command("get_external_assets", ids=ids))
    check("their details", [asset["id"] for asset in details] == ids, details)
    body = {"assets": [{"id": ids[0], "triage": {"status": "seen"}}]}
    changed = resources(falcon.command("patch_external_assets", body=body))
    check("changed", changed[0]["triage"]["status"] == "seen", changed)
    terms = [{"name": "t", "type": "terms", "field": "asset_type"}]
    types = resources(falcon.command("aggregate_external_assets", body=terms))[0]["buckets"]
    check("both types", {bucket["label"] for bucket in types} == {"ip", "dns_domain"}, types)
    some = resources(falcon.command("query_ecosystem_subsidiaries", limit=2))
    check("subsidiaries", len(resources(falcon.command("get_ecosystem_subsidiaries", ids=some))) == 2, some)
    check("with details", resources(falcon.command("combined_ecosystem_subsidiaries", limit=2)), some)
    body = {"data": [{"subsidiary_id": some[0], "assets": [{"id": "1", "value": "harness.example"}]}]}
    added = resources(falcon.command("post_external_assets_inventory_v1", body=body))
    check("added", added[0]["value"] == "harness.example", added)
    found = resources(falcon.command("query_external_assets_v2", filter="dns_domain.fqdn:'harness.example'"))
    gone = falcon.command("delete_external_assets", ids=found, body={"description": "again"})
    check("deleted", resources(gone) == found, gone)
    refusal(falcon.command("blob_preview_external_assets", parameters={"assetId": ids[0], "hash": "0"}), 404, "")
    refusal(falcon.command("blob_download_external_assets", parameters={"assetId": ids[0], "hash": "0"}), 404, "")

    sensors = resources(falcon.command("QuerySensorsByFilter", limit=3, sort="status.desc"))
    details = resources(falcon.command("GetSensorDetails", body={"ids": sensors}))
    check("sensors", [sensor["device_id"] for sensor in details] == sensors, details)
    terms = [{"name": "t", "type": "terms", "field": "status"}]
    check("by status", resources(falcon.command("GetSensorAggregates", body=terms))[0]["buckets"], terms)
    rule = {"name": "by id", "action": "ALLOW", "trigger": "access", "enabled": False, "simulationMode": True}
    made = resources(falcon.command("post_policy_rules", body=rule))[0]
    made = made["id"] if isinstance(made, dict) else made
    check("made", made in resources(falcon.command("get_policy_rules_query", parameters={"name": "by id"})), made)
    check("read", resources(falcon.command("get_policy_rules", ids=[made]))[0]["enabled"] is False, made)
    resources(falcon.command("delete_policy_rules", ids=[made]))
    answer = falcon.command("api_preempt_proxy_post_graphql", body={"query": QUERY})
    check("users", answer["body"]["data"]["entities"]["nodes"], answer)


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
        check("no method is left out", not client.uncalled(), client.uncalled())
    print(f"{len(fem.called)} and {len(idp.called)} methods, and 20 operations by id, answered as they should")


if __name__ == "__main__":
    main()
