import { describe, expect, it } from '@jest/globals';
import { networkOf } from '@dossier/kernel/access';
import { cookieName, giveCookie, takeCookie, tokenIn } from './session.cookie';
import { SessionSettings } from './session.settings';

const over = (isSecure: boolean) => new SessionSettings({ dataDir: '', publicUrl: null, isSecure });
const plain = over(false);
const tls = over(true);
const token = 'a'.repeat(43);

describe('the session cookie', () => {
  it('is bound to the host over https and named plainly without', () => {
    expect(cookieName(tls)).toBe('__Host-dossier');
    expect(cookieName(plain)).toBe('dossier');
  });

  it('is written with its flags and taken back with none of its life left', () => {
    const lines: string[] = [];
    const answer = { append: (_: string, value: string) => lines.push(value) };
    giveCookie(answer, tls, token);
    takeCookie(answer, plain);
    expect(lines[0]).toBe(`__Host-dossier=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure`);
    expect(lines[1]).toBe('dossier=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it('counts only in the form we give out, and once', () => {
    expect(tokenIn(`x=1; dossier=${token}`, plain)).toBe(token);
    expect(tokenIn(`dossier=${token}`, tls)).toBeNull();
    expect(tokenIn(`dossier=${token}; dossier=${token}`, plain)).toBeNull();
    expect(tokenIn('dossier=short', plain)).toBeNull();
    expect(tokenIn(undefined, plain)).toBeNull();
  });

  it('has bounds that can be tightened, not loosened', () => {
    process.env['SESSION_IDLE_MINUTES'] = '10';
    process.env['SESSION_HOURS'] = '99';
    expect(over(false)).toMatchObject({ idleMinutes: 10, absoluteHours: 12 });
    delete process.env['SESSION_IDLE_MINUTES'];
    delete process.env['SESSION_HOURS'];
  });
});

describe('the network address that attempts count against', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'], ['::ffff:203.0.113.9', '203.0.113.9'], [null, 'unknown'], ['::1', '0:0:0:0'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'], ['2001:0DB8:1:2:bbbb:0:0:9', '2001:db8:1:2'], ['2001:db8::9', '2001:db8:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('of %s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
