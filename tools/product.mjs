import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './shell.mjs';

const READY = /^Dossier is ready: (\S+)$/m;
const PATIENCE = 300_000;

/** Starts the product as `npm start` does, in a data folder of its own on a free port, runs `story` and stops it. */
export async function withProduct({ demo }, story) {
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), 'dossier-story-'));
  // Where root tests, another user runs the database and must get here.
  chmodSync(dataDir, 0o711);
  const mailPort = await freePort();
  const product = await start(dataDir, demo, mailPort);
  try {
    return await story({ DOSSIER_URL: product.url, DOSSIER_SIGN_INS: JSON.stringify(product.signIns), DOSSIER_DATA_DIR: dataDir, DOSSIER_MAIL_PORT: String(mailPort) });
  } finally {
    const code = await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The product ended with ${code} instead of cleanly.\n${product.output()}`);
  }
}

/** A port that nobody uses now: a story that reads mail starts its server there. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function start(dataDir, demo, mailPort) {
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Stories ask the API in words of their own, as whoever is signed in; the pages go on sending hashes. Receivers of webhooks are on this machine.
    env: { TRUSTED_DOCUMENTS: 'off', REQUESTS_PER_MINUTE: '20000', WEBHOOK_ALLOW: '127.0.0.0/8', ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0', SMTP_URL: `smtp://127.0.0.1:${mailPort}`, DEMO: demo, DEMO_PASSWORD: randomBytes(9).toString('base64url') },
  });
  let output = '';
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void stop().then(() => reject(new Error(`The product was not ready in time.\n${output}`))), PATIENCE);
    const take = (chunk) => {
      output += chunk;
      const url = READY.exec(output)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve({ url, signIns: signInsOf(output), stop, output: () => output });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`The product ended with ${code} before it was ready.\n${output}`));
    });
  });
}

function signInsOf(output) {
  return [...output.matchAll(/^ {2}(\S+@\S+) +(\S+) {3}(.+)$/gm)].map(([, email, password, role]) => ({ email, password, role }));
}
