"""Filters without findings."""

from falconpy import Alerts, APIHarnessV2, Hosts, PreventionPolicy, SensorUsage

hosts = Hosts(client_id="id", client_secret="secret")
policies = PreventionPolicy(auth_object=hosts)
uber = APIHarnessV2(auth_object=hosts)


def queries(count: int, names: list):
    hosts.query_devices_by_filter(filter="platform_name:'Windows'+last_seen:>'now-7d'", limit=5)
    policies.query_policies(filter='platform_name:"Windows"')
    uber.command("GetQueriesAlertsV2", parameters={"filter": "severity_name:'High'"})
    # Not a filter of Falcon.
    print(f"Status: '{count}'", "filter: see the manual")
    open("x", filter="platform_name")
    requested = "platform_name:'Mac'" + "+" + "status:'normal'"
    hosts.query_devices_by_filter(filter=requested)
    quoted = ",".join(repr(name) for name in names)
    hosts.query_devices_by_filter(filter=f"hostname:[{quoted}]+site_name:'{count:d}'")


def alerts(tools, entity, filter=Field(examples=["severity_name:'High'"])):
    # A method of another class, with the name of one of CloudSnapshots.
    tools.search_detections(filter="severity_name:'High'")
    graph_filters = [f'entityQuery: {{ids: ["{entity}"]}}']
    return tools.join(graph_filters, filter)


def found_hosts(filter):
    return hosts.query_devices_by_filter(filter=filter)


FILTER_HELP = """The filter is an FQL expression:
    hostname:'x' and so on."""


def clean(value):
    return value.replace("'", "\\'")


class Finder:
    """Each caller in this file passes escaped values."""

    def by_name(self, name, *, site=""):
        return hosts.query_devices_by_filter(filter=f"hostname:['{name}']+site_name:'{site}'")

    def run(self, name):
        return self.by_name(clean(name), site=clean("x"))


def others(usage, items, name):
    usage = SensorUsage(auth_object=hosts)
    usage.get_weekly_usage(filter="event_date:'2024-06-11'+period:'30'")
    policies.query_combined_policies(filter="platform_name:'Windows'+name.raw:'platform_default'")
    requests.get("https://api.crowdstrike.com/devices/queries/devices/v1?filter=platform_name='Windows'")
    return list(filter(lambda item: item == "kind:'other'", items))


TEMPLATE_FILTER = "hostname:'{host}'+platform_name:'{platform}'"


def formatted(host, seen):
    hosts.query_devices_by_filter(filter=TEMPLATE_FILTER.format(host=host, platform="Mac"))
    hosts.query_devices_by_filter(filter=f"last_seen:>'{seen:%Y-%m-%dT%H:%M:%SZ}'")
