import type { Response } from 'express';

/** Sends a file as a download: never shown in the page, never kept by caches. */
export function sendBytes(response: Response, { name, mediaType, bytes }: { name: string; mediaType: string; bytes: Uint8Array }): void {
  response.setHeader('Content-Type', mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType);
  response.setHeader('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(bytes);
}
