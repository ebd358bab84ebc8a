import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { openTrail, type Trail } from '../testing/trail';

let trail: Trail;
beforeAll(async () => {
  trail = await openTrail();
  await trail.seal();
});
afterAll(() => trail?.close());

const lines = (): string[] => readFileSync(trail.checkpoints.file, 'utf8').trimEnd().split('\n');

it('is written at once, then every five minutes while the chain grows', async () => {
  await trail.checkpoints.keep();
  expect(lines()).toHaveLength(1);
  await trail.write(1);
  await trail.seal();
  trail.clock.advance({ minutes: 4 });
  await trail.checkpoints.keep();
  expect(lines()).toHaveLength(1);
  trail.clock.advance({ minutes: 1 });
  await trail.checkpoints.keep();
  expect(lines()).toHaveLength(2);
  trail.clock.advance({ minutes: 30 });
  await trail.checkpoints.keep();
  expect(lines()).toHaveLength(2);
  const [state] = await trail.database.query<{ at: Date; sequence: number }>('select checkpoint_at as at, checkpoint_sequence as sequence from audit_state');
  expect(state).toEqual({ at: trail.clock.now(), sequence: JSON.parse(lines()[1]!).sequence });
});

it('names sequence, head, count and time, and is read by its owner alone', () => {
  expect(JSON.parse(lines()[1]!)).toEqual({
    kind: 'CHECKPOINT', sequence: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{64}$/), count: expect.any(Number), at: expect.any(String), key: expect.stringMatching(/^[0-9a-f]{16}$/), signature: expect.any(String),
  });
  expect(statSync(trail.checkpoints.file).mode & 0o077).toBe(0);
});

it('is not believed when a letter of it was changed; a line cut short by a power cut is passed over', async () => {
  const whole = readFileSync(trail.checkpoints.file, 'utf8');
  writeFileSync(trail.checkpoints.file, whole.replace('"count":', '"count":1'));
  expect((await trail.verify()).fault).toMatchObject({ kind: 'CHECKPOINT_MISMATCH', facts: { line: 1 } });
  writeFileSync(trail.checkpoints.file, whole);
  appendFileSync(trail.checkpoints.file, '{"kind":"CHECKPOINT","sequ');
  expect(await trail.verify()).toMatchObject({ isSound: true, checkpoints: 2 });
  await trail.write(1);
  await trail.seal();
  await trail.checkpoints.write();
  expect(await trail.verify()).toMatchObject({ isSound: true, checkpoints: 3 });
});

it('is noticed at once when the seal it speaks of was rewritten', async () => {
  expect(await trail.checkpoints.isBetrayed()).toBe(false);
  await trail.forge(`update audit_seal set hash = sha256('x') where sequence = (select max(sequence) from audit_seal)`);
  expect(await trail.checkpoints.isBetrayed()).toBe(true);
});
