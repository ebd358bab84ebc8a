import type { Express, Request } from 'express';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Hello } from './line';

const one = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** From a page of somebody else: a browser would bring our cookie along. No header of ours can be sent with an upgrade, so the origin alone tells. */
export function isForeign(request: IncomingMessage, publicUrl: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  const from = URL.parse(origin)?.host;
  return from === undefined || (from !== host && (publicUrl === null || from !== URL.parse(publicUrl)?.host));
}

/** What of the upgrade says who is there. Only a browser says where it comes from, and only then its cookie counts. */
export function helloOf(express: Express, request: IncomingMessage): Hello {
  const { headers } = request;
  return {
    cookie: headers.origin === undefined ? undefined : headers.cookie,
    authorization: headers.authorization,
    device: headers['user-agent'],
    language: headers['accept-language'],
    ip: addressOf(express, request),
    id: randomBytes(6).toString('hex').toUpperCase(),
  };
}

/** The address as Express tells it, declared proxies taken into account. */
export function addressOf(express: Express, request: IncomingMessage): string {
  return one((Object.setPrototypeOf(request, express.request) as Request).ip) ?? '';
}
