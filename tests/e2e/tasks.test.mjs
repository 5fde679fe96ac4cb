// What people come to do, by the names that people see, with JavaScript and without.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { startBrowser } from "./browser.mjs";
import { CLAUSE, findClause } from "./list.mjs";
import { assertShows, clauseLinks, follow, main, path, query, tabTo, visitor, wordsOf } from "./people.mjs";
import { startServer } from "./server.mjs";

const server = await startServer();
const browser = await startBrowser();

after(async () => {
  await browser.close();
  await server.stop();
});

const visitAs = visitor(browser, server.url);
const visit = (javaScriptEnabled, path, task) => visitAs({ javaScriptEnabled }, path, task);

for (const scripts of [true, false]) {
  describe(`${scripts ? "With" : "Without"} JavaScript, people`, () => {
    it("search from the home page by keyboard, open a hit and open its permanent link", async () => {
      await visit(scripts, "/", async (page) => {
        const box = main(page).getByRole("searchbox").first();
        await tabTo(page, box);
        await page.keyboard.type("energy");
        await page.keyboard.press("Enter");
        await page.waitForURL("**/search?*");
        assert.equal(query(page), "energy");
        assert.match(await main(page).textContent(), /energy/i);

        await follow(page, clauseLinks(page).first(), CLAUSE);
        const opened = path(page);
        const words = await wordsOf(page);
        await assertShows(page, words);

        const permalink = main(page).getByRole("link", { name: opened }).first();
        assert.match(await permalink.getAttribute("href"), new RegExp(`${opened}$`));
        await follow(page, permalink, `**${opened}`);
        await assertShows(page, words);
      });
    });

    it("browse from all subjects to energy to a clause", async () => {
      await visit(scripts, "/domains", async (page) => {
        await follow(page, main(page).getByRole("link", { name: /energy/i }).first(), "**/domains/energy");
        assert.match(await page.getByRole("heading", { level: 1 }).textContent(), /energy/i);
        await follow(page, clauseLinks(page).first(), CLAUSE);
        await assertShows(page, await wordsOf(page));
      });
    });

    for (const address of ["/", "/treaties/iran-russia-2025"]) {
      it(`see at ${address} that sources differ on the day of signature`, async () => {
        await visit(scripts, address, async (page) => {
          const heading = main(page).getByRole("heading", { name: "Sources differ" }).first();
          assert.ok(await heading.isVisible(), "no heading says so");
          for (const day of ["16 January 2025", "17 January 2025"]) {
            assert.ok(await main(page).getByText(day).first().isVisible(), day);
          }
        });
      });
    }

    it("check a quotation, see what differs, and open the passage with its words marked", async () => {
      await visit(scripts, "/", async (page) => {
        await follow(page, main(page).getByRole("link", { name: "Check a quotation" }), "**/verify");
        await main(page).getByLabel("Quotation").fill("“Fostering weaker interbank ties,”");
        await Promise.all([
          page.waitForURL("**/verify?quote=*"),
          main(page).getByRole("button", { name: "Check" }).click(),
        ]);
        await main(page).getByRole("heading", { name: "Not exactly" }).waitFor();
        assert.match(await main(page).locator("del").first().textContent(), /stronger/);
        assert.match(await main(page).locator("ins").first().textContent(), /weaker/);

        await main(page).getByLabel("another quotation").fill("fostering stronger interbank ties");
        await Promise.all([
          page.waitForURL("**/verify?quote=fostering*"),
          main(page).getByRole("button", { name: "Check" }).click(),
        ]);
        await main(page).getByRole("heading", { name: /^Yes/ }).waitFor();
        await follow(page, main(page).getByRole("link", { name: /words marked/ }), "**/c/*?q=*");
        assert.equal(await main(page).locator("mark").textContent(), "fostering stronger interbank ties");
      });
    });

    it("go along the results of a search, and back to where they were in it", async () => {
      await visit(scripts, "/search?q=iran", async (page) => {
        const total = /([\d,]+) passages/.exec(await main(page).textContent())[1];
        const ids = await clauseLinks(page).evaluateAll((links) => links.map(({ pathname }) => pathname));
        await follow(page, clauseLinks(page).first(), CLAUSE);
        const along = page.getByRole("navigation", { name: "Results of the search" });
        await along.getByText(`Result 1 of ${total}`).waitFor();
        assert.equal(await along.getByRole("link", { name: "Previous result" }).count(), 0);
        await follow(page, along.getByRole("link", { name: "Next result" }), `**${ids[1]}?in=iran`);
        await along.getByText(`Result 2 of ${total}`).waitFor();
        assert.match(await main(page).locator("mark").first().textContent(), /iran/i);
        await follow(page, along.getByRole("link", { name: "Previous result" }), `**${ids[0]}?in=iran`);
        await follow(page, along.getByRole("link", { name: "Back to the results" }), "**/search?q=iran#c-*");
        const target = await page.evaluate(() => document.querySelector(":target a[href^='/c/']").pathname);
        assert.equal(target, ids[0]);
      });
    });

    it("narrow a search by a filter and take the filter back", async () => {
      await visit(scripts, "/search?q=iran", async (page) => {
        const before = await clauseLinks(page).count();
        const filters = page.getByRole("navigation", { name: /filter/i });
        const unfold = filters.locator("details:not([open]) > summary").first();
        const filter = filters.getByRole("link").first();
        if (!(await filter.isVisible())) await unfold.click();
        await filter.click();
        await page.waitForURL((url) => url.searchParams.get("q") !== "iran");
        assert.match(query(page), /^iran .*\w+:\S/);
        const narrowed = await clauseLinks(page).count();
        assert.ok(narrowed > 0 && narrowed <= before, `${narrowed} of ${before}`);

        await page.getByRole("link", { name: /remove/i }).first().click();
        await page.waitForURL((url) => url.searchParams.get("q") === "iran");
        assert.equal(await clauseLinks(page).count(), before);
      });
    });

    it("reach the filters of a search by keyboard, without passing every result", async () => {
      const wide = { javaScriptEnabled: scripts, viewport: { width: 1280, height: 800 } };
      await visitAs(wide, "/search?q=iran", async (page) => {
        const jump = main(page).getByRole("link", { name: "Narrow the results" });
        await tabTo(page, jump);
        const box = await jump.boundingBox();
        assert.ok(box.width > 24 && box.height > 12, "not seen although it has the focus");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        const inFilters = await page.evaluate(() => document.activeElement.closest("#narrow") !== null);
        assert.ok(inFilters, "the next stop is not a filter");
      });
    });

    it("keep on paper only what paper can hold", async () => {
      const clause = await findClause(server.url);
      await visit(scripts, clause, async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const label of ["Save the source", "How Pacta read this", "For reference managers"]) {
          assert.equal(await main(page).getByText(label).first().isVisible(), false, label);
        }
        assert.ok(await main(page).locator("#permalink").isVisible());
      });
      await visit(scripts, `/cite?c=${clause.slice(3)}`, async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const label of ["Save all", "Change"]) {
          assert.equal(await main(page).getByText(label).first().isVisible(), false, label);
        }
        assert.ok(await main(page).locator("#entries").isVisible());
      });
    });

    it("select each citation of a passage, a source and a treaty", async () => {
      const clause = await findClause(server.url);
      for (const address of [clause, "/sources/iran-russia-2025", "/treaties/iran-russia-2025"]) {
        await visit(scripts, address, async (page) => {
          for (const style of ["Chicago (notes)", "APA", "OSCOLA", "Bluebook"]) {
            const name = main(page).getByRole("term").filter({ hasText: style });
            assert.equal(await name.count(), 1, style);
            const citation = name.locator("xpath=..").locator(".citation");
            // One click selects it whole; the corner, since a link in it would be followed.
            await citation.click({ position: { x: 4, y: 4 } });
            const selected = await page.evaluate(() => getSelection().toString().trim());
            const shown = (await citation.innerText()).trim();
            assert.ok(shown.includes("Pacta, "), shown);
            assert.equal(selected, shown);
          }
        });
      }
    });

    it("cite several passages in a style and save them as a file", async () => {
      const clause = await findClause(server.url);
      await visit(scripts, "/cite", async (page) => {
        // As pasted from a page: a link, and an id in capitals.
        await page.getByLabel(/ids or permanent links/i).fill(`${server.url}${clause}\n${clause.slice(3).toUpperCase()}`);
        await page.getByLabel("Style").selectOption("OSCOLA");
        await follow(page, page.getByRole("button", { name: "Cite" }), "**/cite?*");
        assert.equal(await main(page).locator("ol > li").count(), 1);
        assert.match(await main(page).locator("ol > li").innerText(), /^‘Iran and Russia formalise/);
        for (const [format, starts] of [["BibTeX", "@misc{"], ["RIS", "TY  - ELEC"], ["CSL-JSON", "["]]) {
          const [download] = await Promise.all([
            page.waitForEvent("download"),
            main(page).getByRole("link", { name: format, exact: true }).click(),
          ]);
          assert.match(download.suggestedFilename(), /^pacta-citations\.(bib|ris|csl\.json)$/);
          const stream = await download.createReadStream();
          let file = "";
          for await (const piece of stream) file += piece;
          assert.ok(file.startsWith(starts), file.slice(0, 80));
        }
      });
    });

    it("pass over the navigation with the skip link", async () => {
      await visit(scripts, "/about", async (page) => {
        await page.keyboard.press("Tab");
        const skip = page.getByRole("link", { name: /skip to/i });
        const first = await skip.evaluate((element) => element === document.activeElement);
        assert.ok(first, "the first stop is not the skip link");
        assert.ok(await skip.isVisible(), "the skip link has the focus and is not seen");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        // The next stop is in the content, or after it where the content has no link.
        const passed = await main(page).evaluate((content) => {
          const order = content.compareDocumentPosition(document.activeElement);
          return (order & Node.DOCUMENT_POSITION_PRECEDING) === 0;
        });
        assert.ok(passed, "the focus is still before the content");
      });
    });

    it("are shown ways onward where nothing is", async () => {
      for (const address of ["/search?q=nothinglikethis", "/c/000000000000", "/nosuchpage"]) {
        const context = await browser.newContext({ javaScriptEnabled: scripts });
        try {
          const page = await context.newPage();
          await page.goto(server.url + address);
          assert.ok((await main(page).getByRole("link").count()) > 0, address);
          assert.ok(await page.getByRole("searchbox").first().isVisible(), address);
        } finally {
          await context.close();
        }
      }
    });
  });
}

