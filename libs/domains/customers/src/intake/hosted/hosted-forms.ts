import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { nobody } from '@dossier/kernel/access';
import { Clock } from '@dossier/kernel/time';
import { FormField, FormKind, FormState, IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import { confirmText } from '../confirm.text';
import { Confirmations, type Asked } from '../confirmations';
import { SurveyTokens } from '../forms/survey-tokens';
import { regionOf } from '../../identity/identity.rules';
import { Intake } from '../intake';
import type { Content } from '../intake.content';
import { leadOf } from '../intake.lead';
import { Captcha } from './captcha';
import { FormThrottle } from './form-throttle';
import { FormToken, type Seen } from './form-token';
import { askingPage, formPage, plainPage, TRAP, type Parent, type Runs } from './page';
import { pageText } from './page.text';
import { readPosted, type Posted } from './posted';
import { PublishedForms, type Published } from './published-forms';

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
  /** What runs on it: the page around it may be told its height, and a browser may be asked to work. */
  runs?: Runs;
}

/** What is said of a confirmation. */
const SAID = { DONE: 'doneText', ALREADY: 'alreadyText', KEPT: 'keptText' } as const;

const NOTHING: Posted = new Map<string, string>();

/** What of a submission was shown before, and why it is shown again. */
interface Again {
  posted?: Posted;
  wrong?: readonly { key: string; text: string }[];
  notice?: string;
  /** The mark of the page that was shown, where it is good still. */
  token?: string | undefined;
  /** The work that was done for it. */
  solution?: string;
}

/** The pages that visitors see: they show what was published and nothing else, and never tell whether somebody is known. */
@Injectable()
export class HostedForms {
  constructor(
    private readonly forms: PublishedForms,
    private readonly intake: Intake,
    private readonly tokens: FormToken,
    private readonly captcha: Captcha,
    private readonly links: SurveyTokens,
    private readonly confirmations: Confirmations,
    private readonly throttle: FormThrottle,
    private readonly clock: Clock,
  ) {}

  async show(visit: Visit): Promise<HostedAnswer> {
    const form = await this.forms.find(visit.code);
    return framed(form, visit, this.refusal(form, visit) ?? (await this.page(form!, visit, 200)));
  }

  /** Takes what a visitor has sent: once, whatever the number of clicks. */
  async submit(visit: Visit, posted: Posted): Promise<HostedAnswer> {
    const form = await this.forms.find(visit.code);
    return framed(form, visit, this.refusal(form, visit) ?? (await this.taken(form!, visit, posted)));
  }

  /** The page behind the link of a mail. Programs open links on their way: nothing happens before somebody presses the button. */
  askToConfirm(visit: Visit, token: string): HostedAnswer {
    const { language, code } = visit;
    const read = this.confirmations.read(code, token);
    if (!read) return said(404, visit, 'lost', null);
    if (read.isOver) return { status: 410, html: plainPage(language, confirmText.overTitle[language], confirmText.overText[language]) };
    const text = { title: confirmText.askTitle[language], text: confirmText.doText[language], button: confirmText.button[language] };
    return { status: 200, html: askingPage(language, text, `/f/${code}/confirm?lang=${language}&k=${encodeURIComponent(token)}`) };
  }

  /** Lets in what the link of a mail speaks of, once; pressed again it says that it was done. */
  async confirm(visit: Visit, token: string): Promise<HostedAnswer> {
    const { language, code } = visit;
    const read = this.confirmations.read(code, token);
    if (!read) return said(404, visit, 'lost', null);
    const visitor = nobody(visit.requestId, language, visit.ip, visit.device);
    const done = read.isOver ? 'OVER' : await this.intake.confirm(visitor, read.id);
    if (done === 'UNKNOWN') return said(404, visit, 'lost', null);
    if (done === 'OVER') return { status: 410, html: plainPage(language, confirmText.overTitle[language], confirmText.overText[language]) };
    return { status: 200, html: plainPage(language, confirmText.doneTitle[language], confirmText[SAID[done]][language]) };
  }

  private async taken(form: Published, visit: Visit, posted: Posted): Promise<HostedAnswer> {
    // A program has filled in what people do not see: it is thanked like everybody.
    if ((posted.get(TRAP) ?? '') !== '') return thanked(form, visit);
    const t = posted.get('t') ?? '';
    const seen = this.tokens.read(visit.code, t);
    if (!seen || seen.verdict !== 'FINE') return this.page(form, visit, 422, { posted, ...(seen?.verdict === 'TOO_FAST' ? { notice: pageText.slow[visit.language], token: t, solution: posted.get('s') ?? '' } : { notice: pageText.old[visit.language] }) });
    if (asksWork(form) && !(await this.captcha.isSolved(visit.code, seen.key, { task: posted.get('w') ?? '', solution: posted.get('s') ?? '' }))) return this.page(form, visit, 422, { posted, notice: pageText.notWorked[visit.language], token: t });
    const customerId = this.customerOf(visit);
    const { content, wrong } = readPosted(form.definition, posted, { language: visit.language, region: regionOf(this.clock.zone), today: this.clock.today(), customerId });
    if (wrong.length > 0) return this.page(form, visit, 422, { posted, wrong, token: t, solution: posted.get('s') ?? '' });
    await this.keep(form, visit, { seen, content });
    return thanked(form, visit);
  }

