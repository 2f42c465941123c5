"""Filters with errors and warnings."""

import requests
from falconpy import Alerts, APIHarnessV2, FirewallManagement, Hosts

hosts = Hosts(client_id="id", client_secret="secret")
alerts = Alerts(auth_object=hosts)
uber = APIHarnessV2(auth_object=hosts)


def queries(self):
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")
    hosts.query_devices_by_filter(filter="platform_name='Windows' AND status:'normal'")
    uber.command("QueryDevicesByFilter", parameters={"filter": "last_seen:>now-7d"})
    uber.command(action="QueryDevicesByFilter", filter='hostname:\'web\'*')
    firewall = FirewallManagement(auth_object=hosts)
    firewall.query_rules(filter="name:'Block*'")
    requests.get(
        "https://api.crowdstrike.com/devices/queries/devices/v1",
        params={"filter": "plaform_name:'Linux'"},
        timeout=5,
    )
    fql_filter = (
        "device.platform_name:'Windows'+"
        "device.hostnme:'web\x31'"
    )
    alerts.query_alerts_v2(filter=fql_filter)


def anywhere():
    return {"filter": "no_such_field_anywhere:'x'+hostname:'y'"}
