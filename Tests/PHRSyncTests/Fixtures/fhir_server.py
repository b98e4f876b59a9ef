#!/usr/bin/env python3
"""A small FHIR R4 server, written from the standard alone (hl7.org/fhir/R4/http.html,
search.html, bundle.html; SMART App Launch 2.2), to try the client against something that shares
no code and no author's assumptions with the mock portal.

It deliberately does other legal things: lower-case media type with a version parameter, version
ids that are no numbers, UTC time stamps with six digits, no Bundle.total, an OperationOutcome in
every searchset, opaque page links with POST-like names, gzip never, HTTP/1.1 keep-alive.
Standard library only.
"""
import json
import sys
import threading
import uuid
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

TOKEN = "independent-token"
REFERENCES = ("subject", "patient", "beneficiary", "for")
resources = {}
pages = {}
lock = threading.Lock()
clock = [datetime(2026, 5, 1, tzinfo=timezone.utc)]


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def store(resource):
    clock[0] += timedelta(milliseconds=731)
    resource["meta"] = {"versionId": uuid.uuid4().hex, "lastUpdated": stamp(clock[0])}
    resources[(resource["resourceType"], resource["id"])] = resource
    return resource


def belongs(resource, parameter, value):
    wanted = value if "/" in value else "Patient/" + value
    if parameter == "recipient":
        found = resource.get("recipient", [])
    else:
        found = [resource[name] for name in REFERENCES if name in resource]
    return any(reference.get("reference", "").endswith(wanted) for reference in found)


def updated(resource, value):
    prefix, text = (value[:2], value[2:]) if value[:2].isalpha() else ("eq", value)
    limit = datetime.fromisoformat(text.replace("Z", "+00:00"))
    own = datetime.fromisoformat(resource["meta"]["lastUpdated"].replace("Z", "+00:00"))
    return {"ge": own >= limit, "gt": own > limit, "le": own <= limit, "lt": own < limit,
            "eq": own == limit}[prefix]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        data = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/fhir+json; fhirVersion=4.0; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def outcome(self, status, code):
        issue = {"severity": "error", "code": code}
        self.answer(status, {"resourceType": "OperationOutcome", "issue": [issue]})

    def base(self):
        return "http://%s/r4" % self.headers["Host"]

    def do_GET(self):
        with lock:
            self.get()

    def get(self):
        url = urlsplit(self.path)
        path = [part for part in url.path.split("/") if part][1:]
        query = parse_qsl(url.query, keep_blank_values=True)
        if path == ["metadata"]:
            return self.answer(200, self.capabilities())
        if self.headers.get("Authorization") != "Bearer " + TOKEN:
            return self.outcome(401, "login")
        if len(path) == 2:
            found = resources.get((path[0], path[1]))
            if found is None:
                return self.outcome(404, "not-found")
            return self.answer(200, found, ETag='W/"%s"' % found["meta"]["versionId"])
        if len(path) == 1 and path[0] == "page":
            key = dict(query).get("token")
            if key not in pages:
                return self.outcome(410, "expired")
            return self.page(*pages[key])
        if len(path) == 1:
            return self.search(path[0], query)
        return self.outcome(404, "not-found")

    def search(self, kind, query):
        found = [r for (t, _), r in resources.items() if t == kind]
        count = 20
        for name, value in query:
            if name in ("patient", "subject", "recipient"):
                found = [r for r in found if belongs(r, name, value)]
            elif name == "_lastUpdated":
                found = [r for r in found if updated(r, value)]
            elif name == "_count":
                count = min(int(value), 7)
            elif name != "_sort":
                return self.outcome(400, "not-supported")
        found.sort(key=lambda r: r["meta"]["lastUpdated"])
        self.page([r["id"] for r in found], kind, count, 0)

    def page(self, ids, kind, count, start):
        entries = [{"fullUrl": "%s/%s/%s" % (self.base(), kind, one),
                    "resource": resources[(kind, one)], "search": {"mode": "match"}}
                   for one in ids[start:start + count] if (kind, one) in resources]
        hint = {"resourceType": "OperationOutcome",
                "issue": [{"severity": "information", "code": "informational"}]}
        entries.append({"resource": hint, "search": {"mode": "outcome"}})
        links = [{"relation": "self", "url": self.base() + "/" + kind}]
        if start + count < len(ids):
            key = uuid.uuid4().hex
            pages[key] = (ids, kind, count, start + count)
            links.insert(0, {"relation": "next", "url": "%s/page?token=%s" % (self.base(), key)})
        self.answer(200, {"resourceType": "Bundle", "id": uuid.uuid4().hex, "type": "searchset",
                          "link": links, "entry": entries})

    def do_PUT(self):
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length))
        path = [part for part in self.path.split("/") if part][1:]
        with lock:
            if self.headers.get("Authorization") != "Bearer " + TOKEN:
                return self.outcome(401, "login")
            known = resources.get((path[0], path[1]))
            expected = self.headers.get("If-Match")
            if expected and (not known or expected != 'W/"%s"' % known["meta"]["versionId"]):
                return self.outcome(412, "conflict")
            saved = store(body)
            self.answer(200 if known else 201, saved, ETag='W/"%s"' % saved["meta"]["versionId"])

    def capabilities(self):
        kinds = sorted({kind for kind, _ in resources} | {"Communication", "Consent"})
        owner = {"Communication": "recipient"}
        return {"resourceType": "CapabilityStatement", "status": "active", "kind": "instance",
                "date": "2026-05-01", "fhirVersion": "4.0.1", "format": ["application/fhir+json"],
                "rest": [{"mode": "server", "searchParam": [
                    {"name": "_lastUpdated", "type": "date"}],
                    "resource": [{"type": kind,
                                  "interaction": [{"code": "read"}, {"code": "search-type"}],
                                  "searchParam": [{"name": owner.get(kind, "patient"),
                                                   "type": "reference"}]}
                                 for kind in kinds]}]}


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
for line in sys.stdin:
    if not line.strip():
        break
    store(json.loads(line))
print(server.server_port, flush=True)
server.serve_forever()
