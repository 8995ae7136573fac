"""Sends a syncd what the old clients send: Java, Android, JavaScript, iOS, .NET and Unity.

usage: old_clients.py SYNCD

The requests are put together here as those clients do (real-clients.md), over bare sockets, and
signed by a signer that knows nothing of the service's. Ends with status 0 when everything went as
cognito-sync.md says, and prints what did not otherwise.
"""

import datetime
import hashlib
import hmac
import http.client
import json
import re
import sys

sys.dont_write_bytecode = True
from service import KEY, SECRET, Service

from checks import expect

JSON_1_0 = "application/x-amz-json-1.0"
JSON_1_1 = "application/x-amz-json-1.1"


class Answer:
    """An answer: its status, its header as it came, and its JSON."""

    def __init__(self, response):
        self.status = response.status
        self.version = response.version
        self.names = [name for name, _ in response.getheaders()]
        self.fields = dict(response.getheaders())
        body = response.read()
        self.json = json.loads(body) if body else {}


class Wire:
    """One connection and the credentials that sign on it."""

    def __init__(self, service, key=KEY, secret=SECRET, token=None):
        self.service, self.key, self.secret, self.token = service, key, secret, token
        self.connection = None

    def send(self, method, target, body=b"", fields=(), signed=(), host=None, clock=0, keep=True):
        """Sends a signed request.

        `fields` are sent as they are; `signed` are the names, beside `host` and the `x-amz-` ones,
        that the signature covers; `host` is what is signed as the host.
        """
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=clock)
        date = now.strftime("%Y%m%dT%H%M%SZ")
        authority = "127.0.0.1:%d" % self.service.port
        header = {"Host": authority, "X-Amz-Date": date, **dict(fields)}
        if self.token:
            header["X-Amz-Security-Token"] = self.token
        lower = {name.lower(): value for name, value in header.items()}
        lower["host"] = host or authority
        names = sorted(
            name for name in lower
            if name == "host" or name.startswith("x-amz-") or name in signed)
        path, _, query = target.partition("?")
        # Each segment is encoded once more, as it stands on the wire.
        canonical = "".join(
            c if re.match(r"[A-Za-z0-9\-._~/]", c) else "%%%02X" % ord(c) for c in path)
        pairs = sorted(pair.split("=", 1) for pair in query.split("&")) if query else []
        text = "\n".join(
            [method, canonical, "&".join("=".join(pair) for pair in pairs)]
            + ["%s:%s" % (name, " ".join(lower[name].split())) for name in names]
            + ["", ";".join(names), hashlib.sha256(body).hexdigest()])
        scope = "%s/us-east-1/cognito-sync/aws4_request" % date[:8]
        to_sign = "\n".join(
            ["AWS4-HMAC-SHA256", date, scope, hashlib.sha256(text.encode()).hexdigest()])
        key = ("AWS4" + self.secret).encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        header["Authorization"] = (
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (
                self.key, scope, ";".join(names),
                hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()))
        return self.plain(method, target, body, header, keep)

    def plain(self, method, target, body, header, keep=True):
        """Sends a request as it is."""
        if self.connection is None or not keep:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port)
        self.connection.putrequest(
            method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in header.items():
            self.connection.putheader(name, value)
        if body or method == "POST":
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        return Answer(self.connection.getresponse())


def identity_call(wire, operation, **members):
    """Calls Cognito Identity without a signature."""
    body = json.dumps(members).encode()
    answer = wire.plain("POST", "/", body, {
        "Host": "x", "Content-Type": JSON_1_1,
        "X-Amz-Target": "AWSCognitoIdentityService." + operation})
    expect(answer.status == 200, operation)
    return answer.json


def path(pool, identity, rest="", colon="%3A"):
    """Returns a path with this spelling of colons."""
    return "/identitypools/%s/identities/%s/datasets%s" % (
        pool.replace(":", colon), identity.replace(":", colon), rest)


def java(operation):
    """Returns the fields of the Java and Android clients."""
    return {
        "X-Amz-Target": "AWSCognitoSyncService." + operation, "Content-Type": JSON_1_0,
        "User-Agent": "aws-sdk-android/2.2.5 Linux/3.4.0 Dalvik/1.6.0/0 en_US"}


def check_java(wire, pool, identity):
    """X-Amz-Target and JSON 1.0 on every path, GET included; errors that the client unpacks."""
    rest = path(pool, identity, "/java")
    listing = wire.send("GET", rest + "/records?lastSyncCount=0&maxResults=1024",
                        fields=java("ListRecords"))
    expect(listing.status == 200, "Java lists records")
    for member in ("Records", "DatasetSyncCount", "DatasetExists", "SyncSessionToken",
                   "DatasetDeletedAfterRequestedSyncCount", "Count"):
        expect(listing.json.get(member) is not None, "Java finds " + member)
    expect("x-amzn-RequestId" in listing.names and "Date" in listing.names,
           "Java finds request id and date as it spells them")
    body = json.dumps({
        "SyncSessionToken": listing.json["SyncSessionToken"], "DeviceId": "android", "Unknown": [],
        "RecordPatches": [{
            "Op": "replace", "Key": "k", "Value": "v", "SyncCount": 0,
            "DeviceLastModifiedDate": 1795400005.817}]}).encode()
    answer = wire.send("POST", rest, body, java("UpdateRecords"))
    record = answer.json["Records"][0]
    expect(record["SyncCount"] == 1 and record["DeviceLastModifiedDate"] == 1795400005.817,
           "Java writes with a fractional date")
    expect(isinstance(record["LastModifiedDate"], float), "dates are numbers")
    answer = wire.send("POST", rest, body, java("UpdateRecords"))
    expect(answer.status == 400 and "x-amzn-ErrorType" in answer.names
           and answer.fields["x-amzn-ErrorType"].startswith("InvalidParameterException")
           and answer.json["message"] and answer.json["__type"],
           "Java finds the type of an error as it spells it")
    listing = wire.send("GET", path(pool, identity), fields=java("ListDatasets"))
    dataset = listing.json["Datasets"][0]
    for member in ("DatasetName", "CreationDate", "LastModifiedDate", "LastModifiedBy",
                   "DataStorage", "NumRecords"):
        expect(dataset.get(member) is not None, "Java finds " + member)


def check_clock(wire, pool, identity):
    """Clocks that are wrong."""
    rest = path(pool, identity, "/java/records")
    expect(wire.send("GET", rest, clock=-120).status == 200, "two minutes late")
    expect(wire.send("GET", rest, clock=120).status == 200, "two minutes early")
    for clock in (-3600, 3600):
        answer = wire.send("GET", rest, clock=clock)
        expect(answer.status == 403 and "Date" in answer.names
               and answer.fields["x-amzn-ErrorType"].startswith("InvalidSignatureException"),
               "an hour off is refused, with the time")


def check_javascript(wire, pool, identity):
    """`Connection: close`, a hash in the header, removal with an empty value."""
    rest = path(pool, identity, "/js")

    def send(method, target, body=b""):
        return wire.send(method, target, body, {
            "Content-Type": "application/json", "Connection": "close",
            "X-Amz-Content-Sha256": hashlib.sha256(body).hexdigest(),
            "X-Amz-User-Agent": "aws-sdk-js/2.1.30 callback", "Origin": "http://localhost",
            "Accept": "*/*"}, keep=False)

    def write(patches):
        listing = send("GET", rest + "/records?lastSyncCount=0&syncSessionToken=")
        if listing.status != 200:
            listing = send("GET", rest + "/records?lastSyncCount=0")
        answer = send("POST", rest, json.dumps({
            "DeviceId": None, "RecordPatches": patches,
            "SyncSessionToken": listing.json["SyncSessionToken"]}).encode())
        expect(answer.status == 200 and answer.json["Records"], "JavaScript writes")
        return answer

    write([{"Op": "replace", "Key": "k", "Value": "v", "SyncCount": 0,
            "DeviceLastModifiedDate": None}])
    answer = write([{"Op": "remove", "Key": "k", "Value": "", "SyncCount": 1}])
    expect(answer.json["Records"][0].get("Value") is None, "JavaScript removes with no value")
    expect(answer.fields["Connection"] == "close", "JavaScript's connection ends")
    expect(answer.fields["Access-Control-Allow-Origin"] == "*", "a browser may read the answer")
    expect("x-amzn-ErrorType" in answer.fields["Access-Control-Expose-Headers"],
           "a browser may read the type of an error")
    write([{"Op": "replace", "Key": "k", "Value": "again", "SyncCount": 2}])
    bad = wire.send("GET", rest + "/records", fields={"X-Amz-Content-Sha256": "0" * 64})
    expect(bad.status == 403, "a hash of something else is refused")
    preflight = wire.plain("OPTIONS", rest, b"", {
        "Host": "x", "Origin": "http://localhost", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-amz-date,x-amz-security-token"})
    expect(preflight.status == 200
           and "authorization" in preflight.fields["Access-Control-Allow-Headers"],
           "a browser may ask before")


def check_unity(wire, pool, identity):
    """Raw colons in paths and a body on GET."""
    for colon in (":", "%3A", "%3a"):
        rest = path(pool, identity, "/unity/records?lastSyncCount=0", colon)
        answer = wire.send("GET", rest, b"{}", {"Content-Type": "application/json"})
        expect(answer.status == 200, "a path with %s and a body on GET" % colon)
    rest = path(pool, identity, "/unity", ":")
    token = wire.send("GET", rest + "/records", b"{}").json["SyncSessionToken"]
    for date in (1412974057, "1.412974057151E9", 1412974057.151):
        text = '{"SyncSessionToken":"%s","RecordPatches":[{"Op":"replace","Key":"%s",' \
            '"Value":"v","SyncCount":0,"DeviceLastModifiedDate":%s}]}' % (token, date, date)
        answer = wire.send("POST", rest, text.encode())
        expect(answer.status == 200
               and int(answer.json["Records"][0]["DeviceLastModifiedDate"]) == 1412974057,
               "a date spelled %s" % date)
        token = wire.send("GET", rest + "/records").json["SyncSessionToken"]
    answer = wire.send("DELETE", rest, b"{}")
    expect(answer.status == 200, "a body on DELETE")


def check_ios(wire, pool, identity):
    """Every header signed, the host without its port."""
    rest = path(pool, identity, "/ios/records?lastSyncCount=0")
    fields = {
        "Content-Type": JSON_1_0, "Accept-Encoding": "", "User-Agent": "aws-sdk-iOS/2.4.1  (x)",
        "X-Amz-Target": "AWSCognitoSyncService.ListRecords", "Accept-Language": "en",
        "X-Amz-Client-Context": '{"client": {}}'}
    answer = wire.send(
        "GET", rest, fields=fields,
        signed=("content-type", "user-agent", "accept-encoding", "accept-language"),
        host="127.0.0.1")
    expect(answer.status == 200, "iOS signs all it sends and the host without its port")
    fields.pop("X-Amz-Client-Context")
    answer = wire.send("GET", rest, fields=fields, signed=("content-type",))
    expect(answer.status == 200, "botocore signs the type of the content")


def check_lines(wire, pool, identity):
    """Connections that go on after errors."""
    wire.connection = None
    first = wire.send("GET", path(pool, identity, "/x/records?lastSyncCount=99"))
    socket = wire.connection.sock
    for _ in range(3):
        answer = wire.send("POST", path(pool, identity, "/x"), b"nonsense" * 10_000)
        expect(answer.status == 400, "a refused request")
    answer = wire.plain("POST", path(pool, identity, "/x"), b"unsigned" * 10_000, {"Host": "x"})
    expect(answer.status == 403, "an unsigned request")
    answer = wire.send("GET", path(pool, identity, "/x/records"))
    expect(answer.status == 200 and first.status in (200, 400)
           and wire.connection.sock is socket, "all over one connection")


def main(program):
    """Runs all checks, with the credentials of a guest and with the owner's."""
    with Service(program, "--request-rate", "0") as service:
        start = Wire(service)
        pool = start.plain(
            "GET", "/.well-known/hundred-holds", b"", {"Host": "x"}).json["identityPoolId"]
        for is_guest in (True, False):
            identity = identity_call(start, "GetId", IdentityPoolId=pool)["IdentityId"]
            wire = start
            if is_guest:
                given = identity_call(
                    start, "GetCredentialsForIdentity", IdentityId=identity)["Credentials"]
                wire = Wire(
                    service, given["AccessKeyId"], given["SecretKey"], given["SessionToken"])
            for check in (check_java, check_clock, check_javascript, check_unity, check_ios,
                          check_lines):
                check(wire, pool, identity)
        expect(service.end() == 0, "the service ends in order")
    print("everything as specified")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