describe("The copy button", () => {
  it("puts the whole permanent link on the clipboard and says so", async () => {
    const clause = await findClause(server.url);
    await visit(true, clause, async (page, context) => {
      const permissions = ["clipboard-read", "clipboard-write"];
      await context.grantPermissions(permissions, { origin: server.url });
      await main(page).getByRole("button", { name: /copy.*link/i }).first().click();
      await page.getByRole("status").filter({ hasText: "Copied" }).first().waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, server.url + clause);
    });
  });

  it("puts a citation on the clipboard as text and with its link", async () => {
    const clause = await findClause(server.url);
    await visit(true, clause, async (page, context) => {
      const permissions = ["clipboard-read", "clipboard-write"];
      await context.grantPermissions(permissions, { origin: server.url });
      for (const style of ["Chicago (notes)", "APA", "OSCOLA", "Bluebook"]) {
        const button = main(page).getByRole("button", { name: `Copy the ${style} citation` });
        await button.click();
        await button.locator("xpath=following-sibling::*[@role='status']").getByText("Copied").waitFor();
        const { text, html } = await page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type) => (await item.getType(type)).text();
          return { text: await read("text/plain"), html: await read("text/html") };
        });
        const id = style === "Chicago (notes)" ? "chicago-notes" : style.toLowerCase();
        assert.equal(text, (await page.locator(`#cite-${id}`).textContent()).trim());
        assert.ok(html.includes(`href="${server.url}${clause}"`), html);
      }
    });
  });

  it("is not there where it could not work", async () => {
    await visit(false, await findClause(server.url), async (page) => {
      assert.equal(await page.getByRole("button", { name: /copy/i }).count(), 0);
    });
  });
});
