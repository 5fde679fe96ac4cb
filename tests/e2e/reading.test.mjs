// Reading a source with its marks, trying a text, and comparing passages, as people do it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, describe, it } from "node:test";

import { assertNone, startBrowser } from "./browser.mjs";
import { CLAUSE } from "./list.mjs";
import { follow, main, visitor } from "./people.mjs";
import { startServer } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = await startServer();
const browser = await startBrowser();
const visit = visitor(browser, server.url);

after(async () => {
  await browser.close();
  await server.stop();
});

const SOURCE = "/sources/iran-russia-2025";
const TEXT = `A pact on fish

Norway and Iceland signed a treaty on fisheries in Oslo on 3 March 2021. Both countries welcomed it.`;

/** What is copied of an element that is selected whole. */
const copied = (locator) =>
  locator.evaluate((element) => {
    getSelection().selectAllChildren(element);
    return getSelection().toString();
  });

for (const javaScriptEnabled of [true, false]) {
  for (const width of [1280, 390]) {
    const settings = { javaScriptEnabled, viewport: { width, height: 800 } };
    describe(`At ${width} px, ${javaScriptEnabled ? "with" : "without"} JavaScript, people`, () => {
      it("turn marks on and off, and have them all in the address", async () => {
        await visit(settings, SOURCE, async (page) => {
          const dates = main(page).locator("article mark.date", { hasText: "October 2, 2025" });
          assert.equal(await dates.count(), 0);
          const legend = main(page).getByRole("region", { name: "Mark in the text" });
          await follow(page, legend.getByRole("link", { name: /Dates/ }), "**?marks=date");
          assert.equal(await dates.count(), 1);
          await follow(page, legend.getByRole("link", { name: "all" }), "**?marks=all");
          assert.ok((await main(page).locator("mark.party").count()) > 5);
          await follow(page, legend.getByRole("link", { name: "none" }), `**${SOURCE}`);
          assert.equal(await dates.count(), 0);
        });
      });

      it("go from one passage on a subject to the next", async () => {
        await visit(settings, SOURCE, async (page) => {
          await main(page).getByText("Passages on one subject").click();
          const subject = main(page).getByRole("link", { name: "Energy", exact: true });
          await follow(page, subject, "**?domain=energy");
          await main(page).getByRole("link", { name: /^Energy: 1 of \d+ ?, go to the next/ }).click();
          const next = main(page).locator(".sentence:target");
          assert.match(await next.textContent(), /energy/);
          assert.ok(await next.isVisible());
        });
      });

      it("try a text and see what is read in it", async () => {
        await visit(settings, "/", async (page) => {
          await follow(page, page.getByRole("link", { name: "Try a text" }).last(), "**/try");
          await main(page).getByLabel("Text", { exact: true }).fill(TEXT);
          await follow(page, main(page).getByRole("button", { name: "Read it" }), "**/try");
          for (const [kind, words] of [["party", "Norway"], ["place", "Oslo"], ["date", "3 March 2021"]]) {
            const mark = main(page).locator(`mark.${kind}`, { hasText: words });
            assert.equal(await mark.count(), 1, `${words} is not marked as ${kind}`);
          }
          assert.ok(await main(page).getByText("Nothing of this is stored").isVisible());
          const box = main(page).locator("textarea");
          assert.equal(await box.inputValue(), TEXT);
        });
      });

      it("compare a passage with another that they paste", async () => {
        await visit(settings, SOURCE, async (page) => {
          const marks = main(page).getByRole("link", { name: /^Permanent link to/ });
          const other = await marks.nth(1).getAttribute("href");
          await follow(page, marks.first(), CLAUSE);
          await follow(page, main(page).getByRole("link", { name: /^Compare/ }), "**/compare?c=*");
          await main(page).getByLabel("Its id or permanent link").fill(server.url + other);
          await follow(page, main(page).getByRole("button", { name: "Compare" }), /c=\w{12},\w{12}$/);
          assert.equal(await main(page).locator("blockquote").count(), 2);
          await follow(page, main(page).getByRole("link", { name: "Swap them" }), /c=\w{12},\w{12}$/);
          assert.ok(page.url().includes(`c=${other.slice("/c/".length)},`));
        });
      });
    });
  }
}

/** What axe finds wrong with a page, its folded parts opened, one line for each rule. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return axe.run(document, { resultTypes: ["violations"] });
  });
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].target}`);
}

describe("What is read in a text that was tried", () => {
  for (const colorScheme of ["light", "dark"]) {
    it(`is accessible in ${colorScheme}, and needs no sideways scrolling at 320 px`, async () => {
      const settings = { colorScheme, viewport: { width: 320, height: 640 } };
      await visit(settings, "/try", async (page) => {
        await main(page).getByLabel("Text", { exact: true }).fill(TEXT);
        await follow(page, main(page).getByRole("button", { name: "Read it" }), "**/try");
        assertNone(await violations(page));
        const [wide, edge] = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return [scrollWidth, clientWidth];
        });
        assert.ok(wide <= edge, `${wide} px wide`);
      });
    });
  }
});

describe("A marked text", () => {
  it("is copied without its marks", async () => {
    await visit({}, `${SOURCE}?marks=all`, async (page) => {
      const words = await copied(main(page).locator("#p1\\.s1"));
      assert.match(words, /^The Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran/);
    });
  });
});
