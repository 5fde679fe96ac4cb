// The pages that are looked at, each with the status it should have.

/** Ids are 12 characters of Crockford's base32. */
export const CLAUSE = /\/c\/([0-9a-hjkmnp-tv-z]{12})/;

const PAGES = [
  ["/", 200],
  ["/search?q=energy", 200],
  ["/search?q=nothinglikethis", 200],
  ["/search?q=(((", 200],
  ["/search?q=p4.s3+iran-russia-2025", 200],
  ["/sources/iran-russia-2025/p4.s99", 404],
  ["/domains", 200],
  ["/domains/energy", 200],
  ["/parties", 200],
  ["/parties/iran", 200],
  ["/institutions", 200],
  ["/institutions/state-duma", 200],
  ["/years", 200],
  ["/years/2025", 200],
  ["/years/1901", 404],
  ["/search?q=terorism", 200],
  ["/search?q=energy+unicorns+domain:trade", 200],
  ["/search?q=", 200],
  ["/search?q=iran&sort=newest", 200],
  ["/treaties", 200],
  ["/treaties?by=year", 200],
  ["/treaties?by=party", 200],
  ["/treaties?party=iran", 200],
  ["/treaties?party=fiji", 200],
  ["/treaties/iran-russia-2025", 200],
  ["/treaties/iran-russia-2025/brief", 200],
  ["/treaties/iran-russia-2025/brief?domain=energy&style=apa", 200],
  ["/treaties/iran-russia-2025/brief?domain=tourism-sport", 200],
  ["/sources", 200],
  ["/sources?treaty=iran-russia-2025&type=report", 200],
  ["/sources/iran-russia-2025", 200],
  ["/sources/iran-russia-2025?marks=all", 200],
  ["/sources/iran-russia-2025?domain=energy&marks=subject,party", 200],
  ["/sources/iran-russia-2025?domain=health", 200],
  ["/sources/iran-russia-2025?marks=colour", 400],
  ["/sources/iran-russia-2025/versions", 200],
  ["/sources/iran-russia-2025/versions/1", 200],
  ["/differences", 200],
  ["/differences?property=signature&domain=energy", 200],
  ["/verify", 200],
  ["/verify?quote=fostering+weaker+interbank+ties+and+use+of+national+currencies", 200],
  ["/verify?quote=uphold+%E2%80%A6+the+United+Nations+Charter", 200],
  ["/verify?quote=nobody+ever+said+anything+like+it", 200],
  ["/verify?quote=too+short", 400],
  ["/try", 200],
  ["/compare", 200],
  ["/help", 200],
  ["/about", 200],
  ["/download", 200],
  ["/accessibility", 200],
  ["/api", 200],
  ["/nosuchpage", 404],
  ["/domains/nosuch", 404],
];

/** What they are while the index is being built. */
export const UNINDEXED = [
  ["/search?q=energy", 503],
  ["/years", 503],
  ["/domains/energy", 200],
].map(([path, status]) => ({ path, status }));

/** A clause's page, found as a program would find it: in the source's data twin. */
export async function findClause(url) {
  const text = await (await fetch(`${url}/sources/iran-russia-2025.json`)).text();
  const id = CLAUSE.exec(text)?.[1] ?? /"id":\s*"([0-9a-hjkmnp-tv-z]{12})"/.exec(text)?.[1];
  if (!id) throw new Error(`no clause in /sources/iran-russia-2025.json: ${text.slice(0, 300)}`);
  return `/c/${id}`;
}

/** @returns {Promise<{path: string, status: number}[]>} */
export async function listPages(url) {
  const pages = PAGES.map(([path, status]) => ({ path, status }));
  const clause = await findClause(url);
  const cite = `/cite?c=${clause.slice("/c/".length)}`;
  const compare = `/compare?c=${clause.slice("/c/".length)}`;
  const other = /"next":\{"href":"\/c\/(\w{12})"/.exec(await (await fetch(`${url}${clause}.json`)).text())?.[1];
  if (!other) throw new Error(`no passage after ${clause}`);
  const cited = [clause, `${clause}?in=iran`, compare, `${compare},${other}`, cite, `${cite}&style=apa`, "/cite"];
  return [...pages, ...cited.map((path) => ({ path, status: 200 }))];
}

export const WIDTHS = [1280, 390];
export const SCHEMES = ["light", "dark"];
