import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { build } from './build.mjs';
import { root } from './shell.mjs';

/* Small variants of `npm run faults`, on real processes; the full size, and the three faults that take a minute even when small, are run by hand. */

const run = (args, env = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, DATABASE_URL: '', ...env }, timeout: 170_000 });
  return { status, output: `${stdout}${stderr}`, stdout };
};

describe('the product survives', () => {
  before(() => build(), { timeout: 170_000 });

  for (const fault of ['postgres-killed', 'api-killed', 'import-killed', 'disk-full', 'pool-exhausted', 'term-under-load', 'huge-query', 'webhook-flood', 'same-request', 'one-record', 'segments-killed', 'odd-files', 'receiver-away', 'capture']) {
    it(fault, () => {
      const { status, output } = run(['dist/apps/api/faults.mjs', '--small', fault]);
      assert.equal(status, 0, output);
    });
  }
});

describe('the doctor', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dossier-doctor-'));
  chmodSync(dataDir, 0o711);

  it('answers when nothing runs, says what is down and what to do, and ends with a failure', () => {
    const { status, stdout } = run(['tools/doctor.mjs', '--json'], { DATA_DIR: dataDir, PORT: '1' });
    const { state, lines } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    const line = (key) => lines.find((one) => one.key === key);
    assert.equal(status, 2);
    assert.equal(state, 'FAIL');
    assert.equal(line('PRODUCT').state, 'FAIL');
    assert.match(line('PRODUCT').evidence, /does not answer|没有应答/);
    assert.equal(line('DATABASE').state, 'FAIL');
    assert.ok(line('DATABASE').advice.length > 10);
    assert.equal(line('KEY').state, 'FAIL');
    assert.equal(line('DISK').facts.place, dataDir);
    rmSync(dataDir, { recursive: true });
  });
});
