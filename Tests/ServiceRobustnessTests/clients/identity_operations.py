"""Drives a syncd with unmodified boto3 through all operations of Cognito Identity and STS.

usage: identity_operations.py SYNCD

Starts SYNCD itself at its most talkative, with stubs of Amazon and Facebook. Ends with status 0
when everything went as cognito-sync.md says, and prints what did not otherwise.
"""

import base64
import json
import os
import sys
import tempfile

sys.dont_write_bytecode = True
from service import KEY, SECRET, Service
from provider_stub import AMAZON_APP, FACEBOOK_APP, FACEBOOK_SECRET, ProviderStub

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from checks import client, expect, expect_error, patch, push

ACCOUNT = "123456789012"
NOWHERE = "us-east-1:00000000-0000-0000-0000-000000000000"
AMAZON = "www.amazon.com"
FACEBOOK = "graph.facebook.com"
COGNITO = "cognito-identity.amazonaws.com"
BACKEND = "login.backend"
VALUE = "a-value-nobody-else-shall-read"


class World:
    """Clients of one service and a pool with everything switched on."""

    def __init__(self, service):
        self.service = service
        self.user = client("cognito-identity", service.url)
        self.owner = client("cognito-identity", service.url, KEY, SECRET)
        self.sts = client("sts", service.url)
        self.secrets = []
        self.pool = self.new_pool(name="Everything")

    def new_pool(self, name, guests=True, **arguments):
        return self.owner.create_identity_pool(
            IdentityPoolName=name, AllowUnauthenticatedIdentities=guests,
            SupportedLoginProviders={AMAZON: AMAZON_APP, FACEBOOK: FACEBOOK_APP},
            DeveloperProviderName=BACKEND, **arguments)["IdentityPoolId"]

    def id(self, logins=None, pool=None):
        return self.user.get_id(
            IdentityPoolId=pool or self.pool, Logins=logins or {})["IdentityId"]

    def credentials(self, identity, logins=None):
        answer = self.user.get_credentials_for_identity(
            IdentityId=identity, Logins=logins or {})
        self.secrets += [
            answer["Credentials"]["SecretKey"], answer["Credentials"]["SessionToken"]]
        return answer

    def token(self, identity, logins=None):
        answer = self.user.get_open_id_token(IdentityId=identity, Logins=logins or {})
        self.secrets.append(answer["Token"])
        return answer["Token"]

    def backend_token(self, name, **arguments):
        answer = self.owner.get_open_id_token_for_developer_identity(
            IdentityPoolId=self.pool, Logins={BACKEND: name}, **arguments)
        self.secrets.append(answer["Token"])
        return answer

    def sync(self, credentials):
        secret = credentials.get("SecretKey") or credentials["SecretAccessKey"]
        return client(
            "cognito-sync", self.service.url, credentials["AccessKeyId"], secret,
            credentials["SessionToken"])

    def place(self, identity, name="prefs"):
        return {"IdentityPoolId": self.pool, "IdentityId": identity, "DatasetName": name}

    def roles(self, pool=None):
        return self.owner.get_identity_pool_roles(IdentityPoolId=pool or self.pool)["Roles"]


def claims(token):
    """Returns what a token says, unverified."""
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def commit(world, sync, identity, key, name="prefs"):
    place = world.place(identity, name)
    token = sync.list_records(**place)["SyncSessionToken"]
    push(sync, place, token, [patch(key, VALUE)])


def keys(world, sync, identity, name="prefs"):
    listing = sync.list_records(**world.place(identity, name))
    return [record["Key"] for record in listing["Records"]], listing


