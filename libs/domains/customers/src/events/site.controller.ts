import { Controller, Get, HttpCode, Options, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { IngestOutcome } from '@dossier/vocabulary/event-enums';
import type { ToldEvent } from './ingest.rules';
import { SiteDoor } from './site.door';
import { trackScript } from './track.script';

const MOST_BYTES = 64 * 1024;
const MOST_EVENTS = 50;

interface Body {
  site: string;
  consent: boolean;
  visitor: string;
  events: readonly Record<string, unknown>[];
}

/** What pages of other addresses speak to: the script, and the one place that takes what it sends. No cookie is read or set. */
@Controller()
export class SiteController {
  constructor(private readonly door: SiteDoor) {}

  @Get('track.js')
  @Access('anyone')
  script(@Res() response: Response): void {
    response.set({ 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=3600', 'Cross-Origin-Resource-Policy': 'cross-origin' }).send(trackScript);
  }

  @Options('api/events')
  @HttpCode(204)
  @Access('anyone')
  async may(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { origin } = request.headers;
    response.setHeader('Vary', 'Origin');
    if (origin !== undefined && (await this.door.knows(origin))) response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type', 'Access-Control-Max-Age': '600' });
  }

  @Post('api/events')
  @HttpCode(202)
  @Access('anyone')
  async take(@By() viewer: Viewer, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<object> {
    const { site, consent, visitor, events } = bodyOf(await bytesOf(request));
    const origin = request.headers.origin ?? '';
    const siteId = await this.door.enter(site, origin, viewer.ip);
    response.set({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin' });
    // Without consent nothing is kept, and nothing is looked at.
    if (!consent) return { accepted: 0, repeated: 0, refused: events.length };
    const results = await this.door.take(siteId, events.map((event) => toldOf(event, visitor)));
    const counted = (outcome: IngestOutcome): number => results.filter((result) => result.outcome === outcome).length;
    return { accepted: counted(IngestOutcome.ACCEPTED), repeated: counted(IngestOutcome.REPEATED), refused: counted(IngestOutcome.REFUSED), reasons: [...new Set(results.flatMap(({ reason }) => reason ?? []))] };
  }
}

async function bytesOf(request: Request): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '64 KB' });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const invalid = (field: string): DomainError => new DomainError('INVALID_INPUT', { field, reason: 'NOT_JSON' });

function bodyOf(bytes: Buffer): Body {
  let body: Partial<Record<keyof Body, unknown>>;
  try {
    body = JSON.parse(bytes.toString('utf8')) as typeof body;
  } catch {
    throw invalid('body');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('body');
  const { site, consent, visitor, events } = body;
  if (typeof site !== 'string' || site.length > 60) throw invalid('site');
  if (!Array.isArray(events) || events.length > MOST_EVENTS || events.some((event) => typeof event !== 'object' || event === null || Array.isArray(event))) throw invalid('events');
  return { site, consent: consent === true, visitor: typeof visitor === 'string' ? visitor : '', events: events as Body['events'] };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A page may say what was done and by which visitor, never who that is. */
const toldOf = ({ id, name, at, topics, product, path, properties }: Record<string, unknown>, visitor: string): ToldEvent => ({
  id: String(id), name: String(name), occurredAt: new Date(typeof at === 'number' || typeof at === 'string' ? at : Number.NaN), visitorId: visitor,
  topics: Array.isArray(topics) ? topics.map(String) : null, productCode: textOf(product), path: textOf(path), channelMark: 'web', properties,
});
