// Flattens treaties that are marked up in XML into plain text as web pages give them, each with the
// list of its articles, so that what Pacta finds can be compared with what is there.
//
//   node tests/structure/flatten.mjs FOLDER_OF_XML OUTPUT_FOLDER
//
// The XML is that of the corpus "Texts of Trade Agreements": treaty > body > chapter > article, with
// number and name as attributes. Written are NAME.txt and NAME.json: [{ number, start, label }], where
// `start` is the byte at which the article's heading starts and `number` is as an eId has it.
// The shape of headings varies by file: number and name on two lines, or parted by ":", "–" or ".".
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join, basename } from "node:path";

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error("usage: node flatten.mjs FOLDER_OF_XML OUTPUT_FOLDER");
  process.exit(2);
}
mkdirSync(to, { recursive: true });

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decode = (text) =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
    if (name[0] !== "#") return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
  });
const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`\\b${name}="([^"]*)"`));
  return found ? decode(found[1]).replace(/\s+/g, " ").trim() : "";
};

// Paragraphs: parted by empty lines, by double spaces, or by a line that opens with a number.
function paragraphs(text) {
  return decode(text)
    .replace(/\r/g, "")
    .split(/\n[ \t]*\n| {2,}|\n(?=\s*(?:\d{1,3}[.)]|\(?[a-z]{1,4}\)|[a-z]\.|[-—•])\s)/)
    .map((p) => p.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

const WORDS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
  "sixteen seventeen eighteen nineteen").split(" ");
const TENS = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60 };

// The number part of an eId; empty where there is no number.
function number(written) {
  let n = written.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  n = n.replace(/^art[a-z]*\s*:?\s*/, "").replace(/^[-\s]+/, "").trim();
  if (n === "premier" || n === "1er") return "1";
  const word = n.match(/^([a-z]+)(?:[- ]([a-z]+))?$/);
  if (word && WORDS.includes(word[1])) return String(WORDS.indexOf(word[1]) + 1);
  if (word && TENS[word[1]]) return String(TENS[word[1]] + (word[2] ? WORDS.indexOf(word[2]) + 1 : 0));
  n = n.replace(/\s+(bis|ter|quater)/, "$1").replace(/\s*\(([a-z])\)/, "$1").replace(/[.\s]+$/, "");
  return /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(n) && /\d|^[ivxlc]+$/.test(n) ? n : "";
}

const STYLES = [
  (label, name) => (name ? `${label}\n${name}` : label),
  (label, name) => (name ? `${title(label)}: ${name}` : title(label)),
  (label, name) => (name ? `${label} – ${name.toUpperCase()}` : label),
  (label, name) => (name ? `${title(label)}. ${name}` : `${title(label)}.`),
];
const title = (label) => label.replace(/^(\p{L})(\p{L}+)/u, (_, a, b) => a.toUpperCase() + b.toLowerCase());

readdirSync(from).filter((f) => f.endsWith(".xml")).sort().forEach((file, at) => {
  const xml = readFileSync(join(from, file), "utf8");
  const body = xml.slice(xml.indexOf("<body"));
  const out = [];
  const expected = [];
  let bytes = 0;
  const line = (text) => {
    out.push(text);
    bytes += Buffer.byteLength(text) + 1;
  };
  const name = xml.match(/<name>([^<]*)<\/name>/);
  if (name) line(decode(name[1]).trim());
  for (const [, kind, tag, , text] of body.matchAll(/<(chapter|article)\b([^>]*?)(\/>|>(?:([^<]*)<\/article>)?)/g)) {
    if (kind === "chapter") {
      line("");
      for (const words of [attribute(tag, "number"), attribute(tag, "name")]) if (words) line(words);
      continue;
    }
    const label = attribute(tag, "number");
    if (label) {
      line("");
      const n = number(label);
      if (n) expected.push({ number: n, start: bytes, label });
      line(STYLES[at % STYLES.length](label, attribute(tag, "name")));
    } else if (attribute(tag, "name")) {
      line(attribute(tag, "name"));
    }
    for (const p of paragraphs(text ?? "")) line(p);
  }
  const stem = basename(file, ".xml");
  writeFileSync(join(to, `${stem}.txt`), out.join("\n") + "\n");
  writeFileSync(join(to, `${stem}.json`), JSON.stringify(expected));
});
