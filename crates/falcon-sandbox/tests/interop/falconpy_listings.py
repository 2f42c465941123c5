"""Records the requests that crowdstrike-falconpy sends for three pages of each listing.

    fql collections --format json | falconpy_listings.py > crates/falcon-transport/testdata/falconpy_listings.jsonl

The listings of falcon-transport must send the same. A line has the id of an operation, its request, the
names of the parameters that all pages have, and those that select a page. Operations that falconpy does
not have are left out.
"""

import http.server
import inspect
import json
import sys
import threading
import urllib.parse

import falconpy

COMMON = {"filter": "a:'b c'", "sort": "a|asc", "limit": 2}
OFFSETS = [{"offset": 0}, {"offset": 2}, {"offset": 4}]
# The parameters that select a page. Without paging there is one page.
PAGES = {
    "none": [{}],
    "offset": OFFSETS,
    "offset token": [{}, {"offset": "t1"}, {"offset": "t2"}],
    "offset from next": [{}, {"offset": "t1"}, {"offset": "t2"}],
    "after": [{}, {"after": "t1"}, {"after": "t2"}],
    "offset or after": [{}, {"after": "t1"}, {"after": "t2"}],
    "offset or next_token": OFFSETS,
    "offset token or next_token": [{}, {"offset": "t1"}, {"offset": "t2"}],
}
SELECTORS = ("offset", "after", "next_token")
requests = []


class Recorder(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        target = urllib.parse.urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        arguments = dict(urllib.parse.parse_qsl(target.query))
        if self.command == "POST":
            arguments |= json.loads(body)
        requests.append((f"{self.command} {target.path}", arguments))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_GET

    def log_message(self, *_):
        pass


def record(service, operation, base_url):
    """Returns the requests of a service for three pages."""
    client = service(access_token="t", base_url=base_url)
    call = getattr(client, operation["id"].replace("-", "_"))
    required = {name: "x" for name in operation["required_parameters"]}
    requests.clear()
    for page in PAGES[operation["pagination"]]:
        call(**COMMON, **required, **page)
    return list(requests)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base_url = f"http://127.0.0.1:{server.server_port}"
    classes = [item for _, item in inspect.getmembers(falconpy, inspect.isclass)]
    services = [item for item in classes if issubclass(item, falconpy.ServiceClass)]
    operations = [row for table in json.load(sys.stdin) for row in table["operation_details"]]
    for operation in operations:
        if operation["purpose"] != "listing":
            continue
        # Several services have methods of the same name.
        for service in services:
            if not hasattr(service, operation["id"].replace("-", "_")):
                continue
            recorded = record(service, operation, base_url)
            request, first = recorded[0]
            if request.split(" ")[1] != operation["path"]:
                continue
            common = sorted(name for name in first if name not in SELECTORS)
            pages = [{name: page[name] for name in SELECTORS if name in page} for _, page in recorded]
            print(json.dumps([operation["id"], request, common, pages], separators=(",", ":")))
            break


main()
