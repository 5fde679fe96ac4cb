// Debian's Chromium, driven headless.

import { chromium } from "playwright-core";

/** Starts the browser. It makes no connections of its own: only the pages' are seen. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/**
 * Opens a page and notes everything that should not happen on it.
 * `troubles` lists: messages on the console at the level of errors or warnings, broken policy
 * (both come by the console), scripts that threw, and requests to anywhere but `origin`.
 */
export async function openPage(context, origin) {
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // That the page itself is an error page is known, and judged by its status.
    const itself = message.location().url === page.url();
    if (itself && message.text().startsWith("Failed to load resource")) return;
    troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) troubles.push(`request: ${url}`);
  });
  page.on("requestfailed", (request) => {
    // A click may break off what a page was still loading.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") troubles.push(`failed: ${request.url()} ${why}`);
  });
  return { page, troubles };
}

/** Fails with one line for each thing found. */
export function assertNone(found) {
  if (found.length > 0) throw new Error(`${found.length} found:\n${found.join("\n")}`);
}
