/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { copyText } from './copy';

const place = (name: 'isSecureContext', value: unknown) => Object.defineProperty(window, name, { value, configurable: true });
let taken: string[] = [];
const clipboard = (writeText: (text: string) => Promise<void>) => Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
/** The browser asks the page what is to be copied, as it does on Ctrl+C. */
function asksThePage(): void {
  document.execCommand = () => {
    const event = Object.assign(new Event('copy', { cancelable: true }), { clipboardData: { setData: (_: string, text: string) => taken.push(text) } });
    return document.dispatchEvent(event);
  };
}
afterEach(() => {
  taken = [];
});

describe('a text that is copied', () => {
  it('goes by the clipboard where the page has one', async () => {
    place('isSecureContext', true);
    clipboard(async (text) => void taken.push(text));
    expect([await copyText('GB18030'), taken]).toEqual([true, ['GB18030']]);
  });

  it('goes the older way on plain http, and where the clipboard is refused', async () => {
    asksThePage();
    place('isSecureContext', false);
    expect([await copyText('一'), taken]).toEqual([true, ['一']]);
    place('isSecureContext', true);
    clipboard(() => Promise.reject(new Error('refused')));
    expect([await copyText('二'), taken]).toEqual([true, ['一', '二']]);
  });

  it('says so where neither works', async () => {
    place('isSecureContext', false);
    document.execCommand = () => false;
    expect(await copyText('三')).toBe(false);
  });
});
