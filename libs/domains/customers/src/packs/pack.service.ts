import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { PackAction, PackChangeKind, type PackCode } from '@dossier/vocabulary/pack-enums';
import { packTerms } from '@dossier/vocabulary/terms/packs';
import { CustomFieldService } from '../fields/custom-field.service';
import { isReal } from '../misuse/real';
import { ofCustomers } from '../profile/customer.policy';
import { packOf, packs } from './pack.list';
import { PackSamples } from './pack.sample';
import type { PackDefinition, PackKpi as KpiDefinition } from './pack.types';
import type { Pack, PackChange, PackDiff, PackKpi } from './pack.views';

interface Applied extends Record<string, unknown> {
  code: PackCode;
  createdAt: Date;
  appliedBy: string | null;
}

const REVIEWED = 'review_policy';
/** Tables whose rows people fill under a pack. */
const recorded: Partial<Record<PackCode, readonly string[]>> = { FINANCE: ['risk_assessment', 'holding', 'advice', 'credit_fact', 'credit_watch'], SERVICES: ['service_request'] };

/** Applies and removes industry packs. What a pack brought is known row by row, so that it goes without a trace. */
@Injectable()
export class PackService {
  constructor(
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly fields: CustomFieldService,
    private readonly samples: PackSamples,
  ) {}

  /** Every pack there is, and which of them are applied. */
  async all(viewer: Viewer): Promise<Pack[]> {
    const applied = new Map((await this.applied()).map((row) => [row.code, row]));
    return packs.map((pack) => this.shown(viewer, pack, applied.get(pack.code)));
  }

  /** What applying the pack would add, or removing it take away, as things stand now. */
  async diff(viewer: Viewer, code: PackCode): Promise<PackDiff> {
    const pack = packOf(code);
    const applied = (await this.applied()).some((row) => row.code === code);
    return { code, applied, changes: applied ? await this.removal(viewer, pack) : await this.addition(viewer, pack) };
  }

  /** Applies a pack: fields that exist already are kept as they are and stay when it goes. */
  async apply(viewer: Viewer, code: PackCode): Promise<Pack> {
    const pack = packOf(code);
    const work = currentWork();
    const made = await work.query('insert into industry_pack (id, code, applied_by, edition) values ($1, $2, $3, $4) on conflict (code) do nothing returning id', [newId(), code, viewer.userId, pack.edition]);
    if (made.length === 0) throw new DomainError('PACK_STATE', { pack: packTerms[`PackCode.${code}`][viewer.language] });
    await this.addFields(pack);
    for (const rule of pack.rules) await work.query('insert into pack_rule (id, pack, code, edition, params) values ($1, $2, $3, $4, $5)', [newId(), code, rule.code, rule.edition, JSON.stringify(rule.params)]);
    await this.samples.add(viewer, pack);
    work.note.facts = { pack: code, edition: pack.edition };
    this.fields.tell();
    return this.one(viewer, code);
  }

  /** Removes a pack with its fields, values, rules, samples and what was recorded under it. It cannot be taken back. */
  async remove(viewer: Viewer, code: PackCode): Promise<Pack> {
    const work = currentWork();
    const found = await work.query('select 1 from industry_pack where code = $1 for update', [code]);
    if (found.length === 0) throw new DomainError('PACK_STATE', { pack: packTerms[`PackCode.${code}`][viewer.language] });
    const [gone] = await work.query<{ rows: number }>('select remove_pack($1) as rows', [code]);
    work.note.facts = { pack: code, rows: gone?.rows ?? 0 };
    this.fields.tell();
    return this.one(viewer, code);
  }

  /** The measures of the packs that are applied, over the customers within reach; those that take a word more are left out without it. */
  async kpis(viewer: Viewer): Promise<PackKpi[]> {
    const applied = new Set((await this.applied()).map(({ code }) => code));
    const wanted = packs.filter(({ code }) => applied.has(code)).flatMap((pack) => pack.kpis.filter(({ word }) => word === undefined || viewer.may(word)).map((kpi) => [pack, kpi] as const));
    return Promise.all(wanted.map(async ([pack, kpi]) => ({
      code: pack.code, key: kpi.key, label: kpi.label[viewer.language], means: kpi.means[viewer.language], unit: kpi.unit, value: await this.valueOf(viewer, kpi),
    })));
  }

  private async one(viewer: Viewer, code: PackCode): Promise<Pack> {
    return this.shown(viewer, packOf(code), (await this.applied()).find((row) => row.code === code));
  }

  private shown(viewer: Viewer, pack: PackDefinition, applied: Applied | undefined): Pack {
    return {
      code: pack.code, note: pack.note[viewer.language], edition: pack.edition, applied: applied !== undefined, appliedAt: applied?.createdAt ?? null,
      appliedBy: applied?.appliedBy ? this.dictionaries.lookUp('user', applied.appliedBy) : null,
      fieldCount: pack.fields.length, ruleCount: pack.rules.length, kpiCount: pack.kpis.length, sampleCount: pack.customers.length + pack.products.length,
    };
  }