def check_pools(world):
    """CreateIdentityPool to DeleteIdentityPool, and labels."""
    owner = world.owner
    pool = world.new_pool("Short-lived", IdentityPoolTags={"team": "red"})
    described = owner.describe_identity_pool(IdentityPoolId=pool)
    expect(described["IdentityPoolName"] == "Short-lived", "a pool is described as it was made")
    expect(described["IdentityPoolTags"] == {"team": "red"}, "a pool has its labels")
    expect_error(
        "ValidationException", 400, "a pool's name has a grammar", owner.create_identity_pool,
        IdentityPoolName="<>", AllowUnauthenticatedIdentities=True)
    updated = owner.update_identity_pool(
        IdentityPoolId=pool, IdentityPoolName="Renamed", AllowUnauthenticatedIdentities=False)
    expect(
        updated["IdentityPoolName"] == "Renamed" and not updated.get("SupportedLoginProviders")
        and updated["DeveloperProviderName"] == BACKEND,
        "I-031 an update resets all that is left out, but for the backend's name")
    expect_error(
        "InvalidParameterException", 400, "I-032 the backend's name stays",
        owner.update_identity_pool, IdentityPoolId=pool, IdentityPoolName="Renamed",
        AllowUnauthenticatedIdentities=False, DeveloperProviderName="other")
    pools, token = [], {}
    while True:
        page = owner.list_identity_pools(MaxResults=1, **token)
        pools += [entry["IdentityPoolId"] for entry in page["IdentityPools"]]
        if not page.get("NextToken"):
            break
        token = {"NextToken": page["NextToken"]}
    expect({pool, world.pool} < set(pools) | {None}, "all pools are listed, one a page")
    expect_error(
        "NotAuthorizedException", 400, "I-007 a pool without guests makes none",
        world.user.get_id, IdentityPoolId=pool)
    arn = "arn:aws:cognito-identity:us-east-1:%s:identitypool/%s" % (ACCOUNT, pool)
    owner.tag_resource(ResourceArn=arn, Tags={"a": "1", "b": "2"})
    owner.untag_resource(ResourceArn=arn, TagKeys=["a"])
    expect(owner.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"b": "2"}, "labels change")
    for call, arguments in (
            (owner.tag_resource, {"Tags": {"a": "1"}}), (owner.untag_resource, {"TagKeys": ["a"]}),
            (owner.list_tags_for_resource, {})):
        expect_error(
            "ResourceNotFoundException", 400, "labels need a pool", call,
            ResourceArn=arn.replace(pool, NOWHERE), **arguments)
    owner.delete_identity_pool(IdentityPoolId=pool)
    for call, arguments in (
            (owner.describe_identity_pool, {}), (owner.delete_identity_pool, {}),
            (owner.get_identity_pool_roles, {}), (owner.list_identities, {"MaxResults": 1}),
            (owner.set_identity_pool_roles, {"Roles": {}}), (world.user.get_id, {}),
            (owner.update_identity_pool, {
                "IdentityPoolName": "x", "AllowUnauthenticatedIdentities": True}),
            (owner.get_principal_tag_attribute_map, {"IdentityProviderName": AMAZON}),
            (owner.lookup_developer_identity, {"DeveloperUserIdentifier": "x"})):
        expect_error(
            "ResourceNotFoundException", 400, "a deleted pool is gone for every operation", call,
            IdentityPoolId=pool, **arguments)


