"""The program under test, as people start it: a folder is ingested, then served."""

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = os.environ.get("PACTA", str(ROOT / "target/debug/pacta"))


@contextmanager
def served(sources, data, *flags):
    """Takes a folder of sources up into the data folder `data`, and gives the address it is served at."""
    options = ["--data-dir", str(data), *flags]
    subprocess.run([PROGRAM, "ingest", str(sources), *options], check=True, capture_output=True)
    command = [PROGRAM, "serve", "--bind", "127.0.0.1:0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            for line in server.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield found[0]
                    break
            else:
                raise RuntimeError("the server ended without telling its address")
        finally:
            server.terminate()
