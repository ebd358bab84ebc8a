import { Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Request, Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { FILE_LIMITS } from '@dossier/kernel/exchange';
import { checkTexts } from '@dossier/kernel/graphql';
import { plainFileName, sendFile } from '../files/file-answer';
import { ImportReport } from './import-report';
import { ConfigureImportInput } from './import.inputs';
import { ImportService } from './import.service';
import { ImportUpload } from './import-upload';

const SETTINGS_BYTES = 256 * 1024;

/** Imports over REST: the same verbs and the same rights as on the screen. */
@Controller('api/imports')
export class ImportController {
  constructor(
    private readonly database: Database,
    private readonly service: ImportService,
    private readonly taking: ImportUpload,
    private readonly report: ImportReport,
  ) {}

  /** The raw bytes of a file; the name stands URI-encoded in `X-File-Name`. */
  @Post()
  @HttpCode(201)
  @Access('signed-in')
  async upload(@By() viewer: Viewer, @Query('kind') kind: string, @Headers('x-file-name') name: string | undefined, @Req() request: Request): Promise<Record<string, unknown>> {
    if (Number(request.headers['content-length'] ?? 0) > FILE_LIMITS.bytes) throw new DomainError('FILE_TOO_LARGE', { limit: '200 MB' });
    const { id, state, sameFileAs } = await this.taking.take(viewer, String(kind ?? '').toUpperCase(), plainFileName(name), request);
    return { id, state, sameFileAs: sameFileAs ?? null };
  }

  @Put(':id/settings')
  @Access('signed-in')
  async configure(@By() viewer: Viewer, @Param('id') id: string, @Req() request: Request): Promise<Record<string, unknown>> {
    const input = await settingsOf(request);
    await this.database.work(viewer, 'configureImport', () => this.service.configure(viewer, id, input));
    return this.report.status(viewer, id);
  }

  @Post(':id/check')
  @HttpCode(202)
  @Access('signed-in')
  async check(@By() viewer: Viewer, @Param('id') id: string): Promise<Record<string, unknown>> {
    await this.database.work(viewer, 'checkImport', () => this.service.check(viewer, id));
    return this.report.status(viewer, id);
  }

  @Post(':id/commit')
  @HttpCode(202)
  @Access('signed-in')
  async commit(@By() viewer: Viewer, @Param('id') id: string): Promise<Record<string, unknown>> {
    await this.database.work(viewer, 'commitImport', () => this.service.commit(viewer, id));
    return this.report.status(viewer, id);
  }

  @Get(':id')
  @Access('signed-in')
  status(@By() viewer: Viewer, @Param('id') id: string): Promise<Record<string, unknown>> {
    return this.report.status(viewer, id);
  }

  @Get(':id/failed')
  @Access('signed-in')
  async failed(@By() viewer: Viewer, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const file = await this.database.work(viewer, 'downloadFailedRows', () => this.report.failedFile(viewer, id));
    await sendFile(response, file.name, 'csv', file.bytes);
  }
}

async function settingsOf(request: Request): Promise<ConfigureImportInput> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > SETTINGS_BYTES) throw new DomainError('INVALID_INPUT', { field: 'body', reason: 'TOO_LARGE' });
    parts.push(part);
  }
  const given = parsed(Buffer.concat(parts).toString('utf8'));
  checkTexts(given);
  const input = plainToInstance(ConfigureImportInput, given);
  const [wrong] = validateSync(input, { whitelist: true, forbidNonWhitelisted: true });
  if (wrong !== undefined) throw new DomainError('INVALID_INPUT', { field: wrong.property, reason: Object.values(wrong.constraints ?? {})[0] ?? '' });
  return input;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below in words of ours.
  }
  throw new DomainError('INVALID_INPUT', { field: 'body', reason: 'NOT_JSON' });
}
