import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/** Sends a file as a download: never shown in the page, never kept by caches. */
export async function sendFile(response: Response, name: string, kind: keyof typeof TYPES, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  response.setHeader('Content-Type', TYPES[kind]);
  response.setHeader('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  await pipeline(Readable.from(pieces, { objectMode: false }), response);
}

/** A file name as given by a browser, without any path and without signs that could steer a header or a terminal. */
export function plainFileName(header: string | undefined): string {
  let name = header ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    name = '';
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const plain = (name.split(/[\\/]/).at(-1) ?? '').replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e]/g, '').trim().slice(0, 200);
  return plain === '' || plain === '.' || plain === '..' ? 'file' : plain;
}