def check_guest_becomes_member(world):
    """GetId, GetCredentialsForIdentity, DescribeIdentity, ListIdentities, UnlinkIdentity."""
    ann = {AMAZON: "ann-token"}
    world.secrets.append("ann-token")
    member = world.id(ann)
    expect(world.id(ann) == member, "I-008 the same login is the same identity")
    as_member = world.sync(world.credentials(member, ann)["Credentials"])
    commit(world, as_member, member, "member")
    guest = world.id()
    expect(guest != world.id(), "I-006 every guest is somebody else")
    as_guest = world.sync(world.credentials(guest)["Credentials"])
    commit(world, as_guest, guest, "guest")
    expect_error(
        "NotAuthorizedException", 403, "a guest does not read a member's data",
        as_guest.list_records, **world.place(member))
    answer = world.credentials(guest, ann)
    expect(answer["IdentityId"] == member, "I-017 a guest who signs in becomes the member")
    as_member = world.sync(answer["Credentials"])
    found, listing = keys(world, as_member, member)
    expect(found == ["member"], "the member's data is as it was")
    merged = "prefs." + guest
    expect(listing["MergedDatasetNames"] == [merged], "I-018 the guest's data is reported")
    expect(keys(world, as_member, member, merged)[0] == ["guest"], "and is there")
    as_member.delete_dataset(**world.place(member, merged))
    expect(
        not keys(world, as_member, member)[1].get("MergedDatasetNames"),
        "I-018 and is reported no more once it is deleted")
    expect_error(
        "NotAuthorizedException", 403, "the guest's credentials are worth nothing from then on",
        as_guest.list_records, **world.place(guest))
    expect_error(
        "NotAuthorizedException", 400, "I-019 and so is the guest's id",
        world.user.get_credentials_for_identity, IdentityId=guest)
    expect(
        world.credentials(guest, ann)["IdentityId"] == member,
        "I-019 but for the member, who may still use it")
    described = world.owner.describe_identity(IdentityId=member)
    expect(described["Logins"] == [AMAZON], "a description names providers")
    expect_error(
        "ResourceNotFoundException", 400, "nobody is described who is not there",
        world.owner.describe_identity, IdentityId=NOWHERE)
    for hides in (True, False):
        listed = world.owner.list_identities(
            IdentityPoolId=world.pool, MaxResults=60, HideDisabled=hides)["Identities"]
        expect(
            (guest in [entry["IdentityId"] for entry in listed]) != hides,
            "I-020 a merged guest is listed unless hidden")

    both = dict(ann, **{FACEBOOK: "1234567"})
    world.secrets.append("1234567")
    expect(world.id(both) == member, "I-009 another login is linked")
    expect_error(
        "ResourceConflictException", 400, "I-021 a second user of a provider is a conflict",
        world.user.get_id, IdentityPoolId=world.pool, Logins=dict(ann, **{FACEBOOK: "7654321"}))
    expect_error(
        "NotAuthorizedException", 400, "I-011 one bad token fails the call", world.user.get_id,
        IdentityPoolId=world.pool, Logins={AMAZON: "ann-token", FACEBOOK: "bad"})
    expect_error(
        "NotAuthorizedException", 400, "I-022 a stranger's login opens nothing",
        world.user.get_credentials_for_identity, IdentityId=member, Logins={AMAZON: "eve"})
    expect_error(
        "NotAuthorizedException", 400, "I-010 an unknown provider is refused", world.user.get_id,
        IdentityPoolId=world.pool, Logins={"accounts.google.com": "x"})
    expect_error(
        "NotAuthorizedException", 400, "an unlinked login unlinks nothing",
        world.user.unlink_identity, IdentityId=member, Logins={AMAZON: "eve"},
        LoginsToRemove=[FACEBOOK])
    world.user.unlink_identity(
        IdentityId=member, Logins=ann, LoginsToRemove=[FACEBOOK])
    expect(world.id({FACEBOOK: "1234567"}) != member, "I-023 an unlinked login is somebody new")
    expect_error(
        "ValidationException", 400, "I-005 a malformed id is told", world.user.get_open_id_token,
        IdentityId="x:y!")


def check_backend(world):
    """The four operations of a backend."""
    owner = world.owner
    first = world.backend_token("ann")
    expect(
        world.backend_token("ann")["IdentityId"] == first["IdentityId"],
        "I-026 a backend's user is always the same identity")
    guest = world.id()
    expect(
        world.backend_token("bob", IdentityId=guest)["IdentityId"] == guest,
        "I-026 a guest becomes a backend's user")
    expect_error(
        "DeveloperUserAlreadyRegisteredException", 400, "I-026 a known user is not linked twice",
        owner.get_open_id_token_for_developer_identity, IdentityPoolId=world.pool,
        IdentityId=guest, Logins={BACKEND: "ann"})
    said = claims(first["Token"])
    expect(said["exp"] - said["iat"] == 900, "I-027 a backend's token lives fifteen minutes")
    expect_error(
        "ValidationException", 400, "I-027 and a day at most",
        owner.get_open_id_token_for_developer_identity, IdentityPoolId=world.pool,
        Logins={BACKEND: "ann"}, TokenDuration=86401)
    logins = {COGNITO: first["Token"]}
    sync = world.sync(world.credentials(first["IdentityId"], logins)["Credentials"])
    commit(world, sync, first["IdentityId"], "ann")
    expect_error(
        "NotAuthorizedException", 400, "I-028 another identity's token opens nothing",
        world.user.get_credentials_for_identity, IdentityId=guest, Logins=logins)
    found = owner.lookup_developer_identity(
        IdentityPoolId=world.pool, DeveloperUserIdentifier="ann")
    expect(found["IdentityId"] == first["IdentityId"], "a user leads to an identity")
    found = owner.lookup_developer_identity(
        IdentityPoolId=world.pool, IdentityId=guest, MaxResults=1)
    expect(found["DeveloperUserIdentifierList"] == ["bob"], "an identity leads to its users")
    expect_error(
        "ResourceConflictException", 400, "I-030 a pair that does not belong together is told",
        owner.lookup_developer_identity, IdentityPoolId=world.pool, IdentityId=guest,
        DeveloperUserIdentifier="ann")
    merged = owner.merge_developer_identities(
        SourceUserIdentifier="ann", DestinationUserIdentifier="bob",
        DeveloperProviderName=BACKEND, IdentityPoolId=world.pool)
    expect(merged["IdentityId"] == guest, "I-029 the destination takes over")
    expect_error(
        "NotAuthorizedException", 403, "I-029 and the source is disabled", sync.list_records,
        **world.place(first["IdentityId"]))
    expect_error(
        "ResourceNotFoundException", 400, "nobody is merged who is not there",
        owner.merge_developer_identities, SourceUserIdentifier="nobody",
        DestinationUserIdentifier="bob", DeveloperProviderName=BACKEND, IdentityPoolId=world.pool)
    expect_error(
        "ResourceNotFoundException", 400, "nobody is unlinked who is not there",
        owner.unlink_developer_identity, IdentityId=guest, IdentityPoolId=world.pool,
        DeveloperProviderName=BACKEND, DeveloperUserIdentifier="nobody")
    owner.unlink_developer_identity(
        IdentityId=guest, IdentityPoolId=world.pool, DeveloperProviderName=BACKEND,
        DeveloperUserIdentifier="ann")
    expect(
        world.backend_token("ann")["IdentityId"] not in (guest, first["IdentityId"]),
        "an unlinked user is somebody new")


