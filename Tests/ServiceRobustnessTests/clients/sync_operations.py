"""Drives a syncd with unmodified boto3 through all 17 operations of Cognito Sync.

usage: sync_operations.py SYNCD

Starts SYNCD itself, with stubs for the trigger, the push service and a stream. Ends with status 0
when everything went as cognito-sync.md says, and prints what did not otherwise.
"""

import json
import sys
import threading

sys.dont_write_bytecode = True
from service import KEY, SECRET, Service, Stub

import botocore
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

from checks import client, expect, expect_error, patch, push
from outlets import (
    APP_APNS, APP_GCM, NOWHERE, ROLE, TRIGGER, check_push, check_streams, check_trigger, token)


class World:
    """Clients of one service: the owner, and guests of a new pool."""

    def __init__(self, service):
        self.service = service
        self.identity = client("cognito-identity", service.url)
        self.owner_identity = client("cognito-identity", service.url, KEY, SECRET)
        self.owner = client("cognito-sync", service.url, KEY, SECRET)
        self.pool = self.new_pool("first")
        self.guest, self.credentials = self.new_guest(self.pool)
        self.as_guest = self.sync(self.credentials)

    def new_pool(self, name):
        return self.owner_identity.create_identity_pool(
            IdentityPoolName=name, AllowUnauthenticatedIdentities=True)["IdentityPoolId"]

    def new_guest(self, pool):
        guest = self.identity.get_id(IdentityPoolId=pool)["IdentityId"]
        return guest, self.identity.get_credentials_for_identity(IdentityId=guest)["Credentials"]

    def sync(self, credentials):
        return client(
            "cognito-sync", self.service.url, credentials["AccessKeyId"],
            credentials["SecretKey"], credentials["SessionToken"])

    def place(self, name="prefs"):
        return {"IdentityPoolId": self.pool, "IdentityId": self.guest, "DatasetName": name}


def is_modelled(sync, operation, code):
    """Whether botocore's model of the operation knows the error."""
    model = sync.meta.service_model.operation_model(operation)
    return code in [shape.name for shape in model.error_shapes]


def check_records(world):
    """ListRecords, UpdateRecords, DescribeDataset, ListDatasets, DeleteDataset."""
    for sync, name in ((world.as_guest, "by-guest"), (world.owner, "by-owner")):
        place = world.place(name)
        listing = sync.list_records(**place)
        expect(
            listing["Records"] == [] and listing["Count"] == 0 and listing["DatasetSyncCount"] == 0
            and listing["DatasetExists"] is False
            and listing["DatasetDeletedAfterRequestedSyncCount"] is False,
            name + ": nothing there yet")
        records = push(
            sync, place, listing["SyncSessionToken"],
            [dict(patch("a", "1"), DeviceLastModifiedDate=1412974057.151), patch("b", "")],
            ClientContext="anything")
        expect(
            records["a"]["DeviceLastModifiedDate"].timestamp() == 1412974057.151
            and records["b"]["Value"] == "" and records["b"]["SyncCount"] == 1,
            name + ": records come back as written")
        expect(
            sync.describe_dataset(**place)["Dataset"]["NumRecords"] == 2, name + ": described")
        names = [
            d["DatasetName"] for d in sync.list_datasets(
                IdentityPoolId=world.pool, IdentityId=world.guest)["Datasets"]]
        expect(name in names, name + ": listed")
        expect(
            sync.delete_dataset(**place)["Dataset"]["DatasetName"] == name, name + ": deleted")
        expect_error(
            "ResourceNotFoundException", 404, name + ": gone", sync.describe_dataset, **place)


