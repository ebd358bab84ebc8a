import { expect, it } from '@jest/globals';
import { chanceOf } from '@dossier/metrics';
import { mineBaskets } from './baskets/mine';
it('x', () => {
  const chance = chanceOf(3);
  const n = 500_000;
  const starts = new Int32Array(n);
  const items = new Int32Array(n * 8);
  let at = 0;
  for (let i = 0; i < n; i += 1) {
    starts[i] = at;
    const own = new Set<number>();
    for (let k = 0; k < 8; k += 1) own.add(Math.floor(5_000 * chance.even() ** 3));
    for (const one of own) items[at++] = one;
  }
  const begun = process.cpuUsage();
  const found = mineBaskets({ items: items.slice(0, at), starts, kinds: 5_000, support: 0.001, confidence: 0.05, significance: 0.05, longest: 3, most: 2_000 });
  const used = process.cpuUsage(begun);
  console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6, rss: process.memoryUsage().rss / 1e6, status: found.status, ...(found.status === 'OK' ? { least: found.leastCount, capped: found.isCapped, found: found.found, rules: found.rules.length } : {}) }));
  expect(1).toBe(1);
}, 240_000);