def check_basic_flow(world):
    """GetOpenIdToken and AssumeRoleWithWebIdentity."""
    guest = world.id()
    token = world.token(guest)
    said = claims(token)
    expect(
        said["sub"] == guest and said["aud"] == world.pool and said["exp"] - said["iat"] == 600
        and said["amr"] == ["unauthenticated"], "I-024 I-025 a token says whose it is")
    roles = world.roles()

    def assume(role, token, **arguments):
        return world.sts.assume_role_with_web_identity(
            RoleArn=role, RoleSessionName="ProviderSession", WebIdentityToken=token, **arguments)

    answer = assume(roles["unauthenticated"], token, DurationSeconds=900)
    expect(
        answer["SubjectFromWebIdentityToken"] == guest and answer["Audience"] == world.pool
        and answer["Provider"] == COGNITO
        and answer["AssumedRoleUser"]["Arn"].endswith("/ProviderSession"),
        "I-038 a token becomes a session of its identity")
    world.secrets += [
        answer["Credentials"]["SecretAccessKey"], answer["Credentials"]["SessionToken"]]
    commit(world, world.sync(answer["Credentials"]), guest, "classic")
    expect_error(
        "AccessDenied", 403, "I-039 a role for members takes no guest", assume,
        role=roles["authenticated"], token=token)
    expect_error(
        "AccessDenied", 403, "I-039 another pool's role takes nobody of this one", assume,
        role=world.roles(world.new_pool("Other"))["unauthenticated"], token=token)
    expect_error(
        "InvalidIdentityToken", 400, "I-040 garbage is no token", assume,
        role=roles["unauthenticated"], token="garbage")
    expect_error(
        "InvalidIdentityToken", 400, "I-040 nor is one with another signature", assume,
        role=roles["unauthenticated"], token=token[:-8] + "AAAAAAAA")
    # This client would not send what its own model forbids.
    unchecked = boto3.client(
        "sts", endpoint_url=world.service.url, region_name="us-east-1", config=Config(
            parameter_validation=False, signature_version=UNSIGNED,
            retries={"total_max_attempts": 1}))
    for seconds in (899, 43201):
        expect_error(
            "ValidationError", 400, "I-042 a session has bounds",
            unchecked.assume_role_with_web_identity, RoleArn=roles["unauthenticated"],
            RoleSessionName="x1", WebIdentityToken=token, DurationSeconds=seconds)
    expect_error(
        "MalformedPolicyDocument", 400, "a session policy is a policy", assume,
        role=roles["unauthenticated"], token=token, Policy="{}")
    logins = {AMAZON: "cid"}
    member = world.id(logins)
    token = world.token(member, logins)
    expect(claims(token)["amr"][:2] == ["authenticated", AMAZON], "I-025 a member's says how")
    assume(roles["authenticated"], token)
    closed = world.new_pool("Closed", AllowClassicFlow=False)
    message = expect_error(
        "InvalidParameterException", 400, "I-041 the basic flow can be off",
        world.user.get_open_id_token, IdentityId=world.id(pool=closed))
    expect(
        message == "Basic (classic) flow is not enabled, please use enhanced flow.",
        "I-041 and says so")
    expect_error(
        "ResourceNotFoundException", 400, "nobody has a token who is not there",
        world.user.get_open_id_token, IdentityId=NOWHERE)


