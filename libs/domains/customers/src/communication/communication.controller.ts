import { Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { plainFileName } from '@dossier/workspace';
import { CommunicationFiles, FILE_BYTES } from './communication.files';
import { sendBytes } from './send-bytes';

/** Files of communications: in and out as bytes, under the same words as the communications themselves. */
@Controller('api/communications')
export class CommunicationController {
  constructor(private readonly files: CommunicationFiles) {}

  /** The raw bytes of a file; the name stands URI-encoded in `X-File-Name`. */
  @Post(':id/files')
  @HttpCode(201)
  @Access('communication.write')
  async attachFile(@By() viewer: Viewer, @Param('id') id: string, @Headers('x-file-name') name: string | undefined, @Req() request: Request): Promise<Record<string, unknown>> {
    const file = await this.files.attach(viewer, id, plainFileName(name), await bytesOf(request));
    return { id: file.id, name: file.name, size: file.size, mediaType: file.mediaType };
  }

  @Get('files/:id')
  @Access('communication.read')
  async downloadAttachment(@By() viewer: Viewer, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const file = await this.files.download(viewer, id);
    sendBytes(response, file);
  }
}

async function bytesOf(request: Request): Promise<Buffer> {
  const tooLarge = (): DomainError => new DomainError('FILE_TOO_LARGE', { limit: `${FILE_BYTES / 1_048_576} MB` });
  if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > FILE_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
