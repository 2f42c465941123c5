"""Lists, looks up and aggregates documents of collections with the service classes of crowdstrike-falconpy.

    falconpy_collections.py BASE_URL

Hosts, alerts and vulnerabilities are the samples of the sandbox, the others those that run.sh serves.
"""

import sys

from falconpy import IOC, Alerts, Discover, Hosts, Intel, SpotlightVulnerabilities

from falconpy_client import CREDENTIALS, check, check_error, resources


def pages(query, parameter, member, **arguments):
    """Returns the resources of all pages, which a token of the previous page selects."""
    found, token = [], None
    while token != "":
        response = query(**({parameter: token} if token else {}), **arguments)
        found += resources(response)
        pagination = response["body"]["meta"]["pagination"]
        token = pagination[member]
    check("all resources", len(found) == pagination["total"], (len(found), pagination))
    return found


def hosts(client):
    linux = "platform_name:'Linux'"
    ids = pages(client.query_devices_by_filter_scroll, "offset", "offset", filter=linux, limit=7, sort="hostname.asc")
    check("several pages", len(ids) > 7, ids)
    documents = pages(client.query_devices_by_filter_combined, "offset", "next", filter=linux, limit=7, sort="hostname.asc")
    check("the hosts of the ids", [host["device_id"] for host in documents] == ids, documents)
    details = resources(client.get_device_details(ids=ids))
    check("Linux hosts", all(host["platform_name"] == "Linux" for host in details), details)
    first = client.query_devices_by_filter(filter=linux, offset=1, limit=1, sort="hostname.asc")
    check("the second host", resources(first) == ids[1:2], first)
    check_error(client.query_devices_by_filter(offset=9_000, limit=5_000), 400, "exceeds 10000")
    check_error(client.query_devices_by_filter(limit=5_001), 400, "limit")
    check_error(client.query_devices_by_filter(filter="platform:'Linux'"), 400, "unknown property")


def alerts(client):
    high = "severity:>=70"
    ids = resources(client.query_alerts_v2(filter=high, sort="created_timestamp|desc", limit=1000))
    documents = resources(client.get_alerts_v2(composite_ids=ids))
    check("severe alerts", documents and all(alert["severity"] >= 70 for alert in documents), documents)
    combined = pages(client.get_alerts_combined, "after", "after", filter=high, sort="created_timestamp|desc", limit=4)
    check("the same alerts", [alert["composite_id"] for alert in combined] == ids, combined)
    [statuses] = resources(client.get_aggregate_alerts_v2(name="n", type="terms", field="status", filter=high, size=10))
    for bucket in statuses["buckets"]:
        same = [alert for alert in documents if alert["status"] == bucket["label"]]
        check("the count of a status", bucket["count"] == len(same), statuses)
    check("all statuses", sum(bucket["count"] for bucket in statuses["buckets"]) == len(ids), statuses)


def vulnerabilities(client):
    critical = "status:'open'+cve.severity:'CRITICAL'"
    ids = pages(client.query_vulnerabilities, "after", "after", filter=critical, limit=5)
    documents = resources(client.get_vulnerabilities(ids=ids))
    check("critical", documents and all(found["cve"]["severity"] == "CRITICAL" for found in documents), documents)
    facets = ["cve", "host_info"]
    combined = pages(client.query_vulnerabilities_combined, "after", "after", filter=critical, limit=5, facet=facets)
    check("the same vulnerabilities", [found["id"] for found in combined] == ids, combined)
    check_error(client.query_vulnerabilities(), 400, "missing parameter `filter`")


def iocs(client):
    domains = "type:'domain'"
    ids = pages(client.indicator_search, "after", "after", filter=domains, limit=2, sort="value.asc")
    details = resources(client.indicator_get(ids=ids))
    check("domains", [ioc["value"] for ioc in details] == ["a.example", "b.example", "c.example"], details)
    combined = resources(client.indicator_combined(filter=domains, offset=1, limit=1, sort="value.asc"))
    check("the second domain", combined[0]["value"] == "b.example", combined)
    [types] = resources(client.indicator_aggregate(name="n", type="terms", field="type"))
    counts = {bucket["label"]: bucket["count"] for bucket in types["buckets"]}
    check("the count of a type", counts == {"domain": 3, "ipv4": 1}, types)


def intelligence(client):
    ids = resources(client.query_actor_ids(filter="name:'SAMPLE BEAR'"))
    check("an actor", ids == ["101"], ids)
    actors = resources(client.query_actor_entities(sort="name|desc", limit=1))
    check("the last actor", actors[0]["name"] == "SAMPLE PANDA", actors)
    check("an actor by id", resources(client.get_actor_entities(ids=ids))[0]["name"] == "SAMPLE BEAR", ids)


def discovered(client):
    managed = "entity_type:'managed'"
    ids = resources(client.query_hosts(filter=managed))
    check("managed assets", ids == ["e1", "e2"], ids)
    check("details", len(resources(client.get_hosts(ids=ids))) == 2, ids)
    documents = pages(client.query_combined_hosts, "after", "after", filter=managed, limit=1)
    check("documents", [host["id"] for host in documents] == ids, documents)


def main():
    base_url = sys.argv[1]

    def client(service):
        return service(base_url=base_url, **CREDENTIALS)

    hosts(client(Hosts))
    alerts(client(Alerts))
    vulnerabilities(client(SpotlightVulnerabilities))
    iocs(client(IOC))
    intelligence(client(Intel))
    discovered(client(Discover))
    print("falconpy: the collections are listed, looked up and aggregated")


if __name__ == "__main__":
    main()