def check_roles(world):
    """Get/SetIdentityPoolRoles, CustomRoleArn and Get/SetPrincipalTagAttributeMap."""
    owner = world.owner
    pool = world.new_pool("Roles")
    roles = world.roles(pool)
    logins = {AMAZON: "dan"}
    identity = world.id(logins, pool)
    wrong = "arn:aws:iam::%s:role/Nobody" % ACCOUNT
    owner.set_identity_pool_roles(IdentityPoolId=pool, Roles={"unauthenticated": wrong})
    expect_error(
        "InvalidIdentityPoolConfigurationException", 400, "I-034 a pool needs its roles",
        world.user.get_credentials_for_identity, IdentityId=identity, Logins=logins)
    rule = {"Claim": "aud", "MatchType": "Equals", "Value": AMAZON_APP,
            "RoleARN": roles["authenticated"]}
    mapping = {"Type": "Rules", "AmbiguousRoleResolution": "Deny",
               "RulesConfiguration": {"Rules": [rule]}}
    owner.set_identity_pool_roles(
        IdentityPoolId=pool, Roles=roles, RoleMappings={AMAZON: mapping})
    expect(
        owner.get_identity_pool_roles(IdentityPoolId=pool)["RoleMappings"][AMAZON] == mapping,
        "role mappings are kept")
    world.credentials(identity, logins)
    expect_error(
        "NotAuthorizedException", 400, "I-035 no other role is to be had",
        world.user.get_credentials_for_identity, IdentityId=identity, Logins=logins,
        CustomRoleArn=roles["unauthenticated"])
    expect_error(
        "ValidationException", 400, "there are two kinds of roles",
        owner.set_identity_pool_roles, IdentityPoolId=pool, Roles={"king": wrong})
    place = {"IdentityPoolId": pool, "IdentityProviderName": AMAZON}
    set_map = owner.set_principal_tag_attribute_map(
        UseDefaults=False, PrincipalTags={"team": "group"}, **place)
    got_map = owner.get_principal_tag_attribute_map(**place)
    expect(
        got_map["PrincipalTags"] == set_map["PrincipalTags"] == {"team": "group"}
        and not got_map["UseDefaults"], "a map of tags is kept")
    place["IdentityProviderName"] = "example.org"
    for call in (owner.set_principal_tag_attribute_map, owner.get_principal_tag_attribute_map):
        expect_error(
            "ResourceNotFoundException", 400, "a map of tags needs a provider", call, **place)


def check_deletion(world):
    """DeleteIdentities."""
    identity = world.id()
    sync = world.sync(world.credentials(identity)["Credentials"])
    commit(world, sync, identity, "gone")
    answer = world.owner.delete_identities(IdentityIdsToDelete=[identity, NOWHERE])
    expect(
        answer["UnprocessedIdentityIds"] == [
            {"IdentityId": NOWHERE, "ErrorCode": "AccessDenied"}],
        "I-033 ids of nobody come back")
    for call, arguments in (
            (sync.list_records, world.place(identity)),
            (sync.list_datasets, {"IdentityPoolId": world.pool, "IdentityId": identity})):
        expect_error(
            "NotAuthorizedException", 403, "a deleted identity does nothing any more", call,
            **arguments)
    expect_error(
        "ResourceNotFoundException", 400, "nor comes it back",
        world.user.get_credentials_for_identity, IdentityId=identity)
    expect_error(
        "ValidationException", 400, "I-033 sixty at a time", world.owner.delete_identities,
        IdentityIdsToDelete=["us-east-1:%d" % number for number in range(61)])


