"""What schemathesis is told about the data: the names of things that are held.

Names made at random are found nowhere. So every other request asks for something that is there.
"""

import csv
import io
import json
import os
from urllib.request import urlopen
from zlib import crc32

import schemathesis

URL = os.environ["PACTA_URL"]
QUERIES = [
    "energy", '"national currencies"', "terrorism OR extremism -military", "domain:energy", "date:2025",
    "between:iran,russia", "coopera*", "kind:event party:iran", "interbnak",
]


def held():
    """Names by the place in an address where they stand, and values by parameter."""
    with urlopen(f"{URL}/sources/iran-russia-2025.json") as answer:
        source = json.load(answer)
    clauses = [clause for block in source["blocks"] for clause in block["clauses"]]
    ids = [clause["id"] for clause in clauses]
    slugs = {
        "c": ids,
        "sources": ["iran-russia-2025"],
        "treaties": ["iran-russia-2025"],
        "parties": ["iran", "russia"],
        "institutions": ["state-duma"],
        "domains": ["energy", "tourism-sport"],
        "years": ["2025"],
    }
    parameters = {
        "q": QUERIES,
        "c": [ids[0], ",".join(ids[:2]), ",".join(ids[:9])],
        "quote": [clauses[0]["text"], clauses[3]["text"][:40].upper()],
        "domain": ["energy"],
        "source": ["iran-russia-2025"],
        "treaty": ["iran-russia-2025"],
    }
    places = {"number": ["1"], "locator": [clause["locator"] for clause in clauses]}
    return slugs, parameters, places


SLUGS, PARAMETERS, PLACES = held()


def mixed(made, known):
    """One of the known values instead of every other one that was made; the same one for the same value."""
    drawn = crc32(json.dumps(made, default=str).encode())
    return known[(drawn >> 1) % len(known)] if known and drawn % 2 else made


@schemathesis.deserializer("text/csv")
def read_table(context, response):
    """A table as the rows that its columns are described for."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8"), newline="")))


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    family = context.operation.path.split("/")[1]
    known = {**PLACES, "slug": SLUGS.get(family), "id": SLUGS.get(family)}
    return {name: mixed(made, known.get(name)) for name, made in (path_parameters or {}).items()}


@schemathesis.hook
def map_query(context, query):
    return {name: mixed(made, PARAMETERS.get(name)) for name, made in (query or {}).items()}
