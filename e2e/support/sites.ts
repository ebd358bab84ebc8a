import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { productUrl } from './story.ts';

/** The sites of others, as a browser meets them: two addresses, neither of which is the product's. */
export interface Sites {
  shop: string;
  stranger: string;
  /** Puts this code into the page that they show. */
  show: (code: string) => void;
  close: () => void;
}

/**
 * A machine with the sites of others: whatever is asked of it, it answers with one page. Its own policy lets in nothing from elsewhere
 * but scripts and frames of the product: so much a strict site must allow, and no more.
 */
export async function sites(): Promise<Sites> {
  let body = '';
  const policy = `default-src 'none'; script-src ${productUrl}; frame-src ${productUrl}; style-src 'unsafe-inline'`;
  const page = (): string => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<style>body{margin:0 auto;max-width:860px;padding:24px;font:16px/1.6 Georgia,serif;background:#fdf6e9;color:#3b2a17}</style><h1>Shop</h1><p>Ask us for an offer.</p><div id="here">${body}</div><p>Open from nine to six.</p></html>`;
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }).end(page()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { shop: `http://shop.localhost:${port}`, stranger: `http://stranger.localhost:${port}`, show: (code) => (body = code), close: () => server.close() };
}
