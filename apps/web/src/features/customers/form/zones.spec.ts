import { describe, expect, it } from '@jest/globals';
import { zoneName, zoneOptions } from './zones';

describe('zones by their names', () => {
  it('are told by place, by what their time is called, and by the distance from Greenwich', () => {
    expect(zoneName('Asia/Shanghai', 'en')).toMatch(/^Shanghai · .*China.* · GMT\+0?8/u);
    expect(zoneName('Asia/Shanghai', 'zh')).toMatch(/^Shanghai · 中国.* · GMT\+0?8/u);
    expect(zoneName('America/Argentina/Buenos_Aires', 'en')).toContain('Argentina / Buenos Aires');
    expect(zoneName('Nowhere', 'en')).toBe('Nowhere');
  });

  it('are all there, each once', () => {
    const codes = zoneOptions('en').map(({ value }) => value);
    expect(codes).toContain('Europe/London');
    expect(new Set(codes).size).toBe(codes.length);
    expect(zoneOptions('en')).toBe(zoneOptions('en'));
  });
});
