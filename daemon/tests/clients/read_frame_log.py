"""Reads segments of a frame log as what they are, CBOR sequences, with cbor2 alone.

Prints one JSON line an item: its kind, and of a frame everything that it says.
"""
import json
import sys

import cbor2


def items(path):
    with open(path, "rb") as segment:
        decoder = cbor2.CBORDecoder(segment)
        while True:
            try:
                yield decoder.decode()
            except cbor2.CBORDecodeEOF:
                return


def label(item):
    """RFC 9277: tag 55800 around tag 1414547020, "TPFL", around "BOR"."""
    return [item.tag, item.value.tag, item.value.value.decode("ascii")]


def line(number, item):
    if number == 0:
        return {"kind": "label", "label": label(item)}
    ((kind, body),) = item.items()
    if kind != "frame":
        return {"kind": kind}
    assert len(body["data"]) == body["len"]
    return {**body, "kind": kind, "data": body["data"].hex()}


for path in sys.argv[1:]:
    for number, item in enumerate(items(path)):
        print(json.dumps(line(number, item)))
