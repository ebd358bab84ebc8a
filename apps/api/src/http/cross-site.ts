import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '@dossier/kernel/errors';
import { refuse } from './refuse';

export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** A request that changes something must come from our own pages: a header that no form can send, and the same origin. */
export function isCrossSite({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  if (isRead(method ?? '')) return false;
  if (headers['x-requested-with'] !== 'dossier') return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin, host } = headers;
  return origin === undefined ? site === undefined : URL.parse(origin)?.host !== host;
}

/** GraphQL over POST with JSON and nothing else: what a form or a link can send is refused before it is read. */
export function onlyJsonPosts(request: Request, response: Response, next: NextFunction): void {
  const isJson = (request.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase() === 'application/json';
  if (request.method === 'POST' && isJson) return next();
  refuse(response, new DomainError('CROSS_SITE'), request);
}

const KEY = /dsr_[a-z0-9]{12}_[\w-]+/g;

/** Whether an address holds a key: it would stand in histories, proxies and logs. */
export const holdsKey = (url: string): boolean => {
  const plain = url.includes('%') ? decoded(url) : url;
  return plain.search(KEY) >= 0;
};

/** An address as it may be written down. */
export const withoutKeys = (url: string): string => (holdsKey(url) ? url.split('?')[0]!.replace(KEY, 'dsr_***').replace(/%[0-9a-f]{2}/gi, '*') : url);

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
