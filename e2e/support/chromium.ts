import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const root = join(import.meta.dirname, '../..');

const installed = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const args = [
  '--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--force-color-profile=srgb',
  // A microphone that hums, for machines that have none; nobody is there to allow it by hand.
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
];

/** A Chromium: the one named by CHROMIUM, else one that the machine has, else the one that npm brought. */
export async function launch(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  const own = named ?? installed.find((file) => existsSync(file));
  if (own) return chromium.launch({ executablePath: own, args });
  const { executablePath, libraries } = await packed();
  return chromium.launch({ executablePath, args, env: { ...process.env, ...libraries } });
}

/** Unpacks the Chromium of npm once, beside the other packages. */
async function packed(): Promise<{ executablePath: string; libraries: Record<string, string> }> {
  if (process.platform !== 'linux') throw new Error('There is no Chromium here: install one, or name it by CHROMIUM=/path/to/it.');
  const home = join(root, 'node_modules/.cache/chromium');
  const whole = join(home, 'whole');
  if (!existsSync(whole)) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    await unpackInto(home);
    writeFileSync(whole, '');
  }
  const executablePath = join(home, 'chromium');
  return { executablePath, libraries: lacksLibraries(executablePath) ? { LD_LIBRARY_PATH: join(home, 'al2023/lib') } : {} };
}

async function unpackInto(home: string): Promise<void> {
  const before = process.env['TMPDIR'];
  // The package unpacks into the folder for temporary files, wherever that is.
  process.env['TMPDIR'] = home;
  try {
    const { default: pack, inflate } = await import('@sparticuz/chromium');
    await pack.executablePath();
    await inflate(join(root, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

function lacksLibraries(executable: string): boolean {
  return spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout?.includes('not found') ?? false;
}
