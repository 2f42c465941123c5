"""Findings that comments suppress."""

from falconpy import Hosts

hosts = Hosts(client_id="id", client_secret="secret")


def queries(name):
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")  # fql-lint: ignore
    # fql-lint: ignore FQL113 -- a field of the next version
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")
    # fql-lint: ignore FQL133
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")
    hosts.query_devices_by_filter(
        filter=f"hostname:['{name}']",  # fql-lint: ignore FQL126, FQL133
    )
    hosts.query_devices_by_filter(
        # fql-lint: ignore
        filter=f"hostname:['{name}']",
    )
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")  # fql-lint:ignore FQL113
    hosts.query_devices_by_filter(filter="platfrom_name:'Windows'")  # fql-lint: ignore[fql133]
