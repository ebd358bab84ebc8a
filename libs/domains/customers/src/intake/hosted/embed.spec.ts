import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Stage } from '../testing/stage';
import { embedScript, heightScript } from './embed.script';

const FRAMES = 'mutation($id: ID!, $version: Int!, $origins: [String!]!) { setFormFrames(id: $id, version: $version, origins: $origins) { id version frameOrigins } }';
const SHOP = 'https://shop.example.com';
const stage = new Stage();
beforeAll(() => stage.start(), 120_000);
afterAll(() => stage.api?.close());

const at = (path: string, site: string): string => `${path}?e=${encodeURIComponent(site)}`;
const policyOf = (page: { headers: Record<string, unknown> }): string => String(page.headers['content-security-policy']);
const opened = async (origins: readonly string[]): Promise<{ id: string; path: string; version: number }> => {
  const made = await stage.published();
  const { setFormFrames } = await stage.admin.mutate(FRAMES, { id: made.id, version: made.version, origins });
  return { id: made.id, path: made.path, version: setFormFrames.version };
};

describe('the sites that may show a form', () => {
  it('are kept as addresses without path, each once', async () => {
    const made = await stage.form();
    const { setFormFrames } = await stage.admin.mutate(FRAMES, { id: made.id, version: made.version, origins: ['https://Shop.example.com/', SHOP, 'http://localhost:8080', ' '] });
    expect(setFormFrames.frameOrigins).toEqual([SHOP, 'http://localhost:8080']);
  });
  it('are set by who manages forms, within reach, and are nothing else than addresses', async () => {
    const made = await stage.form();
    const asked = { id: made.id, version: made.version, origins: [SHOP] };
    expect(await (await stage.api.as('SALES')).refusal(FRAMES, asked)).toBe('FORBIDDEN');
    expect(await stage.manager.refusal(FRAMES, asked)).toBe('NOT_FOUND');
    for (const typed of ['*', 'https://*', 'https://*.example.com', 'shop.example.com', 'javascript:alert(1)', 'data:text/html,x', 'https://shop.example.com/path', 'https://shop.example.com?x', 'https://u:p@shop.example.com', "https://shop.example.com; script-src *", "'self'", 'null', 'file:///etc/passwd'])
      expect([typed, await stage.admin.refusal(FRAMES, { ...asked, origins: [typed] })]).toEqual([typed, 'FRAME_ORIGIN']);
    expect(await stage.admin.refusal(FRAMES, { ...asked, origins: Array.from({ length: 21 }, (_, no) => `https://s${no}.example.com`) })).toBe('INVALID_INPUT');
  });
});

