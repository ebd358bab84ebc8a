import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Signals } from '@dossier/kernel/events';
import { sql, type ListSpec } from '@dossier/kernel/list';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import { wholeList } from '@dossier/teams';
import { isReal } from '../misuse/real';
import { ofCustomers } from '../profile/customer.policy';
import { CustomField } from './custom-field.entity';
import type { CustomFieldChange, CustomFieldInput } from './custom-field.inputs';
import { fieldChange, FIELDS_MOST, INDEXES_MOST } from './custom-field.rules';
import { fieldBook, guardsOf, writeWord, type FieldDefinition, type FieldOption } from './field-book';

const TOPIC = 'custom-fields';
/** Fields come whole, by their place. */
const fieldList: ListSpec<'archived', 'PLACE'> = { filter: { archived: sql<boolean>(['archivedAt'], () => 'true') }, sort: { PLACE: { path: 'place', type: 'int' } }, defaultSort: 'PLACE' };

/** The fields that a company adds to its records. */
@Injectable()
export class CustomFieldService implements OnApplicationBootstrap {
  constructor(
    @InjectRecords(CustomField) private readonly fields: Records<CustomField>,
    private readonly database: Database,
    private readonly signals: Signals,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.signals.on(TOPIC, () => this.learn());
    this.signals.on('reconnected', () => this.learn());
    await this.learn();
  }

  /** Takes in the live fields as they are stored now. */
  async learn(): Promise<void> {
    const { rows } = await this.database.pool.query<FieldDefinition>(
      `select id, key, name, name_en as "nameEn", type, options, required, least, most, pattern, currency, personal, word, pack, sortable from custom_field where archived_at is null order by place, id`);
    fieldBook.write(rows);
  }

  /** The live fields that this viewer may know of, in their order; archived ones too for whoever manages them. */
  async all(viewer: Viewer, archived: boolean, asked: Selection): Promise<Raw[]> {
    const manages = viewer.may('field.manage');
    const rows = await wholeList(this.fields, viewer, withKey(asked), { spec: fieldList, filter: archived && manages ? { archived: true } : null });
    const plan = planOf(viewer, ofCustomers);
    const known = rows.filter((row) => manages || guardsOf(definitionOf(row)).every((name) => plan.field(name).masked !== false));
    const counted = asked.has('valueCount') && manages ? await this.counted(known) : known;
    const isClear = (row: Raw): boolean => ['customValues', ...guardsOf(definitionOf(row))].every((name) => plan.field(name).clear === true);
    return counted.map((row) => ({ ...row, writable: this.isWritable(viewer, definitionOf(row)), sortable: row['sortable'] === true && isClear(row) }));
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.fields.read(viewer, id, asked);
  }

  /** Adds a field; its values are empty everywhere. */
  async create(viewer: Viewer, input: CustomFieldInput): Promise<CustomField> {
    const [standing] = await currentWork().query<{ live: number; indexed: number; place: number; taken: boolean }>(
      `select count(*) filter (where archived_at is null)::int as live, count(*) filter (where archived_at is null and indexed)::int as indexed, coalesce(max(place), 0)::int as place,
        coalesce(bool_or(lower(key) = lower($1)), false) as taken from custom_field`, [input.key]);
    if (standing!.taken) throw new DomainError('FIELD_KEY_TAKEN', { field: 'key', key: input.key });
    if (standing!.live >= FIELDS_MOST) throw new DomainError('FIELDS_TOO_MANY', { most: FIELDS_MOST });
    const change = fieldChange(input, input.type);
    if (!change.name || !change.nameEn) throw new DomainError('INVALID_INPUT', { field: change.name ? 'nameEn' : 'name', reason: 'EMPTY' });
    this.requireIndex(change.indexed ?? false, standing!.indexed);
    const currency = input.type === CustomFieldType.MONEY ? (input.currency ?? (await this.companyCurrency())) : null;
    const made = await this.fields.add(viewer, { ...change, key: input.key, type: input.type, currency, place: standing!.place + 1 });
    if (made.indexed) await this.index(made.id, true);
    this.tell();
    return made;
  }

  /** Changes a field. A value that stands keeps its meaning: options in use stay. */
  async update(viewer: Viewer, id: string, version: number, input: CustomFieldChange): Promise<CustomField> {
    const field = await this.fields.get(viewer, id, 'UPDATE');
    const change = fieldChange(input, field.type, field);
    if (change.options) await this.requireUnused(field, change.options);
    if (change.indexed && !field.indexed) {
      const [standing] = await currentWork().query<{ indexed: number }>('select count(*)::int as indexed from custom_field where archived_at is null and indexed');
      this.requireIndex(true, standing!.indexed);
    }
    const saved = await this.fields.save(viewer, field, change, 'UPDATE', { base: version });
    if (saved.indexed !== field.indexed || saved.sortable !== field.sortable) await this.index(id, saved.indexed);
    this.tell();
    return saved;
  }

