"""Drives a running syncd with unmodified boto3 clients.

usage: first_half.py ENDPOINT ACCESS_KEY SECRET_KEY

Covers the nine operations of the first half with developer credentials and with the temporary
credentials of guests. Ends with status 0 when everything went as the specification says, and
prints what did not otherwise.
"""

import sys
import threading

import botocore
from botocore.exceptions import ClientError

sys.dont_write_bytecode = True
from checks import client, expect, expect_error, patch, push


def check_pools(identity, owner):
    """Creates and describes pools; returns one with guests."""
    pool = owner.create_identity_pool(
        IdentityPoolName="boto3 test", AllowUnauthenticatedIdentities=True,
        SupportedLoginProviders={"graph.facebook.com": "7346241598935555"})
    described = owner.describe_identity_pool(IdentityPoolId=pool["IdentityPoolId"])
    expect(described["IdentityPoolName"] == "boto3 test", "a pool keeps its name")
    expect(
        described["SupportedLoginProviders"] == {"graph.facebook.com": "7346241598935555"},
        "a pool keeps its providers")
    expect_error(
        "ResourceNotFoundException", 400, "a missing pool is not found",
        owner.describe_identity_pool,
        IdentityPoolId="us-east-1:00000000-0000-0000-0000-000000000000")
    expect_error(
        "MissingAuthenticationTokenException", 403, "creating a pool needs a signature",
        identity.create_identity_pool, IdentityPoolName="x", AllowUnauthenticatedIdentities=True)
    closed = owner.create_identity_pool(
        IdentityPoolName="closed", AllowUnauthenticatedIdentities=False)
    expect_error(
        "NotAuthorizedException", 400, "a pool without guests refuses them", identity.get_id,
        IdentityPoolId=closed["IdentityPoolId"])
    return pool["IdentityPoolId"]


def check_guest(identity, endpoint, pool):
    """Becomes a guest; returns the identity and a client with its credentials."""
    guest = identity.get_id(IdentityPoolId=pool)["IdentityId"]
    other = identity.get_id(IdentityPoolId=pool)["IdentityId"]
    expect(guest != other and guest == guest.lower(), "every guest is somebody else")
    answer = identity.get_credentials_for_identity(IdentityId=guest)
    credentials = answer["Credentials"]
    expect(answer["IdentityId"] == guest, "credentials are for the guest that asked")
    expect(credentials["AccessKeyId"].startswith("ASIA"), "an access key id looks like Amazon's")
    sync = client(
        "cognito-sync", endpoint, credentials["AccessKeyId"], credentials["SecretKey"],
        credentials["SessionToken"])
    expect_error(
        "NotAuthorizedException", 403, "a guest does not see another one",
        sync.list_datasets, IdentityPoolId=pool, IdentityId=other)
    expect_error(
        "UnrecognizedClientException", 403, "a temporary key needs its token",
        client(
            "cognito-sync", endpoint, credentials["AccessKeyId"], credentials["SecretKey"]
        ).list_datasets, IdentityPoolId=pool, IdentityId=guest)
    expect_error(
        "InvalidSignatureException", 403, "a wrong secret is refused",
        client(
            "cognito-sync", endpoint, credentials["AccessKeyId"], "wrong",
            credentials["SessionToken"]
        ).list_datasets, IdentityPoolId=pool, IdentityId=guest)
    return guest, sync


