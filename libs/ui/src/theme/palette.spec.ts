import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dark, light, type Palette } from './palette';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
const channel = (hex: string, at: number) => {
  const value = parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string) => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe.each([['light', light], ['dark', dark]] as [string, Palette][])('the %s palette', (_name, palette) => {
  it('is the one of tokens.css', () => {
    for (const [name, value] of Object.entries(palette)) if (typeof value === 'string') expect(css).toContain(`--${kebab(name)}: ${value};`);
  });

  it('is readable', () => {
    for (const ink of ['ink', 'ink2', 'ink3', 'ph', 'act', 'err', 'warn', 'ok'] as const) expect(contrast(palette[ink], palette.sheet)).toBeGreaterThanOrEqual(4.5);
    for (const ink of ['ink', 'ink2', 'ink3', 'sealText'] as const) expect(contrast(palette[ink], palette.desk)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAct, palette.act)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.edge, palette.sheet)).toBeGreaterThanOrEqual(3);
    for (const colour of palette.chart) expect(contrast(colour, palette.sheet)).toBeGreaterThanOrEqual(3);
  });
});
