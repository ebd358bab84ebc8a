import { Injectable, type OnModuleInit } from '@nestjs/common';
import { currentWork, Dictionaries, newId } from '@dossier/kernel/data';
import { amountIn, code, currency, ExchangeRegistry, flag, text, type Cell, good, type ChunkResult, type ImportContext, type ImportField, type ImportSpec, type RowProblem, type RowValues, type StagedRow, type StagedValues } from '@dossier/kernel/exchange';
import { searchKeys } from '@dossier/kernel/search';

/** Read with its row's own currency, in `stageRow`. */
const amountText = (raw: string): Cell<string> => good(raw.trim());

const fields: readonly ImportField[] = [
  { name: 'code', label: { zh: '商品编码', en: 'Product code' }, type: 'TEXT', required: true, key: true, parse: code(100) },
  { name: 'name', label: { zh: '商品名称', en: 'Product name' }, type: 'TEXT', words: ['商品名称', '品名', 'product name', 'description'], parse: text(300) },
  { name: 'category', label: { zh: '品类', en: 'Category' }, type: 'TEXT', defaultable: true, parse: text(80) },
  { name: 'unitPrice', label: { zh: '单价', en: 'Unit price' }, type: 'MONEY', parse: amountText },
  { name: 'currency', label: { zh: '币种', en: 'Currency' }, type: 'CHOICE', defaultable: true, parse: currency },
  { name: 'brand', label: { zh: '品牌', en: 'Brand' }, type: 'TEXT', defaultable: true, parse: text(80) },
  { name: 'isAvailable', label: { zh: '可售', en: 'Available' }, type: 'FLAG', words: ['可售', '有货', '在售', 'available', 'in stock'], parse: flag },
];

interface ParsedProduct {
  code: string;
  name: string | null;
  category: string | null;
  unitPriceMinor: number | null;
  currency: string | null;
  brand: string | null;
  isAvailable: boolean | null;
}

interface StoredProduct extends Record<string, unknown> {
  id: string;
  version: number;
  code: string;
  name: string;
  category_id: string | null;
  unit_price_minor: number | null;
  currency: string | null;
  brand: string | null;
  is_available: boolean;
}

/** Files of products, known by their code. Categories that do not exist yet are made. */
@Injectable()
export class ProductImport implements ImportSpec, OnModuleInit {
  readonly kind = 'PRODUCTS';
  readonly label = { zh: '商品', en: 'Products' };
  readonly word = 'product.import';
  readonly fields = fields;
  readonly defaultKey = 'code';
  readonly chunkRows = 2_000;

  constructor(
    private readonly registry: ExchangeRegistry,
    private readonly dictionaries: Dictionaries,
  ) {}

  onModuleInit(): void {
    this.registry.addImport(this);
  }

  stageRow(values: RowValues, context: ImportContext): StagedValues {
    const unit = (values['currency'] as string | undefined) ?? context.facts.currency;
    const problems: RowProblem[] = [];
    const price = typeof values['unitPrice'] === 'string' ? amountIn(values['unitPrice'], unit, true) : null;
    if (price && !price.ok) problems.push({ code: price.code, column: 'unitPrice', value: String(values['unitPrice']), ...(price.facts ? { facts: price.facts } : {}) });
    const parsed: ParsedProduct = {
      code: String(values['code']), name: (values['name'] as string | undefined) ?? null, category: (values['category'] as string | undefined) ?? null,
      unitPriceMinor: price?.ok ? price.value.minor : null, currency: price?.ok ? unit : null,
      brand: (values['brand'] as string | undefined) ?? null, isAvailable: (values['isAvailable'] as boolean | undefined) ?? null,
    };
    return { parsed: { ...parsed }, key: parsed.code, problems };
  }

  async classify(context: ImportContext): Promise<void> {
    await context.query(
      `update import_row r set target_id = p.id, verdict = case when $2 <> 'CREATE' and (
          (r.parsed->>'name' is not null and r.parsed->>'name' <> p.name and not 'name' = any($3::text[]))
          or (r.parsed->>'unitPriceMinor' is not null and ((r.parsed->>'unitPriceMinor')::bigint, r.parsed->>'currency') is distinct from (p.unit_price_minor, p.currency) and not 'unitPrice' = any($3::text[]))
          or (r.parsed->>'category' is not null and lower(r.parsed->>'category') is distinct from (select lower(c.name) from product_category c where c.id = p.category_id) and not 'category' = any($3::text[]))
          or (r.parsed->>'brand' is not null and r.parsed->>'brand' is distinct from p.brand and not 'brand' = any($3::text[]))
          or (r.parsed->>'isAvailable' is not null and (r.parsed->>'isAvailable')::boolean <> p.is_available and not 'isAvailable' = any($3::text[]))
        ) then 'CHANGED' else 'SAME' end
       from product p where r.import_id = $1 and r.verdict is null and p.code = r.key and p.archived_at is null`,
      [context.importId, context.mode, context.keepFields],
    );
    if (context.mode !== 'UPDATE') return;
    await context.query(`update import_row r set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', 'KEY_NOT_FOUND', 'column', 'code', 'value', r.key)) where r.import_id = $1 and r.verdict is null`, [context.importId]);
  }

