// Five things that people come to do, from the first page to the last: on a desk and on a telephone,
// with JavaScript and without.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

import { startBrowser } from "./browser.mjs";
import { passages, writeCorpus } from "./corpus.mjs";
import { CLAUSE, WIDTHS } from "./list.mjs";
import { assertShows, clauseLinks, follow, main, query, visitor, wordsOf } from "./people.mjs";
import { startServer } from "./server.mjs";

const folder = mkdtempSync(join(tmpdir(), "pacta-corpus-"));
writeCorpus(folder);
const [server, large] = await Promise.all([startServer(), startServer(folder)]);
const browser = await startBrowser();
const visit = visitor(browser, server.url);
const visitLarge = visitor(browser, large.url);

after(async () => {
  await browser.close();
  await Promise.all([server.stop(), large.stop()]);
  rmSync(folder, { recursive: true });
});

const TREATY = /Comprehensive Strategic Partnership Treaty between/;

/** Opens what is folded away: until then it has no links. */
async function unfold(place) {
  const folded = place.locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

for (const javaScriptEnabled of [true, false]) {
  for (const width of WIDTHS) {
    const settings = { javaScriptEnabled, viewport: { width, height: 800 } };
    const scripts = javaScriptEnabled ? "with" : "without";

    describe(`At ${width} px ${scripts} JavaScript, people`, () => {
      it("find what the treaty says on energy and cite one passage", async () => {
        await visit(settings, "/", async (page, context) => {
          await follow(page, main(page).getByRole("link", { name: /^Energy/ }), "**/domains/energy");
          await follow(page, clauseLinks(page).first(), CLAUSE);
          const words = await wordsOf(page);
          await assertShows(page, words);
          await main(page).getByRole("link", { name: "Cite", exact: true }).click();
          await page.waitForURL("**#cite");

          const citation = page.locator("#cite-oscola");
          const shown = (await citation.innerText()).trim();
          assert.match(shown, /Pacta, /);
          if (javaScriptEnabled) {
            await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
            await main(page).getByRole("button", { name: "Copy the OSCOLA citation" }).click();
            await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
            assert.equal(await page.evaluate(() => navigator.clipboard.readText()), (await citation.textContent()).trim());
          } else {
            await citation.click({ position: { x: 4, y: 4 } });
            assert.equal(await page.evaluate(() => getSelection().toString().trim()), shown);
          }
          const [download] = await Promise.all([
            page.waitForEvent("download"),
            main(page).getByRole("link", { name: "RIS" }).last().click(),
          ]);
          let file = "";
          for await (const piece of await download.createReadStream()) file += piece;
          assert.match(file, /^TY {2}- /);
          assert.match(file, /\nER {2}- /);
        });
      });

      it("check when the treaty was signed and see that sources differ", async () => {
        await visit(settings, "/", async (page) => {
          const site = page.getByRole("navigation", { name: "Site" });
          await follow(page, site.getByRole("link", { name: "Treaties" }), "**/treaties");
          await follow(page, main(page).getByRole("link", { name: TREATY }), "**/treaties/iran-russia-2025");
          const differ = main(page).getByRole("region", { name: "Sources differ" });
          const signed = differ.locator("section").filter({ hasText: "Date of signature" });
          for (const day of ["16 January 2025", "17 January 2025"]) {
            assert.ok(await signed.getByText(day, { exact: false }).first().isVisible(), day);
          }
          const quote = signed.locator('a[href^="/c/"]').first();
          await follow(page, quote, CLAUSE);
          assert.match(await wordsOf(page), /signed/i);
          assert.ok(await main(page).getByRole("heading", { name: "Sources differ" }).first().isVisible());
        });
      });

      it("search a misspelt word and recover", async () => {
        await visit(settings, "/", async (page) => {
          await main(page).getByRole("searchbox").fill("interbnak ties");
          await Promise.all([
            page.waitForURL("**/search?*"),
            main(page).getByRole("button", { name: "Search" }).click(),
          ]);
          const meant = main(page).getByRole("link", { name: /interbank ties/ });
          await follow(page, meant, (url) => url.searchParams.get("q") === "interbank ties");
          assert.match(await main(page).locator("mark").first().textContent(), /interbank/);
        });
      });

      it("print a brief on energy with its citations", async () => {
        await visit(settings, "/treaties/iran-russia-2025", async (page) => {
          await follow(page, main(page).getByRole("link", { name: /brief/i }).first(), "**/brief*");
          await main(page).getByText("Choose subject, sources and style").click();
          await main(page).getByLabel("Subject").selectOption("energy");
          await Promise.all([
            page.waitForURL("**/brief?*domain=energy*"),
            main(page).getByRole("button").first().click(),
          ]);
          await page.emulateMedia({ media: "print" });
          assert.equal(await page.getByRole("navigation", { name: "Site" }).isVisible(), false);
          assert.equal(await main(page).getByRole("button").first().isVisible(), false);
          const quotations = main(page).locator("blockquote");
          assert.ok((await quotations.count()) > 0, "no quotation");
          await assertShows(page, "Pacta, ");
          const sheet = (await page.pdf({ format: "A4" })).toString("latin1");
          const sheets = sheet.match(/\/Type \/Page\b/g).length;
          assert.ok(sheets >= 1 && sheets <= 4, `${sheets} sheets`);
          // Who gives each date is on the sheet: nothing waits to be scrolled to.
          await page.setViewportSize({ width: 718, height: 1000 });
          const cut = await main(page).evaluate((main) =>
            [...main.querySelectorAll("*")].filter(
              (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "auto",
            ).length,
          );
          assert.equal(cut, 0);
          const sayer = main(page).getByRole("link", { name: "Reuters, 21 May 2025" });
          assert.ok(await sayer.first().isVisible());
        });
      });

      it("narrow 2,000 passages to one by facets, and take one facet back", async () => {
        const [wanted] = passages().slice(1234);
        await visitLarge(settings, "/search?q=cooperation", async (page) => {
          await assertShows(page, "2,000 passages");
          const filters = page.getByRole("navigation", { name: /filter/i });
          let before;
          const choose = async (link) => {
            before = query(page);
            await unfold(filters);
            await follow(page, link.first(), (url) => url.searchParams.get("q") !== before);
          };
          for (const value of [...wanted.parties, wanted.subject]) {
            await choose(filters.getByRole("link", { name: new RegExp(`^${value}\\b`) }));
          }
          // Many years stand together as ranges; choosing one shows the years in it.
          const year = filters.getByRole("link", { name: new RegExp(`^${wanted.year}$`) });
          if ((await year.count()) === 0) {
            const ranges = await filters.getByRole("link", { name: /^\d{4}–\d{4}$/ }).allInnerTexts();
            const around = ranges.find((range) => {
              const [first, last] = range.split("–").map(Number);
              return first <= wanted.year && wanted.year <= last;
            });
            await choose(filters.getByRole("link", { name: around }));
          }
          await choose(year);
          await assertShows(page, "1 passage");
          assert.equal(await clauseLinks(page).count(), 1);
          await assertShows(page, wanted.text);

          await follow(page, page.getByRole("link", { name: /remove.*date/i }), (url) => url.searchParams.get("q") === before);
          assert.ok((await clauseLinks(page).count()) > 1);
        });
      });
    });
  }
}