def check_limits(world):
    """LimitExceeded, for records, size and datasets."""
    sync = world.as_guest
    place = world.place("limits")
    records = [patch("k%d" % index, "v") for index in range(1024)]
    push(sync, place, token(sync, place), records)
    expect(
        sync.list_records(**place)["Count"] == 1024, "1,024 records come in one page")
    expect_error(
        "LimitExceededException", 400, "record 1,025", sync.update_records,
        SyncSessionToken=token(sync, place), RecordPatches=[patch("one more", "v")], **place)
    expect_error(
        "LimitExceededException", 400, "a megabyte and more", sync.update_records,
        SyncSessionToken=token(sync, place),
        RecordPatches=[patch("k%d" % index, "x" * 600_000, 1) for index in range(2)], **place)
    for index in range(19):
        other = world.place("d%d" % index)
        push(sync, other, token(sync, other), [patch("k", "v")])
    last = world.place("d19")
    expect_error(
        "LimitExceededException", 400, "dataset 21", sync.update_records,
        SyncSessionToken=token(sync, last), RecordPatches=[patch("k", "v")], **last)
    check_pages(world)
    for name in ["limits"] + ["d%d" % index for index in range(19)]:
        sync.delete_dataset(**world.place(name))


def check_pages(world):
    """NextToken of the three operations that have it."""
    def pages(call, key, **arguments):
        items, count, more = [], 0, {}
        while True:
            answer = call(**more, **arguments)
            items += answer[key]
            count += 1
            expect(answer["Count"] == len(answer[key]), key + ": a page knows its size")
            if not answer.get("NextToken"):
                return items, count
            more = {"NextToken": answer["NextToken"]}

    sync = world.as_guest
    items, count = pages(sync.list_records, "Records", MaxResults=300, **world.place("limits"))
    expect(
        count == 4 and len({item["Key"] for item in items}) == 1024, "records in four pages")
    items, count = pages(
        sync.list_datasets, "Datasets", MaxResults=7, IdentityPoolId=world.pool,
        IdentityId=world.guest)
    expect(
        count == 3 and len({item["DatasetName"] for item in items}) == 20,
        "datasets in three pages")
    for index in range(4):
        world.new_pool("page %d" % index)
    items, count = pages(world.owner.list_identity_pool_usage, "IdentityPoolUsages", MaxResults=2)
    expect(
        count >= 3 and world.pool in [item["IdentityPoolId"] for item in items],
        "pools in pages of two")
    listing = sync.list_records(MaxResults=1, **world.place("limits"))
    expect_error(
        "InvalidParameterException", 400, "a page's token of another dataset",
        sync.list_records, NextToken=listing["NextToken"], **world.place("d1"))


def check_usage(world):
    """DescribeIdentityUsage, DescribeIdentityPoolUsage, ListIdentityPoolUsage."""
    place = world.place("usage")
    push(world.as_guest, place, token(world.as_guest, place), [patch("kö", "v€")])
    for sync in (world.as_guest, world.owner):
        usage = sync.describe_identity_usage(
            IdentityPoolId=world.pool, IdentityId=world.guest)["IdentityUsage"]
        expect(
            usage["DataStorage"] == 7 and usage["DatasetCount"] == 1
            and usage["IdentityId"] == world.guest, "an identity's usage")
    usage = world.owner.describe_identity_pool_usage(
        IdentityPoolId=world.pool)["IdentityPoolUsage"]
    expect(
        usage["DataStorage"] == 7 and usage["IdentityPoolId"] == world.pool, "a pool's usage")
    answer = world.owner.list_identity_pool_usage(MaxResults=2)
    expect(answer["MaxResults"] == 2 and answer["Count"] == 2, "the pools' usage")
    world.as_guest.delete_dataset(**place)


