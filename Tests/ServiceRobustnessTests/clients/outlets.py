"""Checks of what a commit sets off: triggers, push notifications and streams."""

import json
import os
import threading
import time

from checks import expect, expect_error, patch, push

TRIGGER = "arn:aws:lambda:us-east-1:123456789012:function:judge"
ROLE = "arn:aws:iam::123456789012:role/sync"
APP_GCM = "arn:aws:sns:us-east-1:123456789012:app/GCM/game"
APP_APNS = "arn:aws:sns:us-east-1:123456789012:app/APNS/game"
NOWHERE = "us-east-1:00000000-0000-0000-0000-000000000000"


def token(sync, place, **arguments):
    """Returns a new session token for a dataset."""
    return sync.list_records(**place, **arguments)["SyncSessionToken"]


def check_trigger(world, stub):
    """UpdateRecords with a trigger behind a webhook."""
    world.owner.set_cognito_events(IdentityPoolId=world.pool, Events={"SyncTrigger": TRIGGER})
    sync, place = world.as_guest, world.place("judged")
    stub.messages.clear()

    def with_answer(change, patches, **arguments):
        def answer(path, event):
            return change(event) or (200, event)
        stub.answer = answer
        return push(sync, place, token(sync, place), patches, **arguments)

    def modify(event):
        records = event["datasetRecords"]
        records["a"].update(newValue="from the trigger", op="replace")
        records["extra"] = {"newValue": "added", "op": "replace"}

    records = with_answer(modify, [patch("a", "mine"), patch("b", "mine")])
    expect(
        {k: (r["Value"], r["SyncCount"]) for k, r in records.items()}
        == {"a": ("from the trigger", 1), "b": ("mine", 1), "extra": ("added", 1)},
        "a trigger changes and adds records")
    event = stub.messages[0][1]
    expect(
        event["version"] == 2 and event["eventType"] == "SyncTrigger"
        and event["identityId"] == world.guest and event["datasetName"] == "judged"
        and event["region"] == "us-east-1" and event["identityPoolId"] == world.pool,
        "a trigger is told what it is about")

    def omit(event):
        expect(event["datasetRecords"]["b"] == {
            "oldValue": "mine", "newValue": "mine", "op": "none"}, "other records are shown")
        del event["datasetRecords"]["a"]
    records = with_answer(omit, [patch("a", "ignored", 1)])
    expect(
        records["a"]["Value"] == "from the trigger" and records["a"]["SyncCount"] == 1,
        "what a trigger leaves out is not written")

    def remove(event):
        event["datasetRecords"]["b"]["op"] = "remove"
    records = with_answer(remove, [patch("a", "2", 1)])
    expect(records["b"].get("Value") is None, "a trigger removes records")

    def refuse(code, status, sentence, answer):
        stub.answer = answer
        session = token(sync, place)
        before = sync.list_records(**place)["DatasetSyncCount"]
        expect_error(
            code, status, sentence, sync.update_records, SyncSessionToken=session,
            RecordPatches=[patch("new", "1")], **place)
        expect(
            sync.list_records(**place)["DatasetSyncCount"] == before,
            sentence + ": nothing is stored")
        stub.answer = lambda path, event: (200, event)
        return session

    refuse(
        "InvalidLambdaFunctionOutputException", 400, "a trigger that fails",
        lambda path, event: (500, {}))
    refuse(
        "InvalidLambdaFunctionOutputException", 400, "a trigger that speaks nonsense",
        lambda path, event: (200, b"nonsense"))
    refuse(
        "InvalidLambdaFunctionOutputException", 400, "a trigger that changes the identity",
        lambda path, event: (200, dict(event, identityId=NOWHERE)))
    refuse(
        "LambdaThrottledException", 429, "a trigger that is busy", lambda path, event: (429, {}))

    def sleep(path, event):
        time.sleep(6)
        return 200, event
    session = refuse("LambdaSocketTimeoutException", 400, "a trigger that is too slow", sleep)
    records = push(sync, place, session, [patch("new", "1")])
    expect(records["new"]["Value"] == "1", "the token serves after the failure")

    count = len(stub.messages)
    push(world.owner, place, token(world.owner, place), [patch("owner", "1")])
    expect(len(stub.messages) == count, "the owner's writes are not judged")
    world.owner.set_cognito_events(IdentityPoolId=world.pool, Events={"SyncTrigger": ""})
    sync.delete_dataset(**place)


