import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Mailer } from '@dossier/kernel/mail';
import { ChannelService } from '@dossier/channels';
import { FormKind, FormState } from '@dossier/vocabulary/intake-enums';
import { definitionOf, requirePublishable, type FormDefinition } from './form.definition';
import { Form } from './form.entity';
import { PublishedForms } from '../hosted/published-forms';
import { formList, type FormInput } from './form.inputs';
import { frameOrigins } from './frame-origins';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 12;

/** Forms and surveys: written as a draft, published as a version that visitors see, closed when nobody is to answer any more. */
@Injectable()
export class FormService {
  constructor(
    @InjectRecords(Form) private readonly forms: Records<Form>,
    private readonly channels: ChannelService,
    private readonly mailer: Mailer,
    private readonly published: PublishedForms,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.forms.page(viewer, args, formList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.forms.read(viewer, id, asked);
  }

  /** Makes a draft; its maker owns it, and the customers that come in by it. */
  async create(viewer: Viewer, kind: FormKind, input: FormInput): Promise<Form> {
    const draft = await this.drafted(input);
    return this.forms.add(viewer, {
      id: newId(), kind, name: named(input.name), code: newCode(), state: FormState.DRAFT, draft, sourceId: input.sourceId ?? null,
      ownerId: viewer.ownerId ?? viewer.userId!, teamId: viewer.teamIds[0] ?? null,
    });
  }

  /** Writes the draft anew; visitors go on seeing the version that was published. */
  async update(viewer: Viewer, { id, version }: { id: string; version: number }, input: FormInput): Promise<Form> {
    const form = await this.forms.get(viewer, id, 'UPDATE');
    const draft = await this.drafted(input, { sourceId: form.sourceId, productId: (form.draft as FormDefinition).lead?.productId ?? null });
    return this.forms.save(viewer, form, { name: named(input.name), draft, sourceId: input.sourceId ?? null }, 'UPDATE', { base: version });
  }

  /** Shows the draft to visitors, as a version of its own unless it says what the last one said. */
  async publish(viewer: Viewer, id: string): Promise<Form> {
    const form = await this.forms.get(viewer, id, 'PUBLISH');
    const definition = form.draft as FormDefinition;
    requirePublishable(form.kind, definition, this.mailer.isConfigured);
    const work = currentWork();
    const [last] = await work.query<{ no: number; same: boolean }>('select no, definition = $2::jsonb as same from form_version where form_id = $1 order by no desc limit 1', [id, JSON.stringify(definition)]);
    const no = last?.same ? last.no : (last?.no ?? 0) + 1;
    if (!last?.same) await work.query('insert into form_version (id, form_id, no, definition, published_by) values ($1, $2, $3, $4, $5)', [newId(), id, no, JSON.stringify(definition), viewer.userId]);
    this.copy();
    return this.forms.save(viewer, form, { state: FormState.PUBLISHED, publishedNo: no }, 'PUBLISH');
  }

  /** Says which sites may show it inside their pages, at once and without publishing anew; none may unless named. */
  async setFrames(viewer: Viewer, { id, version }: { id: string; version: number }, typed: readonly string[]): Promise<Form> {
    const form = await this.forms.get(viewer, id, 'UPDATE');
    this.copy();
    return this.forms.save(viewer, form, { frameOrigins: frameOrigins(typed) }, 'UPDATE', { base: version });
  }

  /** Takes it off the air; what came in stays, and it can be published again. */
  async close(viewer: Viewer, id: string): Promise<Form> {
    const form = await this.forms.get(viewer, id);
    if (form.state !== FormState.PUBLISHED) throw new DomainError('FORM_STATE', { state: form.state });
    this.copy();
    return this.forms.save(viewer, form, { state: FormState.CLOSED }, 'CLOSE');
  }

  async archive(viewer: Viewer, id: string): Promise<Form> {
    return this.forms.archive(viewer, await this.forms.get(viewer, id, 'ARCHIVE'));
  }

  restore(viewer: Viewer, id: string): Promise<Form> {
    return this.forms.restore(viewer, id);
  }

  /** A survey of the viewer's that can be sent now. */
  async invitable(viewer: Viewer, id: string): Promise<Form> {
    const form = await this.forms.get(viewer, id);
    if (form.kind !== FormKind.SURVEY || form.state !== FormState.PUBLISHED) throw new DomainError('FORM_STATE', { state: form.state });
    return form;
  }

  /** What visitors see has changed: the copy for the time when the database is away follows with the commit. */
  private copy(): void {
    currentWork().after(() => this.published.refresh().catch(() => undefined));
  }

  /** What stood there already may stay, though it has left the list meanwhile. */
  private async drafted(input: FormInput, known: { sourceId: string | null; productId: string | null } = { sourceId: null, productId: null }): Promise<FormDefinition> {
    if (input.sourceId && input.sourceId !== known.sourceId) await this.channels.require(input.sourceId);
    const definition = definitionOf(input);
    const purposes = definition.consents.flatMap(({ purposeId }) => (purposeId ? [purposeId] : []));
    for (const id of new Set(purposes)) await this.requirePurpose(id);
    if (input.makesLead && input.productId && input.productId !== known.productId) await requireProduct(input.productId);
    return definition;
  }

  /** A purpose of the company's list that is in use; anything else is NOT_FOUND. */
  private async requirePurpose(id: string): Promise<void> {
    const [{ known } = { known: null }] = await currentWork().query<{ known: string | null }>(`select to_regclass('purpose')::text as known`);
    const rows = known ? await currentWork().query('select 1 from purpose where id = $1 and archived_at is null', [id]) : [];
    if (rows.length === 0) throw new DomainError('NOT_FOUND');
  }
}

/** A product that is on sale; anything else is NOT_FOUND. */
export async function requireProduct(id: string): Promise<void> {
  const rows = await currentWork().query('select 1 from product where id = $1 and archived_at is null', [id]);
  if (rows.length === 0) throw new DomainError('NOT_FOUND');
}

function named(given: string): string {
  const name = given.normalize('NFKC').trim().replace(/\s+/g, ' ');
  if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
  return name;
}

/** 59 bits that can be read out: nobody finds a form by guessing. */
const newCode = (): string => Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
