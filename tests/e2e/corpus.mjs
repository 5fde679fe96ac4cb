// A collection that is large enough to get lost in: 2,000 passages with the word "cooperation".

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const COUNTRIES = [
  "Peru", "Iceland", "Kenya", "Norway", "Japan", "Chile", "Egypt", "Poland", "Ghana", "Vietnam",
  "Mongolia", "Portugal", "Senegal", "Finland", "Uruguay", "Nepal", "Oman", "Latvia", "Fiji", "Cuba",
];
/** Fields of cooperation, each with the subject that readers find it under. */
const FIELDS = [
  ["fisheries", "Agriculture, fisheries and food"],
  ["tourism", "Tourism and sport"],
  ["education", "Education, training and youth"],
  ["energy", "Energy"],
  ["public health", "Health and medicine"],
  ["culture", "Culture and heritage"],
  ["investment", "Investment"],
];
const FILES = 40;
const PASSAGES = 50;

/** Every passage as `{ text, parties, subject, year }`; always the same ones. */
export function passages() {
  return Array.from({ length: FILES * PASSAGES }, (_, i) => {
    const file = Math.floor(i / PASSAGES);
    const first = COUNTRIES[file % COUNTRIES.length];
    const second = COUNTRIES[(file * 7 + 3 + 2 * Math.floor(file / 20)) % COUNTRIES.length];
    const [field, subject] = FIELDS[(i * 5 + file) % FIELDS.length];
    const year = 1980 + ((i * 13 + file * 3) % 40);
    const day = 1 + (i % 28);
    const text = `On ${day} May ${year} ${first} and ${second} agreed on closer cooperation in ${field}.`;
    return { text, parties: [first, second], subject, year };
  });
}

/** Writes the passages as reports into a folder of their own, each on a treaty of its own. */
export function writeCorpus(folder) {
  mkdirSync(folder, { recursive: true });
  const all = passages();
  for (let file = 0; file < FILES; file += 1) {
    const some = all.slice(file * PASSAGES, (file + 1) * PASSAGES);
    const [first, second] = some[0].parties;
    const title = `${first} and ${second} look back on their treaty (${file + 1})`;
    const lines = [title, ...some.map(({ text }) => text)];
    writeFileSync(join(folder, `report-${file + 1}.txt`), `${lines.join("\n\n")}\n`);
  }
}