def check_records(sync, place, author):
    """Walks a dataset from nothing through commits, conflicts and removal."""
    listing = sync.list_records(LastSyncCount=0, MaxResults=1024, **place)
    expect(
        listing["DatasetExists"] is False and listing["DatasetSyncCount"] == 0
        and listing["Records"] == [] and listing["SyncSessionToken"],
        "a dataset that never existed lists empty")
    token = listing["SyncSessionToken"]
    records = push(sync, place, token, [patch("a", "1", 0), patch("b", "ü€😀", 0)])
    expect(
        {key: record["SyncCount"] for key, record in records.items()} == {"a": 1, "b": 1},
        "all records of a commit share its count")
    expect(records["a"]["LastModifiedBy"] == author, "the writer is recorded")
    expect_error(
        "InvalidParameterException", 400, "a token serves one commit", sync.update_records,
        SyncSessionToken=token, RecordPatches=[patch("c", "1", 0)], **place)
    token = sync.list_records(LastSyncCount=1, **place)["SyncSessionToken"]
    message = expect_error(
        "ResourceConflictException", 409, "a stale count is refused", sync.update_records,
        SyncSessionToken=token, RecordPatches=[patch("a", "2", 0)], **place)
    expect(message == "Current SyncCount for: a is: 1 not: 0", "the conflict names both counts")
    push(sync, place, token, [patch("a", None, 1)])
    listing = sync.list_records(LastSyncCount=1, **place)
    expect(
        [(r["Key"], r.get("Value"), r["SyncCount"]) for r in listing["Records"]]
        == [("a", None, 2)], "a removed record is listed as a tombstone")
    keys, next_token = [], None
    while True:
        arguments = {"NextToken": next_token} if next_token else {}
        page = sync.list_records(LastSyncCount=0, MaxResults=1, **arguments, **place)
        keys += [record["Key"] for record in page["Records"]]
        next_token = page.get("NextToken")
        if not next_token:
            break
    expect(sorted(keys) == ["a", "b"], "pages of one list every record once")
    expect_error(
        "InvalidParameterException", 400, "a count beyond the dataset is refused",
        sync.list_records, LastSyncCount=99, **place)
    expect_error(
        "InvalidParameterException", 400, "a token of nothing is refused", sync.update_records,
        SyncSessionToken="nothing", RecordPatches=[patch("c", "1", 0)], **place)


def check_datasets(sync, place):
    """Describes, lists, deletes and re-creates a dataset."""
    dataset = sync.describe_dataset(**place)["Dataset"]
    expect(
        dataset["NumRecords"] == 1 and dataset["DataStorage"] == len("bü€😀".encode()),
        "a dataset counts live records and their bytes")
    owner = {key: place[key] for key in ("IdentityPoolId", "IdentityId")}
    names = [d["DatasetName"] for d in sync.list_datasets(MaxResults=64, **owner)["Datasets"]]
    expect(names == [place["DatasetName"]], "the identity has one dataset")
    expect(
        sync.delete_dataset(**place)["Dataset"]["NumRecords"] == 1,
        "a deletion answers what was there")
    for call in (sync.delete_dataset, sync.describe_dataset):
        expect_error(
            "ResourceNotFoundException", 404, "a deleted dataset is missing", call, **place)
    listing = sync.list_records(LastSyncCount=1, **place)
    expect(
        listing["DatasetDeletedAfterRequestedSyncCount"] is True
        and listing["DatasetExists"] is False, "a listing tells of the deletion")
    push(sync, place, listing["SyncSessionToken"], [patch("z", "1", 0)])
    listing = sync.list_records(LastSyncCount=1, **place)
    expect(
        listing["DatasetDeletedAfterRequestedSyncCount"] is True
        and [r["Key"] for r in listing["Records"]] == ["z"] and listing["DatasetSyncCount"] > 2,
        "a re-created dataset goes on counting and tells of the deletion")


def check_race(sync, place):
    """Lets several writers want the same count at once."""
    token = [sync.list_records(LastSyncCount=0, **place)["SyncSessionToken"] for _ in range(8)]
    results = []

    def write(index):
        try:
            push(sync, place, token[index], [patch("race", str(index), 0)])
            results.append("won")
        except ClientError as error:
            results.append(error.response["Error"]["Code"])

    threads = [threading.Thread(target=write, args=(index,)) for index in range(len(token))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(
        sorted(results) == ["ResourceConflictException"] * 7 + ["won"],
        "of eight writers with one count, one wins")


def main(endpoint, key, secret):
    """Runs all checks."""
    print("botocore", botocore.__version__)
    identity = client("cognito-identity", endpoint)
    owner = client("cognito-identity", endpoint, key, secret)
    pool = check_pools(identity, owner)
    guest, as_guest = check_guest(identity, endpoint, pool)
    place = {"IdentityPoolId": pool, "IdentityId": guest, "DatasetName": "prefs"}
    check_records(as_guest, place, guest)
    check_datasets(as_guest, place)
    check_race(as_guest, place)
    as_owner = client("cognito-sync", endpoint, key, secret)
    second = dict(place, IdentityId=identity.get_id(IdentityPoolId=pool)["IdentityId"])
    check_records(as_owner, second, "123456789012")
    listing = as_owner.list_records(LastSyncCount=0, **place)
    expect(
        {r["Key"] for r in listing["Records"]} == {"z", "race"},
        "the owner sees what the guest wrote")
    print("everything as specified")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
