// What holds for every page: it is valid, small, accessible, quiet and stays at home.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

import { assertNone, openPage, startBrowser } from "./browser.mjs";
import { SCHEMES, UNINDEXED, WIDTHS, listPages } from "./list.mjs";
import { startServer } from "./server.mjs";
import { startSlowLine } from "./slow.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate(new FileSystemConfigLoader());

const LARGEST_PAGE = 60 * 1024;
const LARGEST_STYLE = 20 * 1024;

// Before any test, so that there is one test for every page.
const server = await startServer();
const slow = await startSlowLine(server.url);
const unindexed = await startServer(undefined, { indexed: false });
const slowUnindexed = unindexed && (await startSlowLine(unindexed.url));
const browser = await startBrowser();
const pages = [
  ...(await listPages(server.url)).map((page) => ({ ...page, name: page.path, server, slow })),
  ...(unindexed ? UNINDEXED : []).map((page) => ({
    ...page,
    name: `${page.path}, while there is no index,`,
    server: unindexed,
    slow: slowUnindexed,
  })),
];

after(async () => {
  await browser.close();
  slow.stop();
  slowUnindexed?.stop();
  await server.stop();
  await unindexed?.stop();
});

/** Notes what moves by itself while the page loads. */
async function watchShifts(page) {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries())).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
}

/** What has moved, one line for each shift, once two more frames are drawn. */
async function shiftsOf(page) {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    return window.shifts.map(({ value, sources }) => {
      const moved = sources.map(({ node }) => (node?.outerHTML ?? String(node)).slice(0, 120));
      return `moved by ${value}: ${moved.join(", ")}`;
    });
  });
}

/** What axe finds wrong, one line for each element. The theme changes colours only. */
async function violations(page, colorScheme) {
  const runOnly =
    colorScheme === SCHEMES[0]
      ? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
      : { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  // Evaluated and not added as a script: our policy would refuse that, as it should.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (runOnly) =>
      axe.run(document, {
        runOnly,
        rules: Array.isArray(runOnly) ? { "target-size": { enabled: true } } : {},
        resultTypes: ["violations"],
      }),
    runOnly,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary.split("\n").slice(1).join(" ").trim();
      return `${id}: ${help}: ${target.join(" ")}: ${why}`;
    }),
  );
}

for (const { path, status, name, server, slow } of pages) {
  describe(name, () => {
    it(`${name} is valid HTML, small, with the headers and without cookies`, async () => {
      const response = await fetch(server.url + path);
      const html = await response.text();
      assert.equal(response.status, status);
      assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
      assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'none';/);
      assert.equal(response.headers.get("set-cookie"), null);
      const size = Buffer.byteLength(html);
      assert.ok(size < LARGEST_PAGE, `${size} bytes`);

      const report = await validator.validateString(html, join(here, "page.html"));
      const errors = report.results.flatMap(({ messages }) =>
        messages.map(({ line, ruleId, message }) => {
          const written = html.split("\n")[line - 1]?.trim().slice(0, 160);
          return `line ${line}: ${ruleId}: ${message}: ${written}`;
        }),
      );
      assertNone(errors);
    });

    for (const width of WIDTHS) {
      it(`${name} is accessible, quiet and still at ${width} px, in light and dark`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        try {
          const { page, troubles } = await openPage(context, slow.url);
          await watchShifts(page);
          await page.goto(slow.url + path, { waitUntil: "load" });
          const shifts = await shiftsOf(page);
          // What is folded must be accessible too.
          await page.evaluate(() => {
            for (const details of document.querySelectorAll("details")) details.open = true;
          });
          // Before axe, which measures by scripts that are not ours.
          assertNone([...troubles, ...shifts]);
          for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            assertNone(await violations(page, colorScheme));
          }
        } finally {
          await context.close();
        }
      });
    }

    it(`${name} needs no sideways scrolling at 320 px`, async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
      try {
        const { page } = await openPage(context, server.url);
        await page.goto(server.url + path, { waitUntil: "load" });
        const wide = await page.evaluate(() => {
          const edge = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= edge) return [];
          return [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > edge + 1)
            .map((element) => element.outerHTML.slice(0, 120))
            .slice(0, 5);
        });
        assertNone(wide);
      } finally {
        await context.close();
      }
    });
  });
}

describe("The style sheets", () => {
  it("are small together", async () => {
    const html = await (await fetch(server.url)).text();
    const sheets = html.match(/<link[^>]*rel="?stylesheet"?[^>]*>/g) ?? [];
    assert.ok(sheets.length > 0, "the home page links no style sheet");
    let size = 0;
    for (const sheet of sheets) {
      const address = /href="([^"]+)"/.exec(sheet)[1];
      const response = await fetch(new URL(address, server.url));
      assert.equal(response.status, 200, address);
      size += (await response.arrayBuffer()).byteLength;
    }
    assert.ok(size < LARGEST_STYLE, `${size} bytes`);
  });
});