  async commitChunk(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    const work = currentWork();
    const parsed = rows.map((row) => row.parsed as unknown as ParsedProduct);
    const [origin] = await work.query<{ batch_id: string | null }>('select batch_id from import where id = $1', [context.importId]);
    const categories = await this.categories(parsed, origin?.batch_id ?? null);
    const stored = new Map((await work.query<StoredProduct>('select * from product where code = any($1::text[]) and archived_at is null order by id for update', [parsed.map((row) => row.code)])).map((row) => [row.code, row]));
    const next = rows.map((row, at) => nextOf(parsed[at]!, stored.get(parsed[at]!.code), { categories, kept: new Set(context.keepFields), batchId: origin?.batch_id ?? null, rowNo: row.rowNo }));
    await this.save(next.filter(({ action }) => action !== null).map(({ row }) => row));
    return {
      outcomes: next.map(({ rowNo, action, row }) => ({ rowNo, outcome: action === 'INSERT' ? 'INSERTED' : action === 'UPDATE' ? 'UPDATED' : 'SKIPPED', targetId: row.id })),
      changes: next.flatMap(({ action, row, before }) => (action ? [{ subject: 'product', targetId: row.id, action, before, version: row.version }] : [])),
    };
  }

  private async categories(rows: readonly ParsedProduct[], batchId: string | null): Promise<Map<string, string>> {
    const work = currentWork();
    const names = [...new Map(rows.flatMap(({ category }) => (category ? [[category.toLowerCase(), category] as const] : []))).values()];
    await work.query(
      `insert into product_category (id, name, batch_id) select x.id, x.name, $3 from unnest($1::uuid[], $2::text[]) x(id, name)
        where not exists (select 1 from product_category c where lower(c.name) = lower(x.name) and c.archived_at is null) on conflict do nothing`,
      [names.map(() => newId()), names, batchId],
    );
    work.after(() => this.dictionaries.refresh('category'));
    const found = await work.query<{ id: string; name: string }>('select id, lower(name) as name from product_category where archived_at is null and lower(name) = any($1::text[])', [names.map((name) => name.toLowerCase())]);
    return new Map(found.map(({ id, name }) => [name, id]));
  }

  private async save(rows: readonly StoredProduct[]): Promise<void> {
    if (rows.length === 0) return;
    const keyed = rows.map((row) => ({ ...row, ...searched(row) }));
    await currentWork().query(
      `insert into product (id, version, code, name, category_id, unit_price_minor, currency, brand, is_available, search_text, search_grams, batch_id)
        select r.id, r.version, r.code, r.name, r.category_id, r.unit_price_minor, r.currency, r.brand, r.is_available, r.search_text, r.search_grams, r.batch_id
        from jsonb_to_recordset($1::jsonb) as r(id uuid, version int, code text, name text, category_id uuid, unit_price_minor bigint, currency text, brand text, is_available boolean, search_text text, search_grams text[], batch_id uuid)
        on conflict (id) do update set version = excluded.version, name = excluded.name, category_id = excluded.category_id, unit_price_minor = excluded.unit_price_minor,
          currency = excluded.currency, brand = excluded.brand, is_available = excluded.is_available, search_text = excluded.search_text, search_grams = excluded.search_grams, updated_at = now()`,
      [JSON.stringify(keyed)],
    );
  }
}

function searched(row: StoredProduct): { search_text: string; search_grams: string[] } {
  const keys = searchKeys(row.name, [row.code]);
  return { search_text: keys.text, search_grams: keys.grams };
}

interface Next {
  rowNo: number;
  action: 'INSERT' | 'UPDATE' | null;
  row: StoredProduct;
  before: Record<string, unknown> | null;
}

function nextOf(parsed: ParsedProduct, stored: StoredProduct | undefined, given: { categories: ReadonlyMap<string, string>; kept: ReadonlySet<string>; batchId: string | null; rowNo: number }): Next {
  const category = parsed.category === null ? null : (given.categories.get(parsed.category.toLowerCase()) ?? null);
  if (!stored) {
    const row = { id: newId(), version: 1, code: parsed.code, name: parsed.name ?? parsed.code, category_id: category, unit_price_minor: parsed.unitPriceMinor, currency: parsed.currency, brand: parsed.brand, is_available: parsed.isAvailable ?? true, batch_id: given.batchId };
    return { rowNo: given.rowNo, action: 'INSERT', row, before: null };
  }
  const said = { name: parsed.name, category_id: category, unit_price_minor: parsed.unitPriceMinor, currency: parsed.currency, brand: parsed.brand, is_available: parsed.isAvailable };
  const fieldOf: Readonly<Record<string, string>> = { name: 'name', category_id: 'category', unit_price_minor: 'unitPrice', currency: 'unitPrice', brand: 'brand', is_available: 'isAvailable' };
  const changed = Object.entries(said).filter(([column, value]) => value !== null && value !== stored[column] && !given.kept.has(fieldOf[column]!));
  if (changed.length === 0) return { rowNo: given.rowNo, action: null, row: stored, before: null };
  const before = Object.fromEntries(changed.map(([column]) => [column, stored[column]]));
  return { rowNo: given.rowNo, action: 'UPDATE', row: { ...stored, ...Object.fromEntries(changed), version: stored.version + 1 }, before };
}
