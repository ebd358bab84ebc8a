/** How a receiver verifies what we send, with nothing but Node.js. */
export const VERIFYING = `import { createHmac, timingSafeEqual } from 'node:crypto';

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace('whsec_', ''), 'base64');

function isOurs(headers, rawBody) {
  const content = \`\${headers['webhook-id']}.\${headers['webhook-timestamp']}.\${rawBody}\`;
  const expected = Buffer.from('v1,' + createHmac('sha256', key).update(content).digest('base64'));
  return headers['webhook-signature'].split(' ').some((given) =>
    given.length === expected.length && timingSafeEqual(Buffer.from(given), expected));
}`;

/** How a sender signs what it sends to us. */
export const SIGNING = `import { createHmac, randomUUID } from 'node:crypto';

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace('whsec_', ''), 'base64');
const id = randomUUID();
const timestamp = Math.floor(Date.now() / 1000);
const body = JSON.stringify({ externalKey: 'C-1001', name: 'Wang Xiaoming', phone: '13800138000' });
const signature = 'v1,' + createHmac('sha256', key).update(\`\${id}.\${timestamp}.\${body}\`).digest('base64');

await fetch(process.env.WEBHOOK_URL, {
  method: 'POST', body,
  headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
});`;
