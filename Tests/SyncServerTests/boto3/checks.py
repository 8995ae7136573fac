"""What scripts that drive a syncd with unmodified boto3 clients have in common."""

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "us-east-1"


def client(name, endpoint, key=None, secret=None, token=None):
    """Returns a boto3 client; without a key it does not sign."""
    config = Config(retries={"total_max_attempts": 1})
    if key is None:
        config = config.merge(Config(signature_version=UNSIGNED))
    return boto3.client(
        name, endpoint_url=endpoint, region_name=REGION, aws_access_key_id=key or "unsigned",
        aws_secret_access_key=secret or "unsigned", aws_session_token=token, config=config)


def expect(condition, sentence):
    """Fails with `sentence` unless `condition` holds."""
    if not condition:
        raise AssertionError(sentence)
    print("ok   " + sentence)


def expect_error(code, status, sentence, call, **arguments):
    """Fails with `sentence` unless the call is refused with this code and status.

    Returns the message of the refusal.
    """
    try:
        call(**arguments)
    except ClientError as error:
        answer = error.response
        expect(
            answer["Error"]["Code"] == code
            and answer["ResponseMetadata"]["HTTPStatusCode"] == status
            and answer["Error"]["Message"],
            "%s (%s)" % (sentence, answer["Error"]))
        return answer["Error"]["Message"]
    raise AssertionError(sentence + ": it was not refused")


def patch(key, value, count=0):
    """Returns a patch that replaces, or removes when there is no value."""
    if value is None:
        return {"Op": "remove", "Key": key, "SyncCount": count}
    return {"Op": "replace", "Key": key, "Value": value, "SyncCount": count}


def push(sync, place, token, patches, **arguments):
    """Commits patches and returns the records by key."""
    answer = sync.update_records(
        SyncSessionToken=token, RecordPatches=patches, **arguments, **place)
    return {record["Key"]: record for record in answer["Records"]}
