"""Drives a syncd with the unmodified AWS CLI through all 17 operations of Cognito Sync.

usage: aws_cli.py SYNCD

The program `aws` of this Python runs twice; for the other commands its code runs in this process,
since starting it takes longer than all the rest. Ends with status 0 when everything went as
cognito-sync.md says, and prints what did not otherwise.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from service import KEY, SECRET, Service

import awscli
import awscli.clidriver

from checks import expect

APP = "arn:aws:sns:us-east-1:123456789012:app/GCM/game"
ROLE = "arn:aws:iam::123456789012:role/sync"
TRIGGER = "arn:aws:lambda:us-east-1:123456789012:function:judge"


class CommandLine:
    """The CLI with one set of credentials."""

    def __init__(self, url, key, secret, token=None):
        self.url = url
        self.driver = None
        self.environment = {
            "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1", "AWS_PAGER": "",
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
        if token:
            self.environment["AWS_SESSION_TOKEN"] = token

    def words(self, service, command, options):
        """Returns the words of a command; options that are no text go as JSON."""
        words = ["--endpoint-url", self.url, "--output", "json", service, command]
        for name, value in options.items():
            words += [
                "--" + name.replace("_", "-"), value if isinstance(value, str)
                else json.dumps(value)]
        return words

    def run(self, service, command, **options):
        """Runs a command in this process and returns its status and both outputs."""
        output, errors = io.StringIO(), io.StringIO()
        before = dict(os.environ)
        os.environ.pop("AWS_SESSION_TOKEN", None)
        os.environ.update(self.environment)
        try:
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
                self.driver = self.driver or awscli.clidriver.create_clidriver()
                status = self.driver.main(self.words(service, command, options))
        finally:
            os.environ.clear()
            os.environ.update(before)
        return status, output.getvalue(), errors.getvalue()

    def program(self, service, command, **options):
        """Runs a command as a program and returns its status and both outputs."""
        program = os.path.join(os.path.dirname(sys.executable), "aws")
        result = subprocess.run(
            [program] + self.words(service, command, options), env=self.environment,
            capture_output=True, text=True)
        return result.returncode, result.stdout, result.stderr

    def __call__(self, command, service="cognito-sync", **options):
        """Runs a command that has to succeed and returns its answer."""
        status, output, errors = self.run(service, command, **options)
        if status != 0:
            raise AssertionError("%s: %s" % (command, errors))
        print("ok   " + command)
        return json.loads(output) if output.strip() else {}

    def refused(self, code, command, **options):
        """Runs a command that has to be refused with this code."""
        status, output, errors = self.run("cognito-sync", command, **options)
        expect(
            status in (254, 255) and "(%s)" % code in errors,
            "%s is refused: %s" % (command, errors.strip() or output))


def create_pool(owner):
    """Creates a pool with guests; the option is a flag."""
    words = owner.words(
        "cognito-identity", "create-identity-pool", {"identity-pool-name": "cli"})
    owner.words = lambda service, command, options: words + [
        "--allow-unauthenticated-identities"]
    pool = owner("create-identity-pool")["IdentityPoolId"]
    del owner.words
    return pool


def check_data(owner, guest, mine):
    """The operations on datasets, by a guest and by the owner."""
    for line, name in ((guest, "by-guest"), (owner, "by-owner")):
        place = dict(mine, dataset_name=name)
        token = line("list-records", **place)["SyncSessionToken"]
        patches = [{"Op": "replace", "Key": "k", "Value": "ü", "SyncCount": 0}]
        answer = line(
            "update-records", sync_session_token=token, record_patches=patches, **place)
        expect(answer["Records"][0]["SyncCount"] == 1, name + ": a record is written")
        token = line("list-records", **place)["SyncSessionToken"]
        line.refused(
            "ResourceConflictException", "update-records", sync_session_token=token,
            record_patches=patches, **place)
        line.refused(
            "InvalidParameterException", "update-records", sync_session_token="nothing",
            record_patches=patches, **place)
        line.refused(
            "LimitExceededException", "update-records", sync_session_token=token,
            record_patches=[
                {"Op": "replace", "Key": "k%d" % index, "Value": "v", "SyncCount": 0}
                for index in range(1024)], **place)
        answer = line("list-records", last_sync_count="0", max_results="1", **place)
        expect(answer["Records"][0]["Value"] == "ü", name + ": and read")
        expect(
            line("describe-dataset", **place)["Dataset"]["NumRecords"] == 1, name + ": described")
        names = [d["DatasetName"] for d in line("list-datasets", **mine)["Datasets"]]
        expect(name in names, name + ": listed")
        usage = line("describe-identity-usage", **mine)["IdentityUsage"]
        expect(usage["DatasetCount"] >= 1, name + ": counted")
        line("delete-dataset", **place)
        line.refused("ResourceNotFoundException", "delete-dataset", **place)


def check_pool(owner, guest, pool):
    """The operations on pools."""
    mine = {"identity_pool_id": pool}
    usages = owner("list-identity-pool-usage")["IdentityPoolUsages"]
    expect(pool in [usage["IdentityPoolId"] for usage in usages], "the pool has a usage")
    owner("describe-identity-pool-usage", **mine)
    streams = {"StreamName": "cli", "RoleArn": ROLE, "StreamingStatus": "ENABLED"}
    answer = owner(
        "set-identity-pool-configuration", cognito_streams=streams,
        push_sync={"ApplicationArns": [APP], "RoleArn": ROLE}, **mine)
    expect(answer["CognitoStreams"] == streams, "the pool is configured")
    answer = owner("get-identity-pool-configuration", **mine)
    expect(answer["PushSync"]["ApplicationArns"] == [APP], "the configuration stays")
    owner("set-cognito-events", events={"SyncTrigger": TRIGGER}, **mine)
    expect(
        owner("get-cognito-events", **mine)["Events"] == {"SyncTrigger": TRIGGER},
        "a trigger is set")
    owner("set-cognito-events", events={"SyncTrigger": ""}, **mine)
    owner("bulk-publish", **mine)
    details = owner("get-bulk-publish-details", **mine)
    deadline = time.monotonic() + 15
    while details["BulkPublishStatus"] == "IN_PROGRESS" and time.monotonic() < deadline:
        details = owner("get-bulk-publish-details", **mine)
    expect(details["BulkPublishStatus"] == "SUCCEEDED", "everything is published")
    owner.refused("AlreadyStreamedException", "bulk-publish", **mine)
    guest.refused("NotAuthorizedException", "describe-identity-pool-usage", **mine)


def check_devices(owner, guest, mine):
    """The operations on devices."""
    guest.refused(
        "InvalidConfigurationException", "register-device", platform="ADM", token="t", **mine)
    device = guest("register-device", platform="GCM", token="t", **mine)["DeviceId"]
    place = dict(mine, dataset_name="pushed", device_id=device)
    guest.refused("ResourceNotFoundException", "subscribe-to-dataset", **place)
    data = dict(mine, dataset_name="pushed")
    token = guest("list-records", **data)["SyncSessionToken"]
    guest(
        "update-records", sync_session_token=token, device_id=device, record_patches=[
            {"Op": "replace", "Key": "k", "Value": "v", "SyncCount": 0}], **data)
    guest("subscribe-to-dataset", **place)
    guest("unsubscribe-from-dataset", **place)
    guest.refused("ResourceNotFoundException", "unsubscribe-from-dataset", **place)
    owner.refused("NotAuthorizedException", "subscribe-to-dataset", **place)


def check_program(owner, pool):
    """The program itself, once with success and once without."""
    status, output, errors = owner.program(
        "cognito-sync", "describe-identity-pool-usage", identity_pool_id=pool)
    expect(
        status == 0 and json.loads(output)["IdentityPoolUsage"]["IdentityPoolId"] == pool,
        "the program describes a pool" + errors)
    status, output, errors = owner.program(
        "cognito-sync", "describe-identity-pool-usage",
        identity_pool_id="us-east-1:00000000-0000-0000-0000-000000000000")
    expect(
        status in (254, 255) and "(ResourceNotFoundException)" in errors,
        "the program tells of an error: " + errors.strip())


def main(program):
    """Runs all commands."""
    print("aws-cli", awscli.__version__)
    with Service(program, "--request-rate", "0") as service:
        owner = CommandLine(service.url, KEY, SECRET)
        pool = create_pool(owner)
        identity = owner("get-id", service="cognito-identity", identity_pool_id=pool)["IdentityId"]
        credentials = owner(
            "get-credentials-for-identity", service="cognito-identity",
            identity_id=identity)["Credentials"]
        guest = CommandLine(
            service.url, credentials["AccessKeyId"], credentials["SecretKey"],
            credentials["SessionToken"])
        mine = {"identity_pool_id": pool, "identity_id": identity}
        check_data(owner, guest, mine)
        check_pool(owner, guest, pool)
        check_devices(owner, guest, mine)
        check_program(owner, pool)
        expect(service.end() == 0, "the service ends in order")
    print("everything as specified")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
