"""Whether other programs read Pacta's citations as they are meant.

Starts the program on sources of every kind, downloads the files of their pages, and reads them with
programs that people use: RIS with rispy, BibTeX with bibtexparser, CSL-JSON with the types that
csl-reference makes of its schema, and rendered by citeproc-py. The same title must come out of all.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request
import warnings
from pathlib import Path

import bibtexparser
import rispy
from bibtexparser import middlewares
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from csl_reference import DateVariable, NameVariable, Reference

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from served import PROGRAM, ROOT, served

HOSTILE = "A <script>alert('x')</script> \"quoted\" {braced} }open{ 100 % of #1 & $2_a^b~c \\write18"

# Each source: what it holds, what is stated about it, and its type in RIS.
SOURCES = {
    "fisheries": (
        (ROOT / "tests/fixtures/texts/iceland-cabo-verde-fisheries.txt").read_text("utf-8"),
        {"series": "3156 UNTS 79", "url": "https://treaties.example/fisheries"},
        "STAT",
    ),
    "news": (
        "Iran and Russia sign\nThe treaty between Iran and Russia was signed.",
        {
            "publisher": "Reuters",
            "author": "Doe, Jane; Agence & Co",
            "published": "2025-01-17",
            "url": "https://news.example/a?b=c&d=e_f#g",
            "retrieved": "2026-11-23",
            "archived_url": "https://archive.example/a",
            "treaty": "iran-russia-2025",
        },
        "NEWS",
    ),
    "page": (
        "On the treaty\nThe treaty between Iran and Russia covers energy.",
        {"url": "https://page.example/", "treaty": "iran-russia-2025"},
        "ELEC",
    ),
    "unknown": ("A talk\nIran and Russia speak of trade.", {"treaty": "iran-russia-2025"}, "ELEC"),
    "work": (
        "A book\nThe treaty between Iran and Russia covers culture.",
        {"publisher": "A Press", "published": "2025", "treaty": "iran-russia-2025"},
        "RPRT",
    ),
    "statement": (
        "Words\nThe Ministry said that the treaty between Iran and Russia is in force.",
        {"type": "official", "publisher": "A Ministry", "published": "2025-10", "treaty": "iran-russia-2025"},
        "RPRT",
    ),
    "hostile": (
        "A title\nIran and Russia {agree} on \\energy & trade, 100 % of it.",
        {"title": HOSTILE, "publisher": HOSTILE, "author": HOSTILE, "published": "2025-10-02"},
        "NEWS",
    ),
}


class Downloads(unittest.TestCase):
    """The files of every page that can be cited."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="pacta-citations-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        for slug, (text, stated, _) in SOURCES.items():
            (cls.folder / f"{slug}.txt").write_text(text, "utf-8")
            lines = [f"{key} = {json.dumps(value)}" for key, value in stated.items()]
            (cls.folder / f"{slug}.toml").write_text("\n".join(lines), "utf-8")
        cls.url = cls.enterClassContext(
            served(cls.folder, cls.folder / "data", "--base-url", "https://pacta.example")
        )

        # Each page with the type that its RIS must have.
        cls.pages = {}
        for slug, (_, _, kind) in SOURCES.items():
            source = json.loads(cls.get(f"/sources/{slug}.json"))
            clauses = [c for block in source["blocks"] for c in block["clauses"]]
            cls.pages[f"/sources/{slug}"] = kind
            cls.pages[clauses[0]["href"]] = kind
            cls.pages[clauses[-1]["href"]] = kind
            cls.pages[f"/treaties/{source['metadata']['treaty']}"] = "STAT"
        cls.clauses = [page.removeprefix("/c/") for page in cls.pages if page.startswith("/c/")]

    @classmethod
    def get(cls, path):
        with urllib.request.urlopen(cls.url + path) as answer:
            return answer.read().decode("utf-8")

    def each(self, check):
        """Checks each page with its one CSL-JSON item."""
        for page in self.pages:
            with self.subTest(page=page):
                [item] = json.loads(self.get(f"{page}.csl.json"))
                check(page, item)

    def test_ris_is_read_by_rispy(self):
        def check(page, item):
            entries = rispy.loads(self.get(f"{page}.ris"))
            self.assertEqual(len(entries), 1)
            entry = entries[0]
            self.assertEqual(entry["type_of_reference"], self.pages[page])
            self.assertEqual(entry["title"], item["title"])
            self.assertEqual(entry["urls"], [item["URL"]])
            self.assertEqual(entry.get("abstract"), item.get("abstract"))
            self.assertNotIn("unknown_tag", entry)
            if issued := item.get("issued"):
                self.assertEqual(entry["year"], str(issued["date-parts"][0][0]))
            names = [n.get("literal") or f"{n['family']}, {n['given']}" for n in item.get("author", [])]
            self.assertEqual(entry.get("authors", []), names)

        self.each(check)

    def test_bibtex_is_read_by_bibtexparser(self):
        decode = [middlewares.LatexDecodingMiddleware()]

        def plain(title):
            # The decoder drops braces, knows no name for one alone, and has another circumflex.
            return re.sub("[{}]", "", title).replace("ˆ", "^")

        def check(page, item):
            library = bibtexparser.parse_string(self.get(f"{page}.bib"), append_middleware=decode)
            self.assertEqual(library.failed_blocks, [])
            self.assertEqual(len(library.entries), 1)
            entry = library.entries[0]
            self.assertEqual(entry.key, item["id"])
            self.assertEqual(plain(entry.fields_dict["title"].value), plain(item["title"]))
            self.assertIn(entry.entry_type, {"misc", "article", "techreport"})
            if issued := item.get("issued"):
                self.assertEqual(entry.fields_dict["year"].value, str(issued["date-parts"][0][0]))

        self.each(check)

    def test_csl_json_has_the_schema(self):
        def hold(kind, value):
            known = {field.alias or name for name, field in kind.model_fields.items()}
            self.assertEqual(set(value) - known, set(), value)
            kind.model_validate(value)

        def check(_, item):
            hold(Reference, item)
            for name in item.get("author", []):
                hold(NameVariable, name)
            for date in ("issued", "available-date", "accessed"):
                if date in item:
                    hold(DateVariable, item[date])

        self.each(check)

    def test_csl_json_is_rendered_by_citeproc(self):
        # The second is our own file, held to the schema of CSL styles.
        own = str(ROOT / "data/styles/oscola.csl")
        styles = [CitationStylesStyle("harvard-cite-them-right", validate=False), CitationStylesStyle(own)]
        CitationStylesStyle(str(ROOT / "data/styles/bluebook.csl"))

        def check(_, item):
            for style in styles:
                with warnings.catch_warnings():
                    # It names the fields that its data model lacks, such as "available-date".
                    warnings.simplefilter("ignore")
                    source = CiteProcJSON([item])
                    bibliography = CitationStylesBibliography(style, source, formatter.plain)
                    bibliography.register(Citation([CitationItem(item["id"].lower())]))
                    text = str(bibliography.bibliography()[0])
                self.assertIn(item["title"].split(",")[0][:40], text.replace("’", "'"))

        self.each(check)

    def test_several_passages_are_one_file(self):
        query = f"?c={','.join(self.clauses)}"
        items = json.loads(self.get(f"/cite.csl.json{query}"))
        self.assertEqual(len(items), len(self.clauses))
        titles = [item["title"] for item in items]
        self.assertEqual([e["title"] for e in rispy.loads(self.get(f"/cite.ris{query}"))], titles)
        library = bibtexparser.parse_string(self.get(f"/cite.bib{query}"))
        self.assertEqual((library.failed_blocks, len(library.entries)), ([], len(titles)))

    def test_the_command_line_writes_the_same_files(self):
        data = ["--data-dir", str(self.folder / "data"), "--base-url", "https://pacta.example"]
        for format, ending in [("bibtex", "bib"), ("ris", "ris"), ("csl-json", "csl.json")]:
            command = [PROGRAM, "cite", *self.clauses, "--format", format, *data]
            written = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
            self.assertEqual(written, self.get(f"/cite.{ending}?c={','.join(self.clauses)}"))


if __name__ == "__main__":
    sys.exit(unittest.main())
