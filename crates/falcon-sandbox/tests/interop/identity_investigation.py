"""Runs the investigations of falcon-mcp's identity module, as published, against the sandbox.

    identity_investigation.py BASE_URL DOCUMENTS

Each tool call goes through the MCP server of falcon-mcp, with the default values of its arguments unless
the check is about an argument. The results are compared with DOCUMENTS, the NDJSON file that the sandbox
serves, and no investigation may be without results.
"""

import asyncio
import fnmatch
import json
import pathlib
import sys

from falcon_mcp.client import FalconClient
from falcon_mcp.modules.idp import IdpModule
from mcp.server import FastMCP

TYPES = ["entity_details", "timeline_analysis", "relationship_analysis", "risk_assessment"]


def check(expectation, expected, actual):
    if expected != actual:
        raise AssertionError(f"{expectation}: expected {expected!r}, found {actual!r}"[:2000])


class Investigator:
    """Calls the tool of the identity module."""

    def __init__(self, base_url):
        client = FalconClient(base_url=base_url, client_id="sandbox", client_secret="sandbox")
        check("authentication", True, client.authenticate())
        self.server = FastMCP("interop")
        IdpModule(client).register_tools(self.server)
        self.tool = asyncio.run(self.server.list_tools())[0].name

    def call(self, **arguments):
        result = asyncio.run(self.server.call_tool(self.tool, arguments))
        content = result[0] if isinstance(result, tuple) else result
        return json.loads(content[0].text)

    def investigate(self, **arguments):
        """Returns a result without an error."""
        result = self.call(**arguments)
        check(f"an investigation of {arguments}", None, result.get("error"))
        check("status", "completed", result["investigation_summary"]["status"])
        return result


def matches(pattern, name):
    return fnmatch.fnmatchcase(name.lower(), pattern.lower())


def domains(entity):
    return {account["domain"] for account in entity["accounts"] if "domain" in account}


def check_identifiers(investigator, identities):
    """Finds entities by each identifier, and by a combination."""
    users = [entity for entity in identities.values() if entity["type"] == "USER"]
    name = users[0]["primaryDisplayName"]
    pattern = f"{name.split()[0]}*"
    mail = next(user["secondaryDisplayName"] for user in users if "@" in user["secondaryDisplayName"])
    mails = f"*@{mail.split('@')[1]}"
    address = next(name for entity in identities.values() if (name := entity["primaryDisplayName"])[0].isdigit())
    domain = sorted(domains(users[0]))[0]
    searches = [
        ({"entity_ids": [users[0]["entityId"]]}, lambda entity: entity is users[0]),
        ({"entity_names": name}, lambda entity: entity["primaryDisplayName"] == name),
        ({"entity_names": pattern}, lambda entity: matches(pattern, entity["primaryDisplayName"])),
        ({"email_addresses": mail}, lambda entity: entity["secondaryDisplayName"] == mail),
        ({"email_addresses": mails}, lambda entity: matches(mails, entity["secondaryDisplayName"])),
        ({"ip_addresses": [address]}, lambda entity: entity["primaryDisplayName"] == address),
        ({"domain_names": [domain]}, lambda entity: domain in domains(entity)),
        (
            {"domain_names": [domain], "entity_names": pattern},
            lambda entity: domain in domains(entity) and matches(pattern, entity["primaryDisplayName"]),
        ),
    ]
    for arguments, selects in searches:
        expected = {entity["entityId"] for entity in identities.values() if selects(entity)}
        check(f"matches of {arguments}", True, bool(expected))
        result = investigator.investigate(**arguments, limit=200)
        check(f"entities of {arguments}", expected, set(result["entities"]))
        # The module requests the details of at most 50 entities.
        check("entities with details", min(len(expected), 50), result["entity_details"]["entity_count"])
    missing = investigator.call(entity_names="no such entity")
    check("an error for no match", "No entities found matching the provided criteria", missing["error"])
    return pattern


