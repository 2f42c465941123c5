"""Verifies the documented claims about caracara-filters and falconpy.

    features.py

Each claim is an assertion and is printed when it holds. falconpy calls a server in this process that returns a
configured response and records the requests.
"""

import json
import logging
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from caracara_filters import FQLGenerator
from falconpy import ExposureManagement, IdentityProtection

ENVELOPE = {"meta": {"query_time": 0.1, "trace_id": "t"}, "errors": [], "resources": ["id1"]}


def claim(statement, holds, observed):
    assert holds, f"{statement}: false, observed {observed!r}"
    print(f"{statement}: {observed!r}")


def error_of(call):
    """Returns the error that a call raises, or None."""
    try:
        call()
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def hosts(*filters):
    generator = FQLGenerator(dialect="hosts")
    for arguments in filters:
        generator.create_new_filter(*arguments)
    return generator.get_fql()


def caracara():
    print("\ncaracara-filters")
    quote = hosts(("hostname", "Pat O'Neil"))
    claim("a quote in a value is not escaped", quote == "hostname: 'Pat O'Neil'", quote)
    broken = hosts(("hostname", "x'+platform_name:'Linux"))
    claim("a value adds a clause", broken == "hostname: 'x'+platform_name:'Linux'", broken)
    unknown = error_of(lambda: hosts(("hostnam", "x")))
    claim("an unknown name is rejected at run time", unknown, unknown)
    operator = error_of(lambda: hosts(("hostname", "x", "GTE")))
    claim("an unsupported operator is rejected", operator, operator)
    mismatch = error_of(lambda: hosts(("hostname", 5)))
    claim("a value of another type is rejected", mismatch, mismatch)
    wildcard = hosts(("hostname", "web*"))
    claim("a wildcard is a star in a string, without an operator", wildcard == "hostname: 'web*'", wildcard)
    since = hosts(("last_seen", "2026-11-15T00:00:00Z", "GTE"))
    claim("a range is an operator by name", since == "last_seen: >='2026-11-15T00:00:00Z'", since)
    several = hosts(("hostname", ["a", "b"]), ("hostname", "d", "NOT"))
    claim("lists and negations are combined with `+` only", several == "hostname: ['a','b']+hostname: !'d'", several)
    empty = hosts(("hostname", []))
    claim("an empty list is accepted", empty == "hostname: []", empty)
    methods = [name for name in dir(FQLGenerator) if not name.startswith("_")]
    claim("no method parses, groups or combines with or", not [n for n in methods if "or_" in n or "parse" in n or "group" in n], methods)


class Service(ThreadingHTTPServer):
    """Sends the configured response to each request and records the request."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.response = (200, "application/json", json.dumps(ENVELOPE).encode())

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def respond_with(self, body, status=200, content_type="application/json"):
        self.response = (status, content_type, body if isinstance(body, bytes) else json.dumps(body).encode())
        self.requests.clear()


class Handler(BaseHTTPRequestHandler):
    def handle_any(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append(self.path)
        status, content_type, body = self.server.response
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = handle_any

    def log_message(self, *_):
        pass


def falconpy():
    print("\nfalconpy")
    logging.disable(logging.CRITICAL)
    service = Service()
    threading.Thread(target=service.serve_forever, daemon=True).start()
    assets = ExposureManagement(access_token="t", base_url=service.url)
    identity = IdentityProtection(access_token="t", base_url=service.url)

    rules = identity.query_policy_rules(enabled=True)
    claim("responses of policy rules are returned", rules["body"]["resources"] == ["id1"], rules["body"]["resources"])
    service.respond_with({"data": {"entities": {"nodes": []}}})
    data = identity.graphql(query="{ entities { nodes { id } } }")["body"]
    claim("responses of GraphQL are returned", "data" in data, data)
    service.respond_with(b"SSH-2.0\r\n\0\xff", content_type="application/octet-stream")
    blob = assets.download_assets(asset_id="a", hash="h")
    claim("a blob is returned as bytes in memory", blob == b"SSH-2.0\r\n\0\xff", blob)

    service.respond_with(ENVELOPE)
    assets.query_assets(filter="nosuchfield=='x' AND")
    claim("any string is sent as a filter", len(service.requests) == 1, service.requests)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pythonic = ExposureManagement(access_token="t", base_url=service.url, pythonic=True)
        pythonic.query_assets(filter="id%3A%27a%27")
    claim("percent-encoded filters cause a warning in pythonic mode", caught, [str(warning.message)[:60] for warning in caught])
    service.respond_with(ENVELOPE)
    assets.get_assets([f"id{number}" for number in range(101)])
    claim("101 ids are sent", len(service.requests) == 1, len(service.requests[0]))

    for status in (401, 429, 500):
        service.respond_with({"meta": {}, "errors": [{"code": status, "message": "no"}]}, status=status)
        response = assets.query_assets()
        observed = (response["status_code"], len(service.requests))
        claim(f"status {status} is returned after one request", observed == (status, 1), observed)
    service.respond_with({**ENVELOPE, "errors": [{"code": 404, "message": "no"}]})
    response = assets.get_assets(["id1", "id2"])
    claim("a success with errors is returned with status 200", response["status_code"] == 200, response["body"]["errors"])
    service.respond_with({"resources": ["id1"]})
    response = assets.query_assets()
    claim("a response without expected keys is returned", response["body"]["resources"] == ["id1"], response["body"])
    service.shutdown()


if __name__ == "__main__":
    caracara()
    falconpy()