describe('a form inside another page', () => {
  it('may be shown by nobody unless a site is named: the page says so, and runs nothing', async () => {
    const { path } = await stage.published();
    for (const page of [await stage.visit(path), await stage.visit(at(path, SHOP))]) {
      expect(policyOf(page)).toContain("frame-ancestors 'none'");
      expect(policyOf(page)).not.toContain('script-src');
      expect(page.headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(page.text).not.toMatch(/<script|data-parent/);
    }
  });
  it('may be shown by the sites that are named, and tells its height to the one it stands in', async () => {
    const { path } = await opened([SHOP, 'https://other.example.com']);
    const page = await stage.visit(at(path, SHOP));
    expect(policyOf(page)).toContain(`frame-ancestors ${SHOP} https://other.example.com;`);
    expect(policyOf(page)).toContain(`script-src 'sha256-${createHash('sha256').update(heightScript).digest('base64')}';`);
    expect(policyOf(page)).toMatch(/^default-src 'none';.*form-action 'self'; base-uri 'none';/);
    expect(page.headers['x-frame-options']).toBeUndefined();
    expect(page.text).toContain(`data-parent="${SHOP}" data-form="${path.slice('/f/'.length)}"`);
    expect(page.text.match(/<script>([\s\S]*?)<\/script>/)![1]).toBe(heightScript);
    // What is sent from inside comes back inside, and the other language stays there too.
    expect(page.text.match(/e=https%3A%2F%2Fshop\.example\.com/g)).toHaveLength(2);
  });
  it('tells nothing to a page that only says it is a site', async () => {
    const { path } = await opened([SHOP]);
    for (const site of ['https://evil.example', `${SHOP}.evil.example`, `${SHOP}/`, 'https://SHOP.example.com', '"><script>alert(1)</script>', 'x'.repeat(300)]) {
      const page = await stage.visit(at(path, site));
      expect([site, policyOf(page).includes(`frame-ancestors ${SHOP};`), policyOf(page).includes('script-src'), /<script|data-parent/.test(page.text)]).toEqual([site, true, false, false]);
    }
  });
  it('is taken in from inside as from outside, and thanks inside', async () => {
    const { id, path } = await opened([SHOP]);
    const token = await stage.token(path);
    stage.clock.set(new Date(stage.clock.now().getTime() + 10_000));
    const thanks = await stage.post(at(path, SHOP), { t: token, a1: 'yes', q1: '内嵌', q2: '13800138077' });
    expect([thanks.status, policyOf(thanks).includes('script-src'), thanks.text.includes(`data-parent="${SHOP}"`)]).toEqual([200, true, true]);
    const [submission] = await stage.settled(id);
    expect(submission!.state).toBe('CREATED');
  });
  it('is closed to frames again at once, without publishing anew', async () => {
    const { id, path, version } = await opened([SHOP]);
    await stage.admin.mutate(FRAMES, { id, version, origins: [] });
    expect(policyOf(await stage.visit(at(path, SHOP)))).toContain("frame-ancestors 'none'");
  });
  it('opens no other page to frames: not the product, not a form that is not there', async () => {
    await opened([SHOP]);
    for (const path of ['/', '/forms', '/f/abcdefghjkmn', '/healthz', '/embed.js', '/api/preferences/x']) {
      const page = await stage.visit(path);
      expect([path, policyOf(page).includes("frame-ancestors 'none'"), page.headers['x-frame-options']]).toEqual([path, true, 'SAMEORIGIN']);
    }
  });
});

describe('the script of pages', () => {
  it('comes to every site, may be kept for an hour, and hears the form alone', async () => {
    const answer = await stage.visit('/embed.js');
    expect([answer.status, answer.headers['content-type'], answer.headers['cross-origin-resource-policy'], answer.headers['cache-control']]).toEqual([200, 'text/javascript; charset=utf-8', 'cross-origin', 'public, max-age=3600']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  /** A page around a form, as far as the script looks at it. */
  function around(script: string): { say: (origin: string, source: unknown, data: unknown) => void; frame: { style: Record<string, string>; title: string; src: string; contentWindow: object; attributes: Record<string, string> }; put: unknown[] } {
    const heard: ((event: object) => void)[] = [];
    const put: unknown[] = [];
    const attributes: Record<string, string> = {};
    const frame = { style: {} as Record<string, string>, title: '', src: '', contentWindow: {}, attributes, setAttribute: (name: string, value: string) => (attributes[name] = value), addEventListener: () => undefined };
    const data: Record<string, string> = { 'data-form': 'abcdefgh', 'data-title': 'Fair' };
    const current = { src: 'https://dossier.example/embed.js', getAttribute: (name: string) => data[name] ?? null, parentNode: { insertBefore: (one: unknown) => put.push(one) }, nextSibling: null };
    const w = { location: { origin: SHOP }, addEventListener: (_: string, run: (event: object) => void) => heard.push(run) };
    new Function('window', 'document', script)(w, { currentScript: current, createElement: () => frame, title: 'Shop' });
    return { say: (origin, source, message) => heard.forEach((run) => run({ origin, source, data: message })), frame, put };
  }

  it('puts a titled frame where it stands, which cannot lead the page elsewhere', () => {
    const { frame, put } = around(embedScript);
    expect(put).toEqual([frame]);
    expect([frame.title, frame.src, frame.attributes['sandbox']]).toEqual(['Fair', 'https://dossier.example/f/abcdefgh?e=https%3A%2F%2Fshop.example.com', 'allow-forms allow-scripts allow-same-origin']);
  });
  it('takes its height from that frame, that address and that form, and within bounds', () => {
    const { frame, say } = around(embedScript);
    const [home, own] = ['https://dossier.example', frame.contentWindow];
    for (const [origin, source, data] of [['https://evil.example', own, { dossierForm: 'abcdefgh', height: 9 }], [home, {}, { dossierForm: 'abcdefgh', height: 900 }], [home, own, { dossierForm: 'other', height: 900 }], [home, own, { dossierForm: 'abcdefgh', height: '900' }], [home, own, { dossierForm: 'abcdefgh', height: Infinity }], [home, own, null]] as const) {
      say(origin, source, data);
      expect(frame.style['height']).toBe('640px');
    }
    say(home, own, { dossierForm: 'abcdefgh', height: 812.2 });
    expect(frame.style['height']).toBe('813px');
    say(home, own, { dossierForm: 'abcdefgh', height: 9_999_999 });
    expect(frame.style['height']).toBe('20000px');
  });
});
