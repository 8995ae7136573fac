"""Reads the game's records with developer credentials and renames the player.

usage: game_dataset.py ENDPOINT ACCESS_KEY SECRET_KEY IDENTITY
"""

import json
import sys
import urllib.request

import boto3

endpoint, key, secret, identity = sys.argv[1:]
with urllib.request.urlopen(endpoint + "/.well-known/hundred-holds") as answer:
    pool = json.load(answer)["identityPoolId"]
sync = boto3.client(
    "cognito-sync", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key,
    aws_secret_access_key=secret)
place = dict(IdentityPoolId=pool, IdentityId=identity, DatasetName="GameInfo")
names = [dataset["DatasetName"] for dataset in sync.list_datasets(
    IdentityPoolId=pool, IdentityId=identity)["Datasets"]]
assert names == ["GameInfo"], names
listing = sync.list_records(**place)
records = {record["Key"]: record for record in listing["Records"]}
for name, record in sorted(records.items()):
    print(name, "=", record.get("Value"))
count = records["playerName"]["SyncCount"] if "playerName" in records else 0
answer = sync.update_records(
    SyncSessionToken=listing["SyncSessionToken"],
    RecordPatches=[
        {"Op": "replace", "Key": "playerName", "Value": "Mira from afar", "SyncCount": count}],
    **place)
assert answer["Records"][0]["SyncCount"] == listing["DatasetSyncCount"] + 1, answer