def check_owner_only(world):
    """Every operation but the four public ones needs the owner."""
    guest = world.credentials(world.id())["Credentials"]
    as_guest = client(
        "cognito-identity", world.service.url, guest["AccessKeyId"], guest["SecretKey"],
        guest["SessionToken"])
    pool = {"IdentityPoolId": world.pool}
    arn = "arn:aws:cognito-identity:us-east-1:%s:identitypool/%s" % (ACCOUNT, world.pool)
    place = dict(pool, IdentityProviderName=AMAZON)
    calls = {
        "create_identity_pool": {
            "IdentityPoolName": "x", "AllowUnauthenticatedIdentities": True},
        "update_identity_pool": dict(
            pool, IdentityPoolName="x", AllowUnauthenticatedIdentities=True),
        "describe_identity_pool": pool, "delete_identity_pool": pool,
        "list_identity_pools": {"MaxResults": 1}, "list_identities": dict(pool, MaxResults=1),
        "describe_identity": {"IdentityId": NOWHERE},
        "delete_identities": {"IdentityIdsToDelete": [NOWHERE]},
        "get_identity_pool_roles": pool, "set_identity_pool_roles": dict(pool, Roles={}),
        "get_principal_tag_attribute_map": place, "set_principal_tag_attribute_map": place,
        "tag_resource": {"ResourceArn": arn, "Tags": {"a": "b"}},
        "untag_resource": {"ResourceArn": arn, "TagKeys": ["a"]},
        "list_tags_for_resource": {"ResourceArn": arn},
        "lookup_developer_identity": dict(pool, DeveloperUserIdentifier="x"),
        "merge_developer_identities": dict(
            pool, SourceUserIdentifier="x", DestinationUserIdentifier="y",
            DeveloperProviderName=BACKEND),
        "unlink_developer_identity": dict(
            pool, IdentityId=NOWHERE, DeveloperProviderName=BACKEND,
            DeveloperUserIdentifier="x"),
        "get_open_id_token_for_developer_identity": dict(pool, Logins={BACKEND: "x"}),
    }
    public = {
        "get_id", "get_credentials_for_identity", "get_open_id_token", "unlink_identity"}
    names = set(world.user.meta.method_to_api_mapping)
    expect(set(calls) | public == names, "every operation of boto3 is tried")
    for name, arguments in sorted(calls.items()):
        expect_error(
            "AccessDeniedException", 403, "%s is not for guests" % name, getattr(as_guest, name),
            **arguments)
        expect_error(
            "MissingAuthenticationTokenException", 403, "I-002 %s needs a signature" % name,
            getattr(world.user, name), **arguments)


def check_restart(world):
    """Tokens and credentials outlive the process that made them."""
    guest = world.id()
    token, credentials = world.token(guest), world.credentials(guest)["Credentials"]
    sync = world.sync(credentials)
    world.service.restart()
    keys(world, sync, guest)
    world.sts.assume_role_with_web_identity(
        RoleArn=world.roles()["unauthenticated"], RoleSessionName="again",
        WebIdentityToken=token)
    expect(True, "tokens and credentials outlive a restart")


def check_log(world):
    """Nothing secret was written, at the most talkative level."""
    text = world.service.text()
    expect("GetCredentialsForIdentity" in text, "the log names what was asked for")
    secrets = set(world.secrets) | {SECRET, FACEBOOK_SECRET, VALUE}
    expect(len(secrets) > 20, "many secrets were used")
    expect(not [secret for secret in secrets if secret in text], "no secret is in the log")
    for name in os.listdir(os.path.join(world.service.data, "secrets")):
        path = os.path.join(world.service.data, "secrets", name)
        expect(os.stat(path).st_mode & 0o077 == 0, "keys are their owner's alone")


def main(program):
    providers = ProviderStub()
    with tempfile.NamedTemporaryFile("w") as file:
        json.dump({FACEBOOK: {FACEBOOK_APP: FACEBOOK_SECRET}}, file)
        file.flush()
        os.chmod(file.name, 0o600)
        with Service(
                program, "--request-rate", "0", "--log-level", "trace",
                "--provider-url", "%s=%s" % (AMAZON, providers.url),
                "--provider-url", "%s=%s" % (FACEBOOK, providers.url),
                "--provider-secrets", file.name) as service:
            world = World(service)
            check_pools(world)
            check_guest_becomes_member(world)
            check_backend(world)
            check_basic_flow(world)
            check_roles(world)
            check_deletion(world)
            check_owner_only(world)
            check_restart(world)
            check_log(world)
    print("everything as specified")


if __name__ == "__main__":
    main(sys.argv[1])
