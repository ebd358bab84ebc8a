import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { closeBrowser, productUrl, tell, type Story } from '../support/story.ts';

const words = {
  zh: { add: '新建推送', name: '名称', url: '接收地址', make: '建立', kept: '我已保存', test: '发送测试', delivered: '已送达', source: '新建接入', done: '已处理', failed: '处理失败', person: '接入测试客户' },
  en: { add: 'New webhook', name: 'Name', url: 'Address', make: 'Create', kept: 'I have kept it', test: 'Send a test', delivered: 'Delivered', source: 'New source', done: 'Processed', failed: 'Failed', person: 'Customer From Elsewhere' },
} as const;

after(closeBrowser);

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Another system on this machine, which the product is allowed to call. */
async function receiver(): Promise<{ server: Server; url: string; got: Got[] }> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const sign = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

const secretOn = async (story: Story): Promise<string> => (await story.page.getByText(/^whsec_/).textContent()) ?? '';

async function post(address: string, secret: string, payload: object): Promise<number> {
  const [id, timestamp, body] = [randomUUID(), String(Math.floor(Date.now() / 1000)), JSON.stringify(payload)];
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': sign(secret, id, timestamp, body) };
  return (await fetch(address, { method: 'POST', headers, body })).status;
}

for (const [language, theme, width] of [['zh', 'light', 1440], ['en', 'dark', 375]] as const) {
  const say = words[language];
  describe(`An administrator connects another system, ${language}, ${width} wide`, () => {
    it('which is told of events by requests that it can verify', async () => {
      const { server, url, got } = await receiver();
      await tell({ language, theme, width }, async (story) => {
        await story.signIn('ADMINISTRATOR', '/webhooks');
        await story.picture(`webhooks-empty.${language}.${width}`);
        assert.deepEqual(await story.violations(), []);
        await story.page.getByRole('button', { name: say.add }).first().click();
        await story.page.getByLabel(say.name, { exact: true }).fill(`ERP ${width}`);
        await story.page.getByLabel(say.url, { exact: true }).fill(url);
        await story.page.getByRole('button', { name: say.make }).click();
        const secret = await secretOn(story);
        await story.picture(`webhooks-secret.${language}.${width}`);
        assert.deepEqual(await story.violations(), []);
        await story.page.getByRole('button', { name: say.kept }).click();
        await story.page.getByText(`ERP ${width}`).first().click();
        await story.page.getByRole('button', { name: say.test }).click();
        await story.page.locator('.d-state-dot', { hasText: say.delivered }).waitFor();
        await story.page.getByText('webhook.test').first().waitFor();
        await story.settled();
        await story.picture(`webhooks-deliveries.${language}.${width}`);
        assert.deepEqual(await story.violations(), []);
        const [{ headers, body }] = got as [Got];
        assert.equal(headers['webhook-signature'], sign(secret, String(headers['webhook-id']), String(headers['webhook-timestamp']), body));
      });
      server.close();
    });

    it('which sends a customer in', () =>
      tell({ language, theme, width }, async (story) => {
        await story.signIn('ADMINISTRATOR', '/webhooks/incoming');
        await story.page.getByRole('button', { name: say.source }).first().click();
        await story.page.getByLabel(say.name, { exact: true }).fill(`Shop ${width}`);
        await story.page.getByRole('button', { name: say.make }).click();
        const secret = await secretOn(story);
        const address = (await story.page.getByText(/\/api\/hooks\//).first().textContent()) ?? '';
        await story.page.getByRole('button', { name: say.kept }).click();
        assert.equal(await post(new URL(address, productUrl).toString(), secret, { externalKey: `S-${width}`, name: `${say.person} ${width}` }), 202);
        assert.equal(await post(new URL(address, productUrl).toString(), secret, { externalKey: 'S-2', name: 'x', phone: 'none' }), 202);
        await story.page.getByText(`Shop ${width}`).first().click();
        await story.page.locator('.d-state-dot', { hasText: say.done }).waitFor();
        await story.page.locator('.d-state-dot', { hasText: say.failed }).waitFor();
        await story.settled();
        await story.picture(`webhooks-received.${language}.${width}`);
        assert.deepEqual(await story.violations(), []);
        const { customers } = await story.ask<{ customers: { nodes: { name: string }[] } }>('query($f: CustomerFilter) { customers(filter: $f) { nodes { name } } }', { f: { name: { equals: `${say.person} ${width}` } } });
        assert.equal(customers.nodes.length, 1);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
