import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { IsString } from 'class-validator';
import type { Request, Response } from 'express';
import { Access, viewerOf, type Viewer, type WithViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { ConsentChannel } from '@dossier/vocabulary/privacy-enums';
import { ConsentService, isChosen } from '../consent.service';
import { waysOf } from '../consent.rules';
import { PurposeService } from '../purpose.service';
import { PreferenceLinks, PREFERENCES } from './links';
import { confirmPage, pagePolicy, preferencesPage, sentencePage, type ShownPurpose } from './preferences.page';
import { PreferencesThrottle } from './preferences.throttle';
import { channelName, text, type Language } from './preferences.text';

const MOST_BYTES = 16_384;

type Asking = Request & WithViewer;

interface Visit {
  request: Asking;
  response: Response;
  token: string;
}

/** The address of one letter's unsubscribe link. */
class OffPath {
  @IsString() token!: string;
  @IsString() purpose!: string;
  @IsString() channel!: string;
}

interface Purposed {
  id: string;
  code: string;
  name: string;
  name_en: string;
  text: string | null;
  text_en: string | null;
}

/** The page on which a customer chooses, without an account: whoever holds the link is the person. Looking changes nothing. */
@Controller('api/preferences')
@Access('anyone')
export class PreferencesController {
  constructor(
    private readonly links: PreferenceLinks,
    private readonly consents: ConsentService,
    private readonly purposes: PurposeService,
    private readonly throttle: PreferencesThrottle,
    private readonly database: Database,
  ) {}

  @Get(':token')
  @Access('anyone')
  async show(@Req() request: Asking, @Res() response: Response, @Param('token') token: string): Promise<void> {
    await this.answer({ request, response, token }, (customerId, language) => this.page(customerId, token, language, null));
  }

  /** The form with every choice: a box that is not ticked is a no. */
  @Post(':token')
  @Access('anyone')
  async save(@Req() request: Asking, @Res() response: Response, @Param('token') token: string): Promise<void> {
    await this.answer({ request, response, token }, async (customerId, language) => {
      const form = new URLSearchParams(await bodyOf(request));
      const ticked = form.get('none') === '1' ? [] : form.getAll('on');
      const all = (await this.purposes.known()).filter(isChosen).flatMap((purpose) => waysOf(purpose).map((channel) => ({ purpose: purpose.code, channel, wanted: ticked.includes(`${purpose.code}/${channel}`) })));
      await this.links.choose(person(request.viewer), customerId, all, 'savePreferences');
      return this.page(customerId, token, language, 'saved');
    });
  }

  /** What a link in a letter opens: it asks, and does nothing by itself. */
  @Get(':token/off/:purpose/:channel')
  @Access('anyone')
  async ask(@Req() request: Asking, @Res() response: Response, @Param() { token, purpose, channel }: OffPath): Promise<void> {
    await this.answer({ request, response, token }, async (_customerId, language) => {
      const found = (await this.shown()).find(({ code }) => code === purpose);
      if (!found || !isChannel(channel)) return null;
      const path = `${PREFERENCES}/${token}`;
      return confirmPage({ company: await this.company(), language, path: `${path}/off/${found.code}/${channel}?lang=${language}`, whole: `${path}?lang=${language}`, name: language === 'zh' ? found.name : found.name_en, way: channelName(channel, language) });
    });
  }

  /** One click (RFC 8058), and the button of the page above. */
  @Post(':token/off/:purpose/:channel')
  @Access('anyone')
  async off(@Req() request: Asking, @Res() response: Response, @Param() { token, purpose, channel }: OffPath): Promise<void> {
    await this.answer({ request, response, token }, async (customerId, language) => {
      await bodyOf(request);
      if (!isChannel(channel)) return null;
      await this.links.choose(person(request.viewer), customerId, [{ purpose, channel, wanted: false }], 'unsubscribe');
      return this.page(customerId, token, language, 'off');
    });
  }

  private async answer({ request: { viewer, query }, response, token }: Visit, page: (customerId: string, language: Language) => Promise<string | null>): Promise<void> {
    const language: Language = query['lang'] === 'zh' || query['lang'] === 'en' ? query['lang'] : viewer.language;
    response.setHeader('Content-Security-Policy', pagePolicy);
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Robots-Tag', 'noindex');
    const wait = await this.throttle.wait(token, viewer.ip);
    if (wait !== null) response.setHeader('Retry-After', String(wait));
    const customerId = wait === null ? await this.links.customerOf(token) : null;
    const body = customerId === null ? null : await page(customerId, language);
    const status = wait !== null ? 429 : body === null ? 404 : 200;
    response.status(status).type('html').send(body ?? sentencePage(language, text.invalidTitle[language], text[status === 429 ? 'busy' : 'invalid'][language]));
  }

  private async page(customerId: string, token: string, language: Language, said: 'saved' | 'off' | null): Promise<string> {
    const known = new Map((await this.purposes.known()).map((purpose) => [purpose.code, purpose]));
    const sheet = await this.consents.standing(customerId);
    const purposes: ShownPurpose[] = (await this.shown()).map((one) => {
      const purpose = known.get(one.code)!;
      const byDefault = purpose.legalBasis === 'LEGITIMATE_INTEREST';
      const ways = waysOf(purpose).map((channel) => {
        const state = sheet.states.find((found) => found.purpose === one.code && found.channel === channel)?.state ?? null;
        return { channel, on: state === null ? byDefault : state === 'GIVEN' };
      });
      return { code: one.code, name: language === 'zh' ? one.name : one.name_en, notice: (language === 'zh' ? one.text : one.text_en) ?? '', isChosen: isChosen(purpose), byDefault, ways };
    });
    return preferencesPage({ company: await this.company(), language, path: `${PREFERENCES}/${token}`, restricted: sheet.restrictedSince !== null, said, purposes });
  }

  private shown(): Promise<Purposed[]> {
    return this.database.query<Purposed & Record<string, unknown>>(
      `select p.id, p.code, p.name, p.name_en, n.text, n.text_en from purpose p left join lateral (select text, text_en from notice n where n.purpose_id = p.id order by number desc limit 1) n on true where p.archived_at is null order by p.created_at, p.id`);
  }

  private async company(): Promise<string> {
    const [found] = await this.database.query<{ name: string }>('select name from company limit 1');
    return found?.name ?? '';
  }
}

const isChannel = (value: string | undefined): value is ConsentChannel => value !== undefined && value in ConsentChannel;

/** The person themselves, as the trail names them: no account, and no word but the one of this page. */
const person = (viewer: Viewer): Viewer =>
  viewerOf({ kind: 'job', userId: null, name: 'preferences', language: viewer.language, grants: [{ action: 'job.privacy', scope: 'ALL' }], teamIds: [], treeIds: [], sessionId: null, requestId: viewer.requestId, ip: viewer.ip, device: viewer.device });

async function bodyOf(request: Request): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new DomainError('BODY_TOO_LARGE', { limit: '16 KB' });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