  private async keep(form: Published, visit: Visit, { seen, content }: { seen: Seen; content: Content }): Promise<void> {
    const visitor = nobody(visit.requestId, visit.language, visit.ip, visit.device);
    const confirm = askedOf(form, visit, content);
    if (confirm) await this.throttle.mailed(confirm.email);
    await this.intake.bringIn(visitor, 'submitForm', {
      // A link names one customer, and counts once; a text that is no link of ours counts for nothing.
      origin: form.kind === FormKind.SURVEY ? IntakeOrigin.SURVEY : IntakeOrigin.FORM, scope: `form:${form.id}`, key: visit.link && content.customerId ? keyOf(visit.link) : seen.key,
      form: { id: form.id, no: form.no }, sourceId: form.source_id, ownerId: form.owner_id, teamId: form.team_id, confirm,
      content: { ...content, ...(form.kind === FormKind.FORM ? { lead: leadOf(form.definition, content.answers) } : {}) },
    });
  }

  private async page(form: Published, visit: Visit, status: number, { posted = NOTHING, wrong = [], notice, token, solution = '' }: Again = {}): Promise<HostedAnswer> {
    const { code, language, link } = visit;
    const mark = token ?? this.tokens.make(code);
    const page = this.tokens.read(code, mark)?.key ?? '';
    const isDone = solution !== '' && (await this.captcha.isSolved(code, page, { task: posted.get('w') ?? '', solution }));
    const work = asksWork(form) ? { task: isDone ? posted.get('w')! : await this.captcha.task(code, page), solution: isDone ? solution : '' } : null;
    const html = formPage({ code, definition: form.definition, language, token: mark, link, posted, wrong, notice: notice ?? null, parent: parentOf(form, visit), work });
    return { status, html, runs: { works: work !== null } };
  }

  private refusal(form: Published | null, visit: Visit): HostedAnswer | null {
    if (!form) return said(404, visit, 'lost', null);
    if (form.state !== FormState.PUBLISHED) return said(410, visit, 'closed', parentOf(form, visit));
    return form.kind === FormKind.SURVEY && this.customerOf(visit) === null ? said(403, visit, 'link', parentOf(form, visit)) : null;
  }

  private customerOf({ code, link }: Visit): string | null {
    return link === null ? null : this.links.customerOf(code, link);
  }
}

const asksWork = ({ kind, definition }: Published): boolean => kind === FormKind.FORM && definition.captcha === true;

/** The address that has to be confirmed first; null where the form asks for none, or a link has said who it is. */
function askedOf({ kind, definition }: Published, { code, language }: Visit, { fields, customerId }: Content): Asked | null {
  const email = fields[FormField.EMAIL];
  return kind === FormKind.FORM && definition.doubleOptIn === true && email && customerId === null ? { email, code, title: definition.title[language], language } : null;
}

/** The words of thanks; where an address is to be confirmed, what to do now. Everybody is told the same. */
function thanked(form: Published, visit: Visit): HostedAnswer {
  const { language } = visit;
  const { definition } = form;
  const waits = form.kind === FormKind.FORM && definition.doubleOptIn === true && visit.link === null;
  const [title, text] = waits ? [confirmText.sentTitle[language], confirmText.sentText[language]] : [definition.title[language], definition.thanks[language]];
  return { status: 200, html: plainPage(language, title, text, parentOf(form, visit)) };
}

/** The page around, where it belongs to a site that the form names: nobody else is told anything. */
const parentOf = (form: Published, { code, site }: Visit): Parent | null => (site !== null && form.frame_origins.includes(site) ? { origin: site, code } : null);
const framed = (form: Published | null, visit: Visit, answer: HostedAnswer): HostedAnswer => (form ? { ...answer, origins: form.frame_origins, runs: { ...answer.runs, told: parentOf(form, visit) !== null } } : answer);
const said = (status: number, { language }: Visit, what: 'closed' | 'lost' | 'link', parent: Parent | null): HostedAnswer => ({ status, html: plainPage(language, pageText[`${what}Title`][language], pageText[`${what}Text`][language], parent) });
const keyOf = (link: string): string => createHash('sha256').update(link).digest('hex').slice(0, 32);
