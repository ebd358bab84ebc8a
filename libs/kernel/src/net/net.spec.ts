import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outgoing } from './outgoing';
import { readAllowances } from './address';
import type { Outside } from './outside';

const at = (resolve: Outside['resolve'], allowed = ''): Outgoing => new Outgoing({ allowed: readAllowances(allowed), resolve });
const publicly = at(async () => ['93.184.216.34']);
const refusal = async (outgoing: Outgoing, url: string): Promise<unknown> => outgoing.checked(url).then(() => 'accepted', (fault: { code?: string; facts?: { reason?: string } }) => `${fault.code} ${fault.facts?.reason}`);

describe('an address that somebody typed in', () => {
  it.each(['https://hooks.example.com/a?b=c', 'https://hooks.example.com:8443/', 'https://93.184.216.34/', 'https://[2606:2800:220:1:248:1893:25c8:1946]/'])('is accepted on the public internet: %s', async (url) => {
    expect(await publicly.checked(url)).toBe(url);
  });

  it.each([
    'https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/', 'https://0x7f.1/', 'https://017700000001/', 'https://0/', 'https://0.0.0.0/',
    'https://10.0.0.1/', 'https://172.16.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data/', 'https://100.64.0.1/', 'https://100.100.100.200/', 'https://168.63.129.16/',
    'https://192.0.0.192/', 'https://198.18.0.1/', 'https://224.0.0.1/', 'https://240.0.0.1/', 'https://255.255.255.255/',
    'https://[::1]/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::127.0.0.1]/', 'https://[fe80::1]/', 'https://[fd00:ec2::254]/', 'https://[fc00::1]/',
    'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b:1::1]/', 'https://[2002:7f00:1::]/', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/', 'https://[ff02::1]/', 'https://[fec0::1]/', 'https://[100::1]/', 'https://[2001:db8::1]/',
    'https://localhost/', 'https://LOCALHOST./', 'https://app.localhost/', 'https://db/', 'https://db.internal/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://１２７.０.０.１/', 'https://127。0。0。1/',
  ])('is refused inside a house: %s', async (url) => {
    expect(await refusal(publicly, url)).toBe('ADDRESS_REFUSED PLACE');
  });

  it.each([
    ['http://hooks.example.com/', 'SCHEME'], ['ftp://hooks.example.com/', 'URL'], ['file:///etc/passwd', 'URL'], ['javascript:alert(1)', 'URL'], ['gopher://hooks.example.com/', 'URL'], ['nothing', 'URL'],
    ['https://user:secret@hooks.example.com/', 'CREDENTIALS'], ['https://hooks.example.com:22/', 'PORT'], ['https://hooks.example.com:25/', 'PORT'], [`https://hooks.example.com/${'a'.repeat(2_000)}`, 'URL'],
  ])('is refused for its form: %s', async (url, reason) => {
    expect(await refusal(publicly, url)).toBe(`ADDRESS_REFUSED ${reason}`);
  });

  it.each([[['10.0.0.5']], [['93.184.216.34', '127.0.0.1']], [['2606:2800:220:1:248:1893:25c8:1946', '::ffff:10.0.0.1']], [[]], [['not an address']]])('is refused when one of the addresses behind its name is: %j', async (addresses) => {
    expect(await refusal(at(async () => addresses), 'https://hooks.example.com/')).toBe('ADDRESS_REFUSED PLACE');
  });

  it('is refused when its name leads nowhere, in the same words', async () => {
    expect(await refusal(at(async () => { throw new Error('ENOTFOUND'); }), 'https://hooks.example.com/')).toBe('ADDRESS_REFUSED PLACE');
  });

  it('may lie inside where the operator says so, and only there', async () => {
    const allowed = at(async (host) => (host === 'erp.lan' ? ['10.1.2.3'] : ['10.9.9.9']), 'erp.lan:8080, 192.168.7.0/24, [::1]:9000');
    expect(await refusal(allowed, 'http://erp.lan:8080/hook')).toBe('accepted');
    expect(await refusal(allowed, 'http://192.168.7.9/hook')).toBe('accepted');
    expect(await refusal(allowed, 'http://[::1]:9000/')).toBe('accepted');
    for (const url of ['http://erp.lan:8081/', 'http://192.168.8.9/', 'http://10.1.2.3:8080/', 'http://[::1]:9001/', 'http://other.lan/']) expect(await refusal(allowed, url)).toBe('ADDRESS_REFUSED PLACE');
    expect(() => readAllowances('10.0.0.0/8, what is this')).toThrow(RangeError);
  });
});

describe('a call', () => {
  let server: Server;
  let port = 0;
  const seen: string[] = [];
  let connections = 0;
  let answer: (path: string) => [number, Record<string, string>, string] = () => [204, {}, ''];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.url ?? '');
      request.resume();
      const [status, headers, body] = answer(request.url ?? '');
      response.writeHead(status, headers).end(body);
    });
    server.on('connection', () => (connections += 1));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  const post = (outgoing: Outgoing, url: string) => outgoing.post({ url, headers: {}, body: '{}', timeout: 1_000 });

  it('is refused at the connection when the name has turned inwards since it was saved', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    const turning = at(async () => answers.shift() ?? ['127.0.0.1']);
    const url = await turning.checked(`https://rebinding.example.com:${port}/`);
    expect(await post(turning, url)).toMatchObject({ status: null, fault: 'ADDRESS' });
    expect(connections).toBe(0);
  });

  it('goes to the address that was judged, whatever the name would lead to a moment later', async () => {
    let asked = 0;
    // A second look-up of the name would lead elsewhere: there is none.
    const once = at(async () => (asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']), `judged.example.com:${port}`);
    expect(await post(once, `http://judged.example.com:${port}/once`)).toMatchObject({ status: 204, fault: null });
    expect(asked).toBe(1);
    expect(seen.pop()).toBe('/once');
  });

  it('follows no redirect', async () => {
    answer = (path) => (path === '/away' ? [302, { location: '/inside' }, ''] : [200, {}, '']);
    const allowed = at(async () => ['127.0.0.1'], `127.0.0.1:${port}`);
    expect(await post(allowed, `http://127.0.0.1:${port}/away`)).toMatchObject({ status: 302, fault: 'REDIRECT' });
    expect(seen.splice(0)).toEqual(['/away']);
  });

  it('keeps nothing of the answer but its status and when to come again', async () => {
    answer = () => [503, { 'retry-after': '120' }, 'a secret of the other side'];
    const called = await post(at(async () => ['127.0.0.1'], `127.0.0.1:${port}`), `http://127.0.0.1:${port}/`);
    expect(Object.keys(called).toSorted()).toEqual(['fault', 'latency', 'retryAfter', 'status']);
    expect(called).toMatchObject({ status: 503, retryAfter: 120 });
  });

  it('ends in time, also where the name is never answered', async () => {
    const silent = at(() => new Promise<never>(() => undefined), 'silent.example.com:8080');
    expect(await post(silent, 'http://silent.example.com:8080/')).toMatchObject({ status: null, fault: 'TIMEOUT' });
  });
});