  /** Takes a field out of forms, lists and files; its values stay, and are back when it is restored. */
  async archive(viewer: Viewer, id: string): Promise<CustomField> {
    const field = await this.fields.get(viewer, id);
    if (field.pack !== null) throw new DomainError('FIELD_OF_PACK', { pack: field.pack });
    this.fields.require(viewer, field, 'ARCHIVE');
    if (field.indexed) await this.index(id, false);
    this.tell();
    return this.fields.archive(viewer, field);
  }

  /** Takes an archived field back with its values. */
  async restore(viewer: Viewer, id: string): Promise<CustomField> {
    const restored = await this.fields.restore(viewer, id);
    if (restored.indexed) await this.index(id, true);
    this.tell();
    return restored;
  }

  /** Puts the fields into this order; those not named keep their own after them. */
  async reorder(viewer: Viewer, ids: readonly string[]): Promise<void> {
    const found = await this.fields.byIds(viewer, ids, 'UPDATE');
    if (found.length !== new Set(ids).size) throw new DomainError('NOT_FOUND');
    await currentWork().query(
      `update custom_field f set place = o.place, version = f.version + 1, updated_at = now() from (
          select id, row_number() over (order by array_position($1::uuid[], id) nulls last, place, id)::int as place from custom_field) o where o.id = f.id and f.place <> o.place`, [ids]);
    this.tell();
  }

  /** Tells every process that fields have changed, when the change stands. */
  tell(): void {
    const work = currentWork();
    work.after(async () => {
      await this.learn();
      await this.signals.send(TOPIC);
    });
  }

  private isWritable(viewer: Viewer, field: FieldDefinition): boolean {
    if (field.word !== null && !viewer.may(writeWord(field.word))) return false;
    const writing = viewer.grants.filter(({ action }) => action === 'customer.update' || action === 'customer.create');
    return writing.some(({ fields }) => guardsOf(field).every((name) => (fields?.[name] ?? fields?.['*'] ?? 'READ') === 'READ'));
  }

  private requireIndex(wanted: boolean, standing: number): void {
    if (wanted && standing >= INDEXES_MOST) throw new DomainError('INVALID_INPUT', { field: 'indexed', reason: `AT_MOST_${INDEXES_MOST}` });
  }

  private async requireUnused(field: CustomField, options: readonly FieldOption[]): Promise<void> {
    const kept = new Set(options.map(({ value }) => value));
    const gone = field.options.map(({ value }) => value).filter((value) => !kept.has(value));
    if (gone.length === 0) return;
    const [used] = await currentWork().query('select 1 from customer where custom ? $1 and (custom->>$1 = any($2::text[]) or (jsonb_typeof(custom->$1) = \'array\' and custom->$1 ?| $2::text[])) limit 1', [field.key, gone]);
    if (used) throw new DomainError('INVALID_INPUT', { field: 'options', reason: 'IN_USE' });
  }

  private async counted(rows: Raw[]): Promise<Raw[]> {
    const found = await this.database.query<{ key: string; count: number }>(`select k as key, count(*)::int as count from customer c, jsonb_object_keys(custom) k where custom is not null and ${isReal('c.id')} group by k`);
    const counts = new Map(found.map(({ key, count }) => [key, count]));
    return rows.map((row) => ({ ...row, valueCount: counts.get(String(row['key'])) ?? 0 }));
  }

  private async index(id: string, wanted: boolean): Promise<void> {
    await currentWork().query('select index_custom_field($1, $2)', [id, wanted]);
  }

  private async companyCurrency(): Promise<string> {
    const [company] = await currentWork().query<{ currency: string }>('select currency from company limit 1');
    return company?.currency ?? 'CNY';
  }
}

const definitionOf = (row: Raw): FieldDefinition => row as unknown as FieldDefinition;

/** What judging a field needs besides what was asked. */
function withKey(asked: Selection): Selection {
  const none: Selection = { fields: new Map(), has: () => false, below: () => none };
  const fields = new Map([...asked.fields, ...['key', 'personal', 'word'].map((name) => [name, none] as const)]);
  return { fields, has: (name) => fields.has(name), below: (name) => fields.get(name) ?? none };
}
