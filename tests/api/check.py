"""Whether the API does what its description says: tried by schemathesis with 2,000 requests.

Requests are made from the description, good ones and bad ones. No answer may be an error of the
server's (5xx), nor have a status, a type, a header or a shape that the description does not tell.
The seed is fixed: a run that fails can be repeated.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from served import ROOT, served

REQUESTS = 2000
SEED = 2025
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
METHODS = {"get", "put", "post", "delete", "head", "options", "patch", "trace"}


def main():
    with (
        tempfile.TemporaryDirectory(prefix="pacta-api-") as folder,
        served(ROOT / "data/sources", Path(folder) / "data") as url,
    ):
        description = f"{url}/api/openapi.json"
        with urlopen(description) as answer:
            paths = json.load(answer)["paths"]
        operations = sum(len(METHODS & item.keys()) for item in paths.values())
        report = Path(folder) / "report.ndjson"
        here = str(Path(__file__).resolve().parent)
        command = [
            str(Path(sys.executable).with_name("schemathesis")), "run", description,
            "--phases", "examples,coverage,fuzzing",
            "--checks", ",".join(CHECKS),
            # The other half are those that the coverage of every parameter makes.
            "--max-examples", str(math.ceil(REQUESTS / 2 / operations)),
            "--seed", str(SEED),
            "--continue-on-failure",
            "--request-timeout", "20",
            "--warnings", "off",
            "--report", "ndjson", "--report-ndjson-path", str(report),
        ]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": here, "PACTA_URL": url}
        ended = subprocess.run(command, env=environment, cwd=folder, check=False)
        requests = report.read_text("utf-8").count('"response":')
        print(f"{operations} operations, {requests} requests")
        if ended.returncode != 0:
            return ended.returncode
        if requests < REQUESTS:
            print(f"only {requests} of {REQUESTS} requests were made", file=sys.stderr)
            return 1
        return 0


if __name__ == "__main__":
    sys.exit(main())
