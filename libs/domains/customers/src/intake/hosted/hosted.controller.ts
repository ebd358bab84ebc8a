import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { asDomainError, DomainError } from '@dossier/kernel/errors';
import { FormThrottle } from './form-throttle';
import { HostedForms, type HostedAnswer, type Visit } from './hosted-forms';
import { pagePolicy, plainPage } from './page';
import { pageText } from './page.text';

const MOST_BYTES = 64 * 1024;

interface Asked {
  lang?: string;
  c?: string;
  e?: string;
  k?: string;
}

/** Forms for people without an account. Nobody is signed in here, whatever cookie comes along. */
@Controller('f')
export class HostedController {
  constructor(
    private readonly forms: HostedForms,
    private readonly throttle: FormThrottle,
  ) {}

  @Get(':code')
  @Access('anyone')
  async showForm(@By() viewer: Viewer, @Param('code') code: string, @Query() asked: Asked, @Res() response: Response): Promise<void> {
    const visit = visitOf(viewer, code, asked);
    await answer(response, visit, async () => {
      await this.throttle.shown(viewer.ip);
      return this.forms.show(visit);
    });
  }

  @Post(':code')
  @Access('anyone')
  async submitForm(@By() viewer: Viewer, @Param('code') code: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = visitOf(viewer, code, request.query as Asked);
    await answer(response, visit, async () => {
      await this.throttle.sent(viewer.ip);
      return this.forms.submit(visit, new Map(new URLSearchParams(await textOf(request))));
    });
  }

  @Get(':code/confirm')
  @Access('anyone')
  async showConfirmation(@By() viewer: Viewer, @Param('code') code: string, @Query() asked: Asked, @Res() response: Response): Promise<void> {
    const visit = visitOf(viewer, code, asked);
    await answer(response, visit, async () => {
      await this.throttle.shown(viewer.ip);
      return this.forms.askToConfirm(visit, tokenOf(asked));
    });
  }

  @Post(':code/confirm')
  @Access('anyone')
  async confirmSubmission(@By() viewer: Viewer, @Param('code') code: string, @Query() asked: Asked, @Res() response: Response): Promise<void> {
    const visit = visitOf(viewer, code, asked);
    await answer(response, visit, async () => {
      await this.throttle.sent(viewer.ip);
      return this.forms.confirm(visit, tokenOf(asked));
    });
  }
}

const tokenOf = ({ k }: Asked): string => (typeof k === 'string' && k.length < 200 ? k : '');

const visitOf = (viewer: Viewer, code: string, { lang, c, e }: Asked): Visit => ({
  code, language: lang === 'zh' || lang === 'en' ? lang : viewer.language, link: typeof c === 'string' && c.length < 200 ? c : null, site: typeof e === 'string' && e.length <= 200 ? e : null, ip: viewer.ip, device: viewer.device, requestId: viewer.requestId,
});

/** Answers with a page, also where the visitor has sent too much: they read sentences, not codes. */
async function answer(response: Response, { language }: Visit, make: () => Promise<HostedAnswer>): Promise<void> {
  const { status, html, origins = [], runs = {} } = await make().catch((fault: unknown) => refused(asDomainError(fault), language, response));
  response.setHeader('Content-Security-Policy', pagePolicy(origins, runs));
  // The older header knows one site at most; where sites are named, the policy alone says which.
  if (origins.length > 0) response.removeHeader('X-Frame-Options');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Robots-Tag', 'noindex');
  response.status(status).type('html').send(html);
}

/** What a visitor can do about it, in sentences: wait, and come again. */
const BUSY: Readonly<Record<string, { status: number; seconds: number; says: 'busy' | 'full' }>> = {
  THROTTLED: { status: 429, seconds: 60, says: 'busy' },
  STORAGE_FULL: { status: 507, seconds: 60, says: 'full' },
  UNAVAILABLE: { status: 503, seconds: 5, says: 'full' },
};

function refused(fault: unknown, language: 'zh' | 'en', response: Response): HostedAnswer {
  const busy = fault instanceof DomainError ? BUSY[fault.code] : undefined;
  if (!busy || !(fault instanceof DomainError)) throw fault;
  const seconds = String(fault.facts['seconds'] ?? busy.seconds);
  response.setHeader('Retry-After', seconds);
  return { status: busy.status, html: plainPage(language, pageText[`${busy.says}Title`][language], pageText[`${busy.says}Text`][language].replace('{seconds}', seconds)) };
}

/** What a form sends, and no more than a form sends. */
async function textOf(request: Request): Promise<string> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.get('content-type') ?? '')) throw new DomainError('INVALID_INPUT', { field: 'body', reason: 'FORM' });
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '64 KB' });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '64 KB' });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
