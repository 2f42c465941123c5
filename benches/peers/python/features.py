"""What caracara-filters and falconpy do with a filter and with an answer: what the README's tables say of them.

    features.py

Each claim is an assertion, and is printed when it holds. falconpy calls a server in this process, which
answers as a test wants and remembers what it was asked.
"""

import json
import logging
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from caracara_filters import FQLGenerator
from falconpy import ExposureManagement, IdentityProtection

ENVELOPE = {"meta": {"query_time": 0.1, "trace_id": "t"}, "errors": [], "resources": ["id1"]}


def claim(what, holds, seen):
    assert holds, f"{what}: not so, but {seen!r}"
    print(f"{what}: {seen!r}")


def refusal(call):
    """The error of a call that is refused, or None."""
    try:
        call()
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def hosts(*filters):
    generator = FQLGenerator(dialect="hosts")
    for one in filters:
        generator.create_new_filter(*one)
    return generator.get_fql()


def caracara():
    print("\ncaracara-filters")
    quote = hosts(("hostname", "Pat O'Neil"))
    claim("a quote in a value is not escaped", quote == "hostname: 'Pat O'Neil'", quote)
    broken = hosts(("hostname", "x'+platform_name:'Linux"))
    claim("a value adds a clause", broken == "hostname: 'x'+platform_name:'Linux'", broken)
    unknown = refusal(lambda: hosts(("hostnam", "x")))
    claim("an unknown name is refused, at run time", unknown, unknown)
    operator = refusal(lambda: hosts(("hostname", "x", "GTE")))
    claim("an operator that a field does not take is refused", operator, operator)
    kind = refusal(lambda: hosts(("hostname", 5)))
    claim("a value of another type is refused", kind, kind)
    wildcard = hosts(("hostname", "web*"))
    claim("a wildcard is a star in a text, without an operator", wildcard == "hostname: 'web*'", wildcard)
    since = hosts(("last_seen", "2026-11-15T00:00:00Z", "GTE"))
    claim("a range is an operator by name", since == "last_seen: >='2026-11-15T00:00:00Z'", since)
    several = hosts(("hostname", ["a", "b"]), ("hostname", "d", "NOT"))
    claim("a list, a negation, joined by `+` alone", several == "hostname: ['a','b']+hostname: !'d'", several)
    empty = hosts(("hostname", []))
    claim("an empty list is written", empty == "hostname: []", empty)
    methods = [name for name in dir(FQLGenerator) if not name.startswith("_")]
    claim("nothing reads, groups or joins by or", not [n for n in methods if "or_" in n or "parse" in n or "group" in n], methods)


class Service(ThreadingHTTPServer):
    """Answers each request with what `answer` holds, and keeps the request."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.answer = (200, "application/json", json.dumps(ENVELOPE).encode())

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def answers(self, body, status=200, kind="application/json"):
        self.answer = (status, kind, body if isinstance(body, bytes) else json.dumps(body).encode())
        self.requests.clear()


class Handler(BaseHTTPRequestHandler):
    def handle_any(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append(self.path)
        status, kind, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
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
    claim("answers of policy rules are kept", rules["body"]["resources"] == ["id1"], rules["body"]["resources"])
    service.answers({"data": {"entities": {"nodes": []}}})
    data = identity.graphql(query="{ entities { nodes { id } } }")["body"]
    claim("answers of GraphQL are kept", "data" in data, data)
    service.answers(b"SSH-2.0\r\n\0\xff", kind="application/octet-stream")
    blob = assets.download_assets(asset_id="a", hash="h")
    claim("a blob is bytes in memory", blob == b"SSH-2.0\r\n\0\xff", blob)

    service.answers(ENVELOPE)
    assets.query_assets(filter="nosuchfield=='x' AND")
    claim("any text is sent as a filter", len(service.requests) == 1, service.requests)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pythonic = ExposureManagement(access_token="t", base_url=service.url, pythonic=True)
        pythonic.query_assets(filter="id%3A%27a%27")
    claim("of percent-encoded text it warns, where it is pythonic", caught, [str(one.message)[:60] for one in caught])
    service.answers(ENVELOPE)
    assets.get_assets([f"id{number}" for number in range(101)])
    claim("101 ids are sent", len(service.requests) == 1, len(service.requests[0]))

    for status in (401, 429, 500):
        service.answers({"meta": {}, "errors": [{"code": status, "message": "no"}]}, status=status)
        answer = assets.query_assets()
        seen = (answer["status_code"], len(service.requests))
        claim(f"a {status} is an answer, after one request", seen == (status, 1), seen)
    service.answers({**ENVELOPE, "errors": [{"code": 404, "message": "no"}]})
    answer = assets.get_assets(["id1", "id2"])
    claim("a success with errors is an answer with status 200", answer["status_code"] == 200, answer["body"]["errors"])
    service.answers({"resources": ["id1"]})
    answer = assets.query_assets()
    claim("an answer without expected keys is read", answer["body"]["resources"] == ["id1"], answer["body"])
    service.shutdown()


if __name__ == "__main__":
    caracara()
    falconpy()
