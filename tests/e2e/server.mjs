// The program under test, as people start it: ingest a folder, then serve.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program =
  process.env.PACTA ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/pacta");

/** The tests decide the settings, not whoever runs them. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("PACTA")),
);

/** Takes the index away, and holds its lock as another process does that builds it anew. */
async function buildElsewhere(data) {
  rmSync(join(data, "index"), { recursive: true });
  const hold = ["--no-fork", join(data, "index.lock"), "sh", "-c", "echo held; exec sleep infinity"];
  const holder = spawn("flock", hold, { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => holder.kill("SIGKILL"));
  await Promise.race([once(holder.stdout, "data"), once(holder, "exit")]);
  if (holder.exitCode !== null) throw new Error("the lock of the index was not given");
  return () => holder.kill();
}

/**
 * Starts a server with the bundled sources, or those of another folder, in a data folder of its own.
 * With PACTA_URL set, uses the server there instead: handy while writing pages.
 * With `indexed: false` there is no index, and another process is building it; a server at PACTA_URL has
 * one, so there is none such.
 * @returns {Promise<{url: string, stop: () => Promise<void>} | undefined>} `url` without a slash at its end.
 */
export async function startServer(sources = "data/sources", { indexed = true } = {}) {
  const running = process.env.PACTA_URL;
  if (running && !indexed) return undefined;
  if (running) return { url: running.replace(/\/$/, ""), stop: async () => {} };

  const data = mkdtempSync(join(tmpdir(), "pacta-e2e-"));
  // However the tests end, nothing stays behind: neither data nor, below, a server.
  process.once("exit", () => rmSync(data, { recursive: true, force: true }));
  const options = { cwd: root, env: environment };
  await promisify(execFile)(program, ["ingest", sources, "--data-dir", data], options);
  const release = indexed ? () => {} : await buildElsewhere(data);

  const args = ["serve", "--bind", "127.0.0.1:0", "--data-dir", data];
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
  process.prependOnceListener("exit", () => child.kill("SIGKILL"));

  let log = "";
  child.stderr.on("data", (piece) => (log = (log + piece).slice(-20_000)));
  const url = await new Promise((found, failed) => {
    let said = "";
    const tooLate = setTimeout(() => failed(new Error(`no address in 30 s: ${said}\n${log}`)), 30_000);
    child.stdout.on("data", (piece) => {
      said += piece;
      const address = /http:\/\/127\.0\.0\.1:\d+(?=\D)/.exec(said);
      if (address) {
        clearTimeout(tooLate);
        found(address[0]);
      }
    });
    child.once("error", failed);
    ended.then(({ code }) => failed(new Error(`the server ended with ${code}: ${said}\n${log}`)));
  });

  const stop = async () => {
    release();
    child.kill("SIGTERM");
    const { code, signal } = await ended;
    if (code !== 0) throw new Error(`the server ended with ${code ?? signal}:\n${log}`);
  };
  return { url, stop };
}