def check_push(world, stub):
    """RegisterDevice, SubscribeToDataset, UnsubscribeFromDataset and what they lead to."""
    sync, place = world.as_guest, world.place("pushed")
    mine = {"IdentityPoolId": world.pool, "IdentityId": world.guest}
    expect_error(
        "InvalidConfigurationException", 400, "a platform that is not configured",
        sync.register_device, Platform="ADM", Token="t", **mine)
    world.owner.set_identity_pool_configuration(
        IdentityPoolId=world.pool,
        PushSync={"ApplicationArns": [APP_GCM, APP_APNS], "RoleArn": ROLE})
    phone = sync.register_device(Platform="GCM", Token="phone", **mine)["DeviceId"]
    tablet = sync.register_device(Platform="APNS", Token="tablet", **mine)["DeviceId"]
    expect(
        sync.register_device(Platform="GCM", Token="phone", **mine)["DeviceId"] == phone,
        "the same token is the same device")
    expect_error(
        "ResourceNotFoundException", 404, "subscribing to what is not there",
        sync.subscribe_to_dataset, DeviceId=phone, **place)
    push(sync, place, token(sync, place), [patch("k", "1")])
    expect_error(
        "ResourceNotFoundException", 404, "subscribing a device that is not known",
        sync.subscribe_to_dataset, DeviceId="nobody", **place)
    for device in (phone, tablet, phone):
        sync.subscribe_to_dataset(DeviceId=device, **place)
    for call in (sync.subscribe_to_dataset, sync.unsubscribe_from_dataset):
        expect_error(
            "NotAuthorizedException", 403, "the owner has no devices",
            getattr(world.owner, call.__name__), DeviceId=phone, **place)
    world.service.restart()
    stub.messages.clear()
    push(sync, place, token(sync, place), [patch("k", "2", 1)])
    expect(stub.wait(lambda messages: len(messages) >= 2), "a kill loses no subscription")
    by_platform = {message["device"]["platform"]: message for _, message in stub.messages}
    five = {
        "source": "cognito-sync", "identityPoolId": world.pool, "identityId": world.guest,
        "datasetName": "pushed"}
    expect(
        by_platform["GCM"]["data"] == dict(five, syncCount="2")
        and by_platform["GCM"]["device"]["token"] == "phone", "Android gets texts")
    expect(
        by_platform["APNS"]["data"] == dict(five, syncCount=2)
        and by_platform["APNS"]["aps"] == {"content-available": 1}, "iOS gets a silent push")
    stub.messages.clear()
    push(sync, place, token(sync, place), [patch("k", "3", 2)], DeviceId=phone)
    sync.unsubscribe_from_dataset(DeviceId=tablet, **place)
    expect_error(
        "ResourceNotFoundException", 404, "ending what has ended",
        sync.unsubscribe_from_dataset, DeviceId=tablet, **place)
    push(sync, place, token(sync, place), [patch("k", "4", 3)])
    expect(
        stub.wait(lambda messages: any(
            message["data"]["syncCount"] == "4" for _, message in messages)),
        "a device hears of what others write")
    expect(
        not any(
            message["device"]["deviceId"] == phone and message["data"]["syncCount"] == "3"
            for _, message in stub.messages), "a sender is not told of its own writes")
    world.owner.set_identity_pool_configuration(IdentityPoolId=world.pool, PushSync={})
    sync.delete_dataset(**place)


def check_streams(world, stub):
    """Streams to a file and to a webhook, BulkPublish and GetBulkPublishDetails."""
    owner, pool = world.owner, world.pool
    details = owner.get_bulk_publish_details(IdentityPoolId=pool)
    expect(details["BulkPublishStatus"] == "NOT_STARTED", "nothing was published")
    expect_error(
        "InvalidParameterException", 400, "publishing without a stream", owner.bulk_publish,
        IdentityPoolId=pool)

    def stream(name):
        owner.set_identity_pool_configuration(
            IdentityPoolId=pool, CognitoStreams={
                "StreamName": name, "RoleArn": ROLE, "StreamingStatus": "ENABLED"})

    stream("commits")
    sync, place = world.as_guest, world.place("streamed")
    push(sync, place, token(sync, place), [patch("k", "1")])
    push(sync, place, token(sync, place), [patch("k", None, 1), patch("l", "ü")])
    path = os.path.join(world.service.data, "streams", "commits.jsonl")

    def lines():
        try:
            with open(path, encoding="utf-8") as file:
                return [json.loads(line) for line in file]
        except FileNotFoundError:
            return []
    deadline = time.monotonic() + 10
    while len(lines()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    first, second = lines()[:2]
    expect(
        first["dataSetName"] == "streamed" and first["payloadType"] == "Inline"
        and first["syncCount"] == 1 and isinstance(first["lastModifiedDate"], int)
        and first["lastModifiedDate"] > 1_000_000_000_000, "a stream tells of a commit")
    expect(
        sorted((r["key"], r["op"], r["value"]) for r in second["kinesisSyncRecords"])
        == [("k", "remove", None), ("l", "replace", "ü")], "a stream has every record")

    held = threading.Event()

    def slow(path, message):
        held.wait(20)
        return 200, {}
    stub.answer = slow
    stream("elsewhere")
    expect(
        owner.bulk_publish(IdentityPoolId=pool)["IdentityPoolId"] == pool, "publishing starts")
    expect_error(
        "DuplicateRequestException", 400, "publishing twice at once", owner.bulk_publish,
        IdentityPoolId=pool)
    details = owner.get_bulk_publish_details(IdentityPoolId=pool)
    expect(
        details["BulkPublishStatus"] == "IN_PROGRESS" and details["BulkPublishStartTime"]
        and "BulkPublishCompleteTime" not in details, "publishing is under way")
    held.set()
    deadline = time.monotonic() + 15
    while details["BulkPublishStatus"] == "IN_PROGRESS" and time.monotonic() < deadline:
        time.sleep(0.02)
        details = owner.get_bulk_publish_details(IdentityPoolId=pool)
    expect(
        details["BulkPublishStatus"] == "SUCCEEDED" and details["BulkPublishCompleteTime"],
        "publishing ends")
    expect(
        [m["dataSetName"] for _, m in stub.messages if m.get("dataSetName") == "streamed"],
        "everything was published")
    expect_error(
        "AlreadyStreamedException", 400, "publishing twice a day", owner.bulk_publish,
        IdentityPoolId=pool)
    sync.delete_dataset(**place)