  private applied(): Promise<Applied[]> {
    return this.database.query<Applied>('select code, created_at as "createdAt", applied_by as "appliedBy" from industry_pack');
  }

  private async addition(viewer: Viewer, pack: PackDefinition): Promise<PackChange[]> {
    const { language } = viewer;
    const taken = new Set((await this.database.query<{ key: string }>('select key from custom_field where key = any($1::text[])', [pack.fields.map(({ key }) => key)])).map(({ key }) => key));
    const add = (kind: PackChangeKind, label: string, count: number | null = null): PackChange => ({ kind, action: PackAction.ADD, label, count });
    return [
      ...pack.fields.map(({ key, label }) => ({ kind: PackChangeKind.FIELD, action: taken.has(key) ? PackAction.KEEP : PackAction.ADD, label: label[language], count: null })),
      add(PackChangeKind.SECTION, pack.section[language]),
      ...pack.rules.map(({ label }) => add(PackChangeKind.RULE, label[language])),
      ...pack.productKinds.map((kind) => add(PackChangeKind.PRODUCT_KIND, packTerms[`ProductKind.${kind}`][language])),
      ...pack.kpis.map(({ label }) => add(PackChangeKind.KPI, label[language])),
      ...pack.reviews.map(({ name }) => add(PackChangeKind.REVIEW, name[language])),
      ...pack.products.map(({ name }) => add(PackChangeKind.SAMPLE, name)),
      ...pack.customers.map(({ name }) => add(PackChangeKind.SAMPLE, name)),
    ];
  }

  private async removal(viewer: Viewer, pack: PackDefinition): Promise<PackChange[]> {
    const { language } = viewer;
    const gone = (kind: PackChangeKind, label: string, count: number | null = null): PackChange => ({ kind, action: PackAction.REMOVE, label, count });
    const fields = await this.database.query<{ name: string; nameEn: string; count: number }>(
      `select f.name, f.name_en as "nameEn", (select count(*)::int from customer c where c.custom ? f.key) as count from custom_field f where f.pack = $1 order by f.place`, [pack.code]);
    const [samples] = await this.database.query<{ count: number }>('select count(*)::int as count from pack_sample where pack = $1 and table_name <> $2', [pack.code, REVIEWED]);
    const rows = await Promise.all((recorded[pack.code] ?? []).map(async (table) => (await this.database.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]!.count));
    const total = rows.reduce((sum, count) => sum + count, 0);
    const values = fields.reduce((sum, { count }) => sum + count, 0);
    return [
      ...fields.map((field) => gone(PackChangeKind.FIELD, language === 'zh' ? field.name : field.nameEn, field.count)),
      ...(values > 0 ? [gone(PackChangeKind.VALUE, packTerms['PackChangeKind.VALUE'][language], values)] : []),
      ...pack.rules.map(({ label }) => gone(PackChangeKind.RULE, label[language])),
      ...pack.kpis.map(({ label }) => gone(PackChangeKind.KPI, label[language])),
      ...(total > 0 ? [gone(PackChangeKind.RECORD, packTerms['PackChangeKind.RECORD'][language], total)] : []),
      ...(samples!.count > 0 ? [gone(PackChangeKind.SAMPLE, packTerms['PackChangeKind.SAMPLE'][language], samples!.count)] : []),
    ];
  }

  private async addFields(pack: PackDefinition): Promise<void> {
    const rows = pack.fields.map((field, at) => ({
      id: newId(), key: field.key, name: field.label.zh, name_en: field.label.en, type: field.type, options: field.options ?? [], least: field.least ?? null, most: field.most ?? null,
      section: pack.section.zh, section_en: pack.section.en, personal: field.personal ?? false, word: field.word ?? null, at: at + 1,
    }));
    await currentWork().query(
      `insert into custom_field (id, key, name, name_en, type, options, least, most, currency, section, section_en, personal, word, pack, place)
        select r.id, r.key, r.name, r.name_en, r.type, r.options, r.least, r.most, case when r.type = 'MONEY' then coalesce((select currency from company limit 1), 'CNY') end,
          r.section, r.section_en, r.personal, r.word, $2, coalesce((select max(place) from custom_field), 0) + r.at
        from jsonb_to_recordset($1::jsonb) as r(id uuid, key text, name text, name_en text, type text, options jsonb, least float8, most float8, section text, section_en text, personal bool, word text, at int)
        on conflict (entity, key) do nothing`,
      [JSON.stringify(rows), pack.code],
    );
  }

  private async valueOf(viewer: Viewer, { sql, word }: KpiDefinition): Promise<number | null> {
    const params = Params.empty();
    const plan = planOf(viewer, ofCustomers);
    const also = word === undefined ? '' : ` and ${plan.reach('c', params, word)}`;
    const counted = `not exists (select 1 from pack_sample ps where ps.table_name = 'customer' and ps.row_id = c.id) and ${isReal('c.id')}`;
    const [row] = await this.database.query<{ value: number | string | null }>(sql(`${plan.reach('c', params)}${also} and ${counted}`), params.values(viewer));
    return row?.value === null || row?.value === undefined ? null : Number(row.value);
  }
}
