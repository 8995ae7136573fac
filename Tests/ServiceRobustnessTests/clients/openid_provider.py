"""Signs in at a syncd with tokens of an OpenID Connect provider by others.

usage: openid_provider.py SYNCD

The provider is the package oidc-provider-mock, which speaks discovery, the authorization code
grant and RS256, and names no key in its tokens. Starts SYNCD itself. Ends with status 0 when
everything went as cognito-sync.md 3.4 says, and prints what did not otherwise.
"""

import datetime
import json
import logging
import sys
import urllib.error
import urllib.parse
import urllib.request
import warnings

sys.dont_write_bytecode = True
warnings.simplefilter("ignore")
from service import KEY, SECRET, Service

import oidc_provider_mock

from checks import client, expect, expect_error, patch, push

ACCOUNT = "123456789012"
CLIENT = "the-app"
CALLBACK = "http://localhost/callback"


class NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def post(url, **form):
    """Posts a form and returns the answer, a redirection too."""
    opener = urllib.request.build_opener(NoRedirection)
    try:
        return opener.open(url, urllib.parse.urlencode(form).encode())
    except urllib.error.HTTPError as error:
        return error


def sign_in(url, user, application=CLIENT):
    """Goes through the authorization code grant and returns the ID token."""
    query = urllib.parse.urlencode({
        "client_id": application, "redirect_uri": CALLBACK, "response_type": "code",
        "scope": "openid profile", "state": "s"})
    place = post("%s/oauth2/authorize?%s" % (url, query), sub=user).headers["Location"]
    code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(place).query))["code"]
    answer = post(
        url + "/oauth2/token", grant_type="authorization_code", code=code,
        redirect_uri=CALLBACK, client_id=application, client_secret="any")
    return json.loads(answer.read())["id_token"]


class World:
    """A service with a pool that trusts the providers."""

    def __init__(self, service, names):
        self.service = service
        self.user = client("cognito-identity", service.url)
        owner = client("cognito-identity", service.url, KEY, SECRET)
        self.pool = owner.create_identity_pool(
            IdentityPoolName="OpenID", AllowUnauthenticatedIdentities=True,
            OpenIdConnectProviderARNs=[
                "arn:aws:iam::%s:oidc-provider/%s" % (ACCOUNT, name) for name in names]
        )["IdentityPoolId"]

    def id(self, name, token):
        return self.user.get_id(
            IdentityPoolId=self.pool, Logins={name: token})["IdentityId"]

    def refuses(self, sentence, name, token, code="NotAuthorizedException"):
        return expect_error(
            code, 400, sentence, self.user.get_id, IdentityPoolId=self.pool,
            Logins={name: token})

    def use(self, identity, name, token):
        """Writes and reads with the credentials of a login."""
        answer = self.user.get_credentials_for_identity(
            IdentityId=identity, Logins={name: token})
        credentials = answer["Credentials"]
        sync = client(
            "cognito-sync", self.service.url, credentials["AccessKeyId"],
            credentials["SecretKey"], credentials["SessionToken"])
        place = {
            "IdentityPoolId": self.pool, "IdentityId": answer["IdentityId"],
            "DatasetName": "prefs"}
        session = sync.list_records(**place)["SyncSessionToken"]
        push(sync, place, session, [patch("key", "value")])
        return answer["IdentityId"]


def check_sign_in(world, name, url):
    """A guest becomes a member by a token of the provider."""
    guest = world.user.get_id(IdentityPoolId=world.pool)["IdentityId"]
    token = sign_in(url, "ann")
    expect(world.use(guest, name, token) == guest, "I-015 a guest signs in and stays the same")
    expect(world.id(name, sign_in(url, "ann")) == guest, "I-008 the user is known from then on")
    expect(world.id(name, sign_in(url, "bob")) != guest, "another user is somebody else")
    world.refuses(
        "I-012 a token for another app is refused", name, sign_in(url, "ann", "other-app"))
    return guest, token


def check_rotation(world, name, port, guest, old):
    """A new key is noticed, though no token names it."""
    with oidc_provider_mock.run_server_in_thread(port) as server:
        url = "http://localhost:%d" % server.server_port
        token = sign_in(url, "ann")
        expect(world.id(name, token) == guest, "a token of the provider's new key is accepted")
        world.refuses("a token of its old key is refused", name, old)
    expect(world.id(name, token) == guest, "its keys serve while the provider is away")
    head, body, signature = token.split(".")
    for bad in (
            ".".join([head, body, signature[:-8] + "AAAAAAAA"]), ".".join([head, body, ""]),
            ".".join(["eyJhbGciOiJub25lIn0", body, ""]), head + "." + body):
        world.refuses("I-012 a token with another signature is refused", name, bad)


def check_times(world, late, expired):
    """The clock difference that is forgiven."""
    world.id(late[0], sign_in(late[1], "ann"))
    expect(True, "I-012 a token may be expired for four minutes")
    message = world.refuses(
        "I-012 but not for six", expired[0], sign_in(expired[1], "ann"))
    expect(message.startswith("Invalid login token. Token expired: "), "I-012 and says so")


def main(program):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    run = oidc_provider_mock.run_server_in_thread
    minutes = lambda number: datetime.timedelta(minutes=number)
    first = run()
    with run(access_token_max_age=minutes(-4)) as late, \
            run(access_token_max_age=minutes(-6)) as expired:
        server = first.__enter__()
        try:
            port = server.server_port
            names = ["localhost:%d" % each.server_port for each in (server, late, expired)]
            urls = ["http://" + name for name in names]
            arguments = []
            for name, url in zip(names, urls):
                arguments += ["--provider-url", "%s=%s" % (name, url)]
                arguments += ["--client-id", "%s=%s" % (name, CLIENT)]
            with Service(program, *arguments) as service:
                world = World(service, names + ["localhost:9"])
                check_times(world, (names[1], urls[1]), (names[2], urls[2]))
                guest, token = check_sign_in(world, names[0], urls[0])
                first.__exit__(None, None, None)
                first = None
                check_rotation(world, names[0], port, guest, token)
        finally:
            if first is not None:
                first.__exit__(None, None, None)
    print("everything as specified")


if __name__ == "__main__":
    main(sys.argv[1])
