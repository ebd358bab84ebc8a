import { expect, it } from '@jest/globals';
import { undoSeconds } from './undo';

it('offers the way back no longer than the server takes it, whatever the way there took', () => {
  const sent = Date.parse('2026-11-23T02:00:00Z');
  expect([0, 100, 1_000, 20_000, 70_000].map((took) => undoSeconds(sent, sent + took))).toEqual([58, 57, 57, 38, 1]);
});
