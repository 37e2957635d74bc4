"""Reads a file of metrics as OpenMetrics and as Prometheus' older text, and prints both as JSON."""

import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as older

text = open(sys.argv[1], encoding="utf-8").read()


def samples(families):
    found = {}
    for family in families:
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = [family.type, sample.value]
    return found


print(json.dumps({"openmetrics": samples(openmetrics(text)), "older": samples(older(text))}))
