"""Filters into which the program inserts values."""

from falconpy import Hosts

hosts = Hosts(client_id="id", client_secret="secret")


def escape_fql(value):
    return value.replace("\\", "\\\\").replace("'", "\\'")


def queries(name, names, site, start):
    hosts.query_devices_by_filter(filter=f"hostname:['{name}']")
    hosts.query_devices_by_filter(filter="hostname:['%s']+site_nme:'%s'" % (name, site))
    hosts.query_devices_by_filter(filter="hostname:['{}']+last_seen:>='{when}'".format(name, when=start.isoformat()))
    hosts.query_devices_by_filter(filter="hostname:*'*" + name + "*'")
    hosts.query_devices_by_filter(filter="hostname:['" + escape_fql(name) + "']")
    hosts.query_devices_by_filter(filter="hostname:[" + names + "]+platfrm:'x'")
    safe = name.replace("'", "\\'")
    hosts.query_devices_by_filter(filter=f"hostname:['{safe}']")
    filter_string = "platform_name:'Windows'"
    if site:
        filter_string += f"+site_name:'{site}'"
    if start:
        filter_string = filter_string + "+first_sen:>'now-1d'"
    hosts.query_devices_by_filter(filter=filter_string)
    since = datetime.now() - timedelta(days=7)
    since = since.strftime("%Y-%m-%d")
    long = "x" * 1000
    hosts.query_devices_by_filter(filter=f"last_seen:>'{since}'+hostname:['{long}']")


def by_name(name):
    hosts.query_devices_by_filter(filter=f"hostname:['{name}']")


def by_site(site):
    hosts.query_devices_by_filter(filter=f"site_name:'{site}'")


by_name(escape_fql("a"))
by_name(input())
by_site(*sites)
