"""Compares building a six-clause filter with caracara-filters and with typed fields in a separate process.

    filters.py TYPED_FILTER [PAIRS]

TYPED_FILTER is the path of the program of that name. The two alternate, so that the figures of a ratio are a
fraction of a second apart. Prints a table of medians and ranges.
"""

import statistics
import subprocess
import sys
import time

from caracara_filters import FQLGenerator

# caracara-filters has dialects of other services only. This is a filter of the same shape for hosts: exact
# strings, a list of three, a timestamp, a negation, a list of two.
VALUES = ("Server", ["192.0.2.22", "192.0.2.33", "192.0.2.84"], "*.staging.example.com", "retired.example.com", "Example Robotics")
TIME = "2026-11-15T00:00:00Z"
EXPECTED = (
    "product_type_desc: 'Server'+last_seen: >='2026-11-15T00:00:00Z'"
    "+local_ip: ['192.0.2.22','192.0.2.33','192.0.2.84']+machine_domain: '*.staging.example.com'"
    "+hostname: !'retired.example.com'+site_name: ['Example Labs','Example Robotics']"
)


def by_caracara(role, addresses, domain, hostname, site):
    generator = FQLGenerator(dialect="hosts")
    generator.create_new_filter("role", role)
    generator.create_new_filter("last_seen", TIME, "GTE")
    generator.create_new_filter("local_ip", addresses)
    generator.create_new_filter("domain", domain)
    generator.create_new_filter("hostname", hostname, "NOT")
    generator.create_new_filter("site", ["Example Labs", site])
    return generator.get_fql()


def by_formatting(role, addresses, domain, hostname, site):
    """Formats the same filter without validation or escaping."""
    return (
        f"product_type_desc: '{role}'+last_seen: >='2026-11-15T00:00:00Z'"
        f"+local_ip: ['{addresses[0]}','{addresses[1]}','{addresses[2]}']+machine_domain: '{domain}'"
        f"+hostname: !'{hostname}'+site_name: ['Example Labs','{site}']"
    )


def nanoseconds(build, count):
    """Returns the median time of batches that take a fifth of a second in total."""
    batches, end = [], time.perf_counter() + 0.2
    while time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(count):
            build(*VALUES)
        batches.append((time.perf_counter() - begin) * 1e9 / count)
    return statistics.median(batches)


def row(name, figures, first):
    ratios = [figure / reference for figure, reference in zip(figures, first)]
    return (
        f"| {name} | {statistics.median(figures):,.0f} | {statistics.median(ratios):.1f} "
        f"| {min(ratios):.1f}-{max(ratios):.1f} |"
    )


def main():
    program = sys.argv[1]
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    for build in (by_caracara, by_formatting):
        assert build(*VALUES) == EXPECTED, build(*VALUES)
    typed, formatted, caracara, python = [], [], [], []
    for _ in range(pairs):
        ours = subprocess.run([program], check=True, capture_output=True, text=True).stdout.split()
        typed.append(float(ours[0]))
        formatted.append(float(ours[1]))
        caracara.append(nanoseconds(by_caracara, 100))
        python.append(nanoseconds(by_formatting, 10_000))
    print(f"\n### six clauses built and printed: {len(EXPECTED)} bytes of caracara-filters, {pairs} pairs\n")
    print("| implementation | ns | ratio to typed fields, median | range |\n|---|---|---|---|")
    print(row("typed fields", typed, typed))
    print(row("Rust, `format!`, no escaping", formatted, typed))
    print(row("caracara-filters", caracara, typed))
    print(row("Python, f-string, no escaping", python, typed))


if __name__ == "__main__":
    main()
