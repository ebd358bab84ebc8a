import { afterAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyCheck, KeyError, loadKeys, proveKeys } from './keys';

const folder = mkdtempSync(join(tmpdir(), 'dossier-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64');

describe('the key file', () => {
  const defaultFile = join(folder, 'new', 'dossier.key');

  it('is made on the first start, for its owner alone, and read on the next', () => {
    const first = loadKeys({ defaultFile, mayMake: true });
    expect(first).toMatchObject({ file: defaultFile, made: true, readableByOthers: false });
    expect(statSync(defaultFile).mode & 0o777).toBe(0o600);
    const second = loadKeys({ defaultFile, mayMake: false });
    expect(second.made).toBe(false);
    expect(keyCheck(second.ring)).toBe(keyCheck(first.ring));
    expect(loadKeys({ defaultFile, mayMake: true }).made).toBe(false);
  });

  it('is never made where data is already there', () => {
    expect(() => loadKeys({ defaultFile: join(folder, 'lost.key'), mayMake: false })).toThrow(/lost\.key cannot be read/);
  });

  it('may hold several versions; the highest one seals', () => {
    const file = join(folder, 'two.key');
    writeFileSync(file, `# remark\n1:${one}\n\n2:${two}\n`);
    chmodSync(file, 0o644);
    const { ring, readableByOthers } = loadKeys({ keyFile: file, defaultFile, mayMake: false });
    expect([ring.current, ring.versions, readableByOthers]).toEqual([2, [1, 2], true]);
  });

  it.each([['short', 'c2hvcnQ='], ['not base64', '%'.repeat(44)], ['version 0', `0:${one}`], ['version 256', `256:${one}`], ['empty', '# nothing\n'], ['twice', `1:${one}\n1:${two}`]])(
    'refuses a damaged file: %s',
    (name, content) => {
      const file = join(folder, `${name}.key`);
      writeFileSync(file, content);
      expect(() => loadKeys({ keyFile: file, defaultFile, mayMake: true })).toThrow(KeyError);
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );
});

describe('the key in the environment', () => {
  it('comes before the file', () => {
    expect(loadKeys({ key: one, keyFile: join(folder, 'absent'), defaultFile: '', mayMake: false })).toMatchObject({ file: null, made: false });
    expect(loadKeys({ key: `1:${one},2:${two}`, defaultFile: '', mayMake: false }).ring.current).toBe(2);
  });

  it('never shows itself in a message', () => {
    const secret = 'c2VjcmV0LXNlY3JldA';
    try {
      loadKeys({ key: secret, defaultFile: '', mayMake: false });
    } catch (error) {
      expect(String(error)).not.toContain(secret);
      expect(String(error)).toContain('KEY');
      return;
    }
    throw new Error('was accepted');
  });
});

describe('the check value', () => {
  const ring = loadKeys({ key: one, defaultFile: '', mayMake: false }).ring;

  it('lets the right key pass', () => expect(() => proveKeys(ring, new Map([[1, keyCheck(ring)]]))).not.toThrow());

  it('stops the wrong key and the missing version, each with one sentence', () => {
    const wrong = loadKeys({ key: two, defaultFile: '', mayMake: false }).ring;
    expect(() => proveKeys(wrong, new Map([[1, keyCheck(ring)]]))).toThrow(/not the one this database was sealed with/);
    expect(() => proveKeys(ring, new Map([[2, keyCheck(ring)]]))).toThrow(/version 2 is missing/);
  });
});
