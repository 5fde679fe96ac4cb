// People at a browser: what they do, by the names that they see.

import assert from "node:assert/strict";

import { assertNone, openPage } from "./browser.mjs";

/**
 * Makes `visit(settings, path, task)`: a person with a browser of their own, at a page of the site at
 * `url`. Nothing may go wrong on any page they see. `settings` are Playwright's, such as
 * `javaScriptEnabled` and `viewport`.
 */
export function visitor(browser, url) {
  return async (settings, path, task) => {
    const context = await browser.newContext(settings);
    context.setDefaultTimeout(10_000);
    try {
      const { page, troubles } = await openPage(context, url);
      await page.goto(url + path);
      await task(page, context);
      assertNone(troubles);
    } finally {
      await context.close();
    }
  };
}

export const main = (page) => page.getByRole("main");
export const clauseLinks = (page) => main(page).locator('a[href*="/c/"]');
export const path = (page) => new URL(page.url()).pathname;
export const query = (page) => new URL(page.url()).searchParams.get("q");

/** Clicks what leads to another page, and waits until it is there. */
export async function follow(page, link, address) {
  // The address alone would not do: a page's link to itself leads to the same one.
  await Promise.all([page.waitForEvent("load"), link.click()]);
  await page.waitForURL(address);
}

/** Presses Tab until `wanted` has the focus. */
export async function tabTo(page, wanted) {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail("not reached with 30 presses of Tab");
}

/** The words of the clause that is shown, as its data twin gives them. */
export async function wordsOf(page) {
  const twin = await (await fetch(`${page.url().replace(/[?#].*/, "")}.json`)).json();
  const text = twin.text ?? twin.clause?.text;
  assert.equal(typeof text, "string", "the clause's JSON has no text");
  return text.replace(/\s+/g, " ").trim();
}

export async function assertShows(page, words) {
  const shown = (await main(page).textContent()).replace(/\s+/g, " ");
  assert.ok(shown.includes(words), `not on the page: ${words}`);
}
