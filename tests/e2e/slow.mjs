// A slow line to the server: pages come in pieces, and the browser draws what it has in between.

import { once } from "node:events";
import { createServer, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const PIECES = 6;
const PAUSE = 40;

/** Pieces that end with a line, one of them within the footer. */
function cut(html) {
  const ends = Array.from({ length: PIECES }, (_, i) => Math.ceil((html.length * i) / PIECES));
  const cuts = [...ends, html.indexOf("<footer") + 100].map((at) => html.indexOf("\n", at) + 1);
  const inOrder = cuts.filter((at) => at > 0).sort((a, b) => a - b);
  return [0, ...inOrder].map((at, i) => html.subarray(at, inOrder[i]));
}

/**
 * Passes on what the server at `origin` gives; pages in pieces with pauses.
 * @returns {Promise<{url: string, stop: () => void}>}
 */
export async function startSlowLine(origin) {
  const line = createServer((asked, given) => {
    const headers = { ...asked.headers, "accept-encoding": "identity" };
    const passed = request(origin + asked.url, { method: asked.method, headers }, async (answer) => {
      given.writeHead(answer.statusCode, answer.headers);
      if (!answer.headers["content-type"]?.startsWith("text/html")) return answer.pipe(given);
      for (const piece of cut(Buffer.concat(await answer.toArray()))) {
        given.write(piece);
        await wait(PAUSE);
      }
      given.end();
    });
    asked.pipe(passed);
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  const stop = () => {
    line.closeAllConnections();
    line.close();
  };
  return { url: `http://127.0.0.1:${line.address().port}`, stop };
}