def check_settings(world):
    """Get/SetIdentityPoolConfiguration and Get/SetCognitoEvents."""
    owner, pool = world.owner, world.pool
    fresh = owner.get_identity_pool_configuration(IdentityPoolId=pool)
    expect(not fresh.get("PushSync") and fresh["IdentityPoolId"] == pool, "no push at first")
    push_sync = {"ApplicationArns": [APP_GCM], "RoleArn": ROLE}
    answer = owner.set_identity_pool_configuration(IdentityPoolId=pool, PushSync=push_sync)
    expect(answer["PushSync"] == push_sync, "push is configured")
    streams = {"StreamName": "commits", "RoleArn": ROLE, "StreamingStatus": "DISABLED"}
    answer = owner.set_identity_pool_configuration(IdentityPoolId=pool, CognitoStreams=streams)
    expect(
        answer["CognitoStreams"] == streams and answer["PushSync"] == push_sync,
        "a stream is configured and push stays")
    answer = owner.set_identity_pool_configuration(IdentityPoolId=pool, PushSync={})
    expect(not answer.get("PushSync"), "empty push clears it")
    expect(owner.get_cognito_events(IdentityPoolId=pool)["Events"] == {}, "no trigger at first")
    owner.set_cognito_events(IdentityPoolId=pool, Events={"SyncTrigger": TRIGGER})
    expect(
        owner.get_cognito_events(IdentityPoolId=pool)["Events"] == {"SyncTrigger": TRIGGER},
        "a trigger is configured")
    expect_error(
        "InvalidParameterException", 400, "another event", owner.set_cognito_events,
        IdentityPoolId=pool, Events={"Other": TRIGGER})
    owner.set_cognito_events(IdentityPoolId=pool, Events={"SyncTrigger": ""})
    expect(owner.get_cognito_events(IdentityPoolId=pool)["Events"] == {}, "the trigger is gone")


def check_everywhere(world):
    """The errors that nearly every operation has, one operation after the other."""
    mine = {"IdentityPoolId": world.pool, "IdentityId": world.guest}
    pool = {"IdentityPoolId": world.pool}
    data = dict(mine, DatasetName="nothing")
    device = dict(data, DeviceId="nobody")
    other, _ = world.new_guest(world.pool)
    calls = {
        "ListIdentityPoolUsage": {}, "DescribeIdentityPoolUsage": pool,
        "DescribeIdentityUsage": mine, "ListDatasets": mine, "DescribeDataset": data,
        "ListRecords": data, "UpdateRecords": dict(data, SyncSessionToken="x"),
        "DeleteDataset": data, "RegisterDevice": dict(mine, Platform="GCM", Token="t"),
        "SubscribeToDataset": device, "UnsubscribeFromDataset": device,
        "GetIdentityPoolConfiguration": pool, "SetIdentityPoolConfiguration": pool,
        "GetCognitoEvents": pool, "SetCognitoEvents": dict(pool, Events={}),
        "BulkPublish": pool, "GetBulkPublishDetails": pool}
    methods = {api: name for name, api in world.owner.meta.method_to_api_mapping.items()}
    expect(set(calls) == set(methods), "botocore has 17 operations")
    unsigned = client("cognito-sync", world.service.url)
    for operation, arguments in calls.items():
        method = methods[operation]
        of_devices = operation in (
            "RegisterDevice", "SubscribeToDataset", "UnsubscribeFromDataset")
        expect_error(
            "MissingAuthenticationTokenException", 403, operation + " without a signature",
            getattr(unsigned, method), **arguments)
        if "IdentityId" in arguments:
            expect_error(
                "NotAuthorizedException", 403, operation + " for another identity",
                getattr(world.as_guest, method), **dict(arguments, IdentityId=other))
        else:
            expect_error(
                "NotAuthorizedException", 403, operation + " by a guest",
                getattr(world.as_guest, method), **arguments)
        if of_devices:
            expect_error(
                "NotAuthorizedException", 403, operation + " by the owner",
                getattr(world.owner, method), **arguments)
        sync = world.as_guest if of_devices else world.owner
        if "IdentityPoolId" in arguments:
            expect_error(
                "InvalidParameterException", 400, operation + " with a malformed pool",
                getattr(sync, method), **dict(arguments, IdentityPoolId="no pool"))
        if "IdentityPoolId" in arguments and not of_devices and operation != "UpdateRecords":
            code, status = ("NotAuthorizedException", 403)
            if is_modelled(sync, operation, "ResourceNotFoundException"):
                code, status = ("ResourceNotFoundException", 404)
            expect_error(
                code, status, operation + " in a pool that is not there",
                getattr(world.owner, method), **dict(arguments, IdentityPoolId=NOWHERE))
    for count in (0, -1):
        for call, arguments in (
                (world.owner.list_identity_pool_usage, {}), (world.owner.list_datasets, mine),
                (world.owner.list_records, data)):
            expect_error(
                "InvalidParameterException", 400, "pages of %d" % count, call, MaxResults=count,
                **arguments)