def check_details(investigator, identities, pattern):
    """Compares the default call with the documents."""
    result = investigator.investigate(entity_names=pattern)
    found = {"associations": 0, "incidents": 0, "riskFactors": 0, "accounts": 0}
    ids = sorted(identities)
    batches = [ids[start : start + 50] for start in range(0, len(ids), 50)]
    details = result["entity_details"]["entities"]
    for batch in batches:
        details += investigator.investigate(entity_ids=batch)["entity_details"]["entities"]
    for entity in details:
        document = identities[entity["entityId"]]
        for key in ("primaryDisplayName", "secondaryDisplayName", "riskScore", "riskScoreSeverity"):
            check(key, document[key], entity[key])
        factors = [factor["type"] for factor in document["riskFactors"]]
        check("risk factors", factors, [factor["type"] for factor in entity["riskFactors"]])
        check("associations", len(document["associations"]), len(entity["associations"]))
        check("accounts", len(document["accounts"]), len(entity["accounts"]))
        for expected, account in zip(document["accounts"], entity["accounts"]):
            for key, value in account.items():
                if not isinstance(value, (dict, list)) and value is not None and key in expected:
                    check(f"{key} of an account", expected[key], value)
        for incident in entity["openIncidents"]["nodes"]:
            compromised = [item["entityId"] for item in incident["compromisedEntities"]]
            check("a compromised entity", True, entity["entityId"] in compromised)
        found["incidents"] += len(entity["openIncidents"]["nodes"])
        for key in ("associations", "riskFactors", "accounts"):
            found[key] += len(entity[key])
    check("empty lists", [], [key for key, count in found.items() if not count])
    return found


def check_investigations(investigator, identities, pattern):
    """Runs all investigations of some entities, and the arguments of the timeline."""
    result = investigator.investigate(entity_names=pattern, investigation_types=TYPES, relationship_depth=3)
    check("investigations", set(TYPES), set(TYPES) & set(result))
    events = 0
    for timeline in result["timeline_analysis"]["timelines"]:
        document = identities[timeline["entity_id"]]
        expected = {event["eventId"] for event in document.get("timeline", [])}
        actual = {event["eventId"] for event in timeline["timeline"]}
        check("events of other entities", set(), actual - set(all_events(identities)))
        check("missing events", set(), expected - actual if len(actual) < 10 else set())
        events += len(actual)
    check("events", True, events > 0)
    relations = 0
    for relation in result["relationship_analysis"]["relationships"]:
        document = identities[relation["entity_id"]]
        check("relations", len(document["associations"]), relation["relationship_count"])
        relations += relation["relationship_count"]
    check("relations", True, relations > 0)
    for assessment in result["risk_assessment"]["risk_assessments"]:
        check("a risk score", identities[assessment["entityId"]]["riskScore"], assessment["riskScore"])

    entity, newest = next(
        (key, max(event["timestamp"] for event in document["timeline"]))
        for key, document in identities.items()
        if document.get("timeline")
    )
    for arguments, selects in [
        ({"timeline_start_time": newest}, lambda event: event["timestamp"] >= newest),
        ({"timeline_end_time": newest}, lambda event: event["timestamp"] <= newest),
        ({"timeline_event_types": ["ACTIVITY"]}, lambda event: True),
    ]:
        result = investigator.investigate(entity_ids=[entity], investigation_types=[TYPES[1]], **arguments)
        timeline = result["timeline_analysis"]["timelines"][0]["timeline"]
        check(f"events with {arguments}", True, bool(timeline))
        check(f"events with {arguments}", [], [event for event in timeline if not selects(event)])
    return events, relations


def all_events(identities):
    return [event["eventId"] for document in identities.values() for event in document.get("timeline", [])]


def main():
    base_url, path = sys.argv[1:]
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    documents = (json.loads(line) for line in lines)
    identities = {item["entityId"]: item for item in documents if "entityId" in item}
    investigator = Investigator(base_url)
    pattern = check_identifiers(investigator, identities)
    found = check_details(investigator, identities, pattern)
    events, relations = check_investigations(investigator, identities, pattern)
    counts = ", ".join(f"{key} {count}" for key, count in found.items())
    print(f"  {len(identities)} entities, {counts}, events {events}, relations {relations}")
    print("passed: identity investigation")


if __name__ == "__main__":
    main()
