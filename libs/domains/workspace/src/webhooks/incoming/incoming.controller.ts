import { Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { IncomingReceiver } from './incoming.receiver';

const MOST_BYTES = 1024 * 1024;

/** The door of other systems: nobody signs in here, the body bears a signature. */
@Controller('api/hooks')
export class IncomingController {
  constructor(private readonly receiver: IncomingReceiver) {}

  @Post(':id')
  @HttpCode(202)
  @Access('anyone')
  async receive(@By() viewer: Viewer, @Param('id') sourceId: string, @Headers() headers: Record<string, string | undefined>, @Req() request: Request): Promise<{ received: true }> {
    const body = await bytesOf(request);
    const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = headers;
    await this.receiver.receive({ sourceId, id, timestamp, signature, body, ip: viewer.ip, requestId: viewer.requestId });
    return { received: true };
  }
}

/** The raw bytes: they were signed as they are, so nothing reads them before. */
async function bytesOf(request: Request): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '1 MB' });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '1 MB' });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