def check_throttling(program):
    """TooManyRequests, and how long to wait."""
    with Service(program, "--request-rate", "2") as service:
        world_owner = client("cognito-sync", service.url, KEY, SECRET)
        for _ in range(20):
            try:
                world_owner.list_identity_pool_usage()
            except ClientError as error:
                answer = error.response
                expect(
                    answer["Error"]["Code"] == "TooManyRequestsException"
                    and answer["ResponseMetadata"]["HTTPStatusCode"] == 429
                    and isinstance(error, world_owner.exceptions.TooManyRequestsException)
                    and int(answer["ResponseMetadata"]["HTTPHeaders"]["retry-after"]) >= 1,
                    "too many requests")
                return
        raise AssertionError("nobody was slowed down")


def check_configuration_race(world):
    """SetIdentityPoolConfiguration by many at once."""
    outcomes = []

    def configure(index):
        sync = client("cognito-sync", world.service.url, KEY, SECRET)
        for _ in range(5):
            try:
                sync.set_identity_pool_configuration(
                    IdentityPoolId=world.pool, CognitoStreams={
                        "StreamName": "s%d" % index, "RoleArn": ROLE,
                        "StreamingStatus": "DISABLED"})
                outcomes.append("done")
            except ClientError as error:
                outcomes.append(error.response["Error"]["Code"])
    threads = [threading.Thread(target=configure, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(
        len(outcomes) == 40 and set(outcomes) <= {"done", "ConcurrentModificationException"}
        and "done" in outcomes, "many configure at once")


def check_analytics(world):
    """PutEvents, signed as botocore signs."""
    def put(service, body, context='{"client":{"client_id":"c"}}'):
        request = AWSRequest(
            method="POST", url=world.service.url + "/2014-06-05/events", data=body,
            headers={"Content-Type": "application/json", "x-amz-Client-Context": context})
        credentials = Credentials(
            world.credentials["AccessKeyId"], world.credentials["SecretKey"],
            world.credentials["SessionToken"])
        SigV4Auth(credentials, service, "us-east-1").add_auth(request)
        return URLLib3Session().send(request.prepare())

    event = {
        "eventType": "level", "timestamp": "2026-11-23T00:00:00.000Z", "version": "v2.0",
        "session": {"id": "s", "startTimestamp": "2026-11-23T00:00:00.000Z"},
        "attributes": {"level": "3"}, "metrics": {"moves": 12.5}}
    answer = put("mobileanalytics", json.dumps({"events": [event]}))
    expect(answer.status_code == 202 and answer.content == b"", "events are taken")
    answer = put("mobileanalytics", json.dumps({"events": [dict(event, eventType="")]}))
    expect(
        answer.status_code == 400
        and answer.headers["x-amzn-ErrorType"].startswith("BadRequestException"),
        "events that are none are refused")
    answer = put("cognito-sync", json.dumps({"events": [event]}))
    expect(answer.status_code == 403, "events need a signature of their service")


def main(program):
    """Runs all checks."""
    print("botocore", botocore.__version__)
    trigger, pushes, stream = Stub(), Stub(), Stub()
    with Service(
            program, "--request-rate", "0", "--trigger", "%s=%s/trigger" % (TRIGGER, trigger.url),
            "--push", "%s=%s/gcm" % (APP_GCM, pushes.url),
            "--push", "%s=%s/apns" % (APP_APNS, pushes.url),
            "--stream", "elsewhere=%s/stream" % stream.url) as service:
        world = World(service)
        check_records(world)
        check_limits(world)
        check_usage(world)
        check_settings(world)
        check_trigger(world, trigger)
        check_push(world, pushes)
        check_streams(world, stream)
        check_everywhere(world)
        check_configuration_race(world)
        check_analytics(world)
        expect(service.end() == 0, "the service ends in order")
    check_throttling(program)
    print("everything as specified")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
