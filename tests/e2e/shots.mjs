// Saves a picture of every page, to be looked at: node shots.mjs FOLDER
// (not a test; with PACTA_URL set, of the server there).

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { startBrowser } from "./browser.mjs";
import { SCHEMES, WIDTHS, listPages } from "./list.mjs";
import { startServer } from "./server.mjs";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node shots.mjs FOLDER");
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const server = await startServer();
const browser = await startBrowser();
try {
  for (const { path } of await listPages(server.url)) {
    const name = path.startsWith("/c/") ? "clause" : path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const viewport = { width, height: 800 };
        const context = await browser.newContext({ viewport, colorScheme });
        const page = await context.newPage();
        await page.goto(server.url + path);
        const file = join(folder, `${name || "home"}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        await context.close();
        console.log(file);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
