import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { nobody } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { FormKind, FormState, IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import type { FormDefinition } from '../forms/form.definition';
import { SurveyLinks } from '../forms/survey-links';
import { regionOf } from '../../identity/identity.rules';
import { Intake } from '../intake';
import { FormToken } from './form-token';
import { formPage, plainPage, TRAP, type Parent } from './page';
import { pageText } from './page.text';
import { readPosted, type Posted } from './posted';

/** A request to a hosted page. */
export interface Visit {
  code: string;
  language: 'zh' | 'en';
  /** The token of a signed link. */
  link: string | null;
  /** The site whose page shows the form, as it says itself. */
  site: string | null;
  ip: string | null;
  device: string | null;
  requestId: string;
}

export interface HostedAnswer {
  status: number;
  html: string;
  /** Sites that may show this answer inside their pages. */
  origins?: readonly string[];
  /** The page around it is told its height. */
  told?: boolean;
}

interface Published extends Record<string, unknown> {
  id: string;
  kind: FormKind;
  state: FormState;
  owner_id: string;
  team_id: string | null;
  source_id: string | null;
  no: number;
  definition: FormDefinition;
  frame_origins: string[];
}

const NOTHING: Posted = new Map<string, string>();

/** The pages that visitors see: they show what was published and nothing else, and never tell whether somebody is known. */
@Injectable()
export class HostedForms {
  constructor(
    private readonly database: Database,
    private readonly intake: Intake,
    private readonly tokens: FormToken,
    private readonly links: SurveyLinks,
    private readonly clock: Clock,
  ) {}

  async show(visit: Visit): Promise<HostedAnswer> {
    const form = await this.published(visit.code);
    return framed(form, visit, this.refusal(form, visit) ?? { status: 200, html: this.page(form!, visit, {}) });
  }

  /** Takes what a visitor has sent: once, whatever the number of clicks. */
  async submit(visit: Visit, posted: Posted): Promise<HostedAnswer> {
    const form = await this.published(visit.code);
    return framed(form, visit, this.refusal(form, visit) ?? (await this.taken(form!, visit, posted)));
  }

  private async taken(form: Published, visit: Visit, posted: Posted): Promise<HostedAnswer> {
    const thanks = { status: 200, html: plainPage(visit.language, form.definition.title[visit.language], form.definition.thanks[visit.language], parentOf(form, visit)) };
    // A program has filled in what people do not see: it is thanked like everybody.
    if ((posted.get(TRAP) ?? '') !== '') return thanks;
    const seen = this.tokens.read(visit.code, posted.get('t') ?? '');
    if (!seen || seen.verdict !== 'FINE') return { status: 422, html: this.page(form, visit, { posted, notice: (seen?.verdict === 'TOO_FAST' ? pageText.slow : pageText.old)[visit.language], token: seen?.verdict === 'TOO_FAST' ? posted.get('t') : undefined }) };
    const customerId = this.customerOf(visit);
    const { content, wrong } = readPosted(form.definition, posted, { language: visit.language, region: regionOf(this.clock.zone), today: this.clock.today(), customerId });
    if (wrong.length > 0) return { status: 422, html: this.page(form, visit, { posted, wrong, token: posted.get('t') }) };
    const visitor = nobody(visit.requestId, visit.language, visit.ip, visit.device);
    await this.database.work(visitor, 'submitForm', () => this.intake.take({
      origin: form.kind === FormKind.SURVEY ? IntakeOrigin.SURVEY : IntakeOrigin.FORM, scope: `form:${form.id}`, key: visit.link ? keyOf(visit.link) : seen.key,
      form: { id: form.id, no: form.no }, sourceId: form.source_id, ownerId: form.owner_id, teamId: form.team_id, content,
    }));
    return thanks;
  }

  private page(form: Published, visit: Visit, given: { posted?: Posted; wrong?: readonly { key: string; text: string }[]; notice?: string; token?: string | undefined }): string {
    const { code, language, link } = visit;
    const { posted = NOTHING, wrong = [], notice = null, token } = given;
    return formPage({ code, definition: form.definition, language, token: token ?? this.tokens.make(code), link, posted, wrong, notice, parent: parentOf(form, visit) });
  }

  private refusal(form: Published | null, visit: Visit): HostedAnswer | null {
    if (!form) return said(404, visit, 'lost', null);
    if (form.state !== FormState.PUBLISHED) return said(410, visit, 'closed', parentOf(form, visit));
    return form.kind === FormKind.SURVEY && this.customerOf(visit) === null ? said(403, visit, 'link', parentOf(form, visit)) : null;
  }

  private customerOf({ code, link }: Visit): string | null {
    return link === null ? null : this.links.customerOf(code, link);
  }

  private async published(code: string): Promise<Published | null> {
    if (!/^[a-z0-9]{4,40}$/.test(code)) return null;
    const [row] = await this.database.query<Published>(
      `select f.id, f.kind, f.state, f.owner_id, f.team_id, f.source_id, v.no, v.definition, f.frame_origins from form f join form_version v on v.form_id = f.id and v.no = f.published_no where f.code = $1 and f.archived_at is null`, [code]);
    return row ?? null;
  }
}

/** The page around, where it belongs to a site that the form names: nobody else is told anything. */
const parentOf = (form: Published, { code, site }: Visit): Parent | null => (site !== null && form.frame_origins.includes(site) ? { origin: site, code } : null);
const framed = (form: Published | null, visit: Visit, answer: HostedAnswer): HostedAnswer => (form ? { ...answer, origins: form.frame_origins, told: parentOf(form, visit) !== null } : answer);
const said = (status: number, { language }: Visit, what: 'closed' | 'lost' | 'link', parent: Parent | null): HostedAnswer => ({ status, html: plainPage(language, pageText[`${what}Title`][language], pageText[`${what}Text`][language], parent) });
const keyOf = (link: string): string => createHash('sha256').update(link).digest('hex').slice(0, 32);
