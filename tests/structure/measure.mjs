// Compares the articles that Pacta finds in flattened treaties with those that are there.
//
//   node tests/structure/flatten.mjs FOLDER_OF_XML FLAT
//   pacta --data-dir DATA ingest --type text FLAT/*.txt
//   pacta --data-dir DATA export --format jsonl --output CLAUSES
//   node tests/structure/measure.mjs FLAT CLAUSES
//
// An article is found where the first clause with its number in the locator begins after its heading
// and before the next article's. An article whose text is empty has no clause and is not counted. A
// number that is found and not expected anywhere in its file is false. Exit code 1 below 97 % found or
// above 1 % false.
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { basename, join } from "node:path";

const [flat, clauses] = process.argv.slice(2);
if (!flat || !clauses) {
  console.error("usage: node measure.mjs FLAT CLAUSES.jsonl");
  process.exit(2);
}

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
// Where each article's first clauses begin, by source and number.
const found = new Map();
for await (const line of createInterface({ input: createReadStream(clauses) })) {
  if (!line) continue;
  const { source, locator, start } = JSON.parse(line);
  const article = locator.match(/(?:^|__)art_([^_]+)/);
  if (!article) continue;
  const number = article[1];
  if (!found.has(source)) found.set(source, new Map());
  const starts = found.get(source);
  if (!starts.has(number)) starts.set(number, []);
  starts.get(number).push(start);
}

let expected = 0, hit = 0, extra = 0;
const misses = [];
for (const file of readdirSync(flat).filter((f) => f.endsWith(".json")).sort()) {
  const stem = basename(file, ".json");
  const articles = JSON.parse(readFileSync(join(flat, file), "utf8"));
  const text = readFileSync(join(flat, `${stem}.txt`));
  const starts = found.get(slug(stem)) ?? new Map();
  // A number that comes again has "-2" at its end; the plain number is the first.
  const at = (number) =>
    [...starts].filter(([n]) => n === number || n.replace(/-\d+$/, "") === number).flatMap(([, s]) => s);
  articles.forEach(({ number, start, label }, i) => {
    const end = articles[i + 1]?.start ?? text.length;
    const lines = text.subarray(start, end).toString("utf8").trim().split("\n");
    if (lines.length < 2) return;
    expected += 1;
    if (at(number).some((s) => s > start && s < end)) hit += 1;
    else misses.push(`${stem}: ${label} (byte ${start})`);
  });
  const known = new Set(articles.map((a) => a.number));
  for (const number of starts.keys()) {
    if (!known.has(number) && !known.has(number.replace(/-\d+$/, ""))) extra += 1;
  }
}
const percent = (n) => (100 * n / Math.max(expected, 1)).toFixed(2);
console.log(`${expected} articles expected, ${hit} found (${percent(hit)} %), ${extra} false (${percent(extra)} %)`);
for (const miss of misses.slice(0, 20)) console.log(`missing ${miss}`);
process.exit(hit * 100 >= expected * 97 && extra * 100 <= expected ? 0 : 1);
