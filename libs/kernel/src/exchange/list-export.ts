import type { AccessWord } from '@dossier/vocabulary/permissions';
import { Params, planOf, type Policy, type Viewer } from '../access';
import { type Database, type Raw, type Records, type Selection, selectionFrom } from '../data';
import type { ListArgs, ListSpec } from '../list';
import type { ExportAsk, ExportColumn, ExportSpec } from './export-spec';
import type { Words } from './problem';

/** A column of a list export: where its value stands in the list's own rows. */
export interface ListColumn extends ExportColumn {
  /** `city`, `owner.name`, `summary.orderCount`; below a list of things the texts are joined. */
  path: string;
  /** Says a value in the words of the reader: a code by its term. */
  say?: (value: unknown, viewer: Viewer) => unknown;
}

export interface ListExportOptions<T extends { id: string }> {
  list: string;
  label: Words;
  /** Scoped: only rows within its reach are exported, whatever else the viewer may read. */
  word: AccessWord;
  /** Scoped: class A in clear only on rows within its reach, masked on the others. */
  clearWord?: AccessWord;
  columns: readonly ListColumn[];
  records: Records<T>;
  spec: ListSpec;
  database: Database;
}

const PAGE = 200;

/** The export of a list, page by page through the same plan, filter and sort as on the screen. */
export class ListExport<T extends { id: string }> implements ExportSpec {
  readonly list: string;
  readonly label: Words;
  readonly word: AccessWord;
  readonly clearWord?: AccessWord;
  readonly columns: readonly ListColumn[];

  constructor(private readonly options: ListExportOptions<T>) {
    this.list = options.list;
    this.label = options.label;
    this.word = options.word;
    if (options.clearWord !== undefined) this.clearWord = options.clearWord;
    this.columns = options.columns;
  }

  /** Columns that the reading plan and the roles' export words leave open. */
  readable(viewer: Viewer): readonly string[] {
    const plan = planOf(viewer, this.options.records.policy as unknown as Policy);
    const grants = viewer.grants.filter((grant) => grant.action === this.word);
    const exports = (field: string): boolean => grants.some(({ fields }) => (fields?.[field] ?? fields?.['*'] ?? 'READ') !== 'HIDDEN');
    return this.columns.filter(({ path }) => plan.field(head(path)).masked !== false && exports(head(path))).map((column) => column.name);
  }

  async *pages(viewer: Viewer, ask: ExportAsk): AsyncGenerator<readonly Record<string, unknown>[]> {
    const columns = this.columns.filter((column) => ask.columns.includes(column.name));
    const asked = selectionFrom(['id', ...columns.map((column) => column.path)]);
    const position = selectionFrom(['nodes.id', 'pageInfo.endCursor', 'pageInfo.hasNextPage']);
    for (let after: string | null = null, more = true; more; ) {
      const args: ListArgs = { filter: ask.filter, sort: ask.sort, order: ask.order, first: PAGE, after };
      const page = await this.options.records.page(viewer, args, this.options.spec, position);
      const rows = await this.rows(viewer, page.nodes.map((node) => String(node['id'])), asked, ask.clear);
      if (rows.length > 0) yield rows.map((row) => Object.fromEntries(columns.map(({ name, path, say }) => [name, said(valueAt(row, path.split('.')), viewer, say)])));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
  }

  /** The rows within reach of the export, in the order of the page; in clear where the reveal reaches too. */
  private async rows(viewer: Viewer, ids: readonly string[], asked: Selection, clear: boolean): Promise<Raw[]> {
    const { records, database } = this.options;
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const may = records.reach(viewer, this.word)('t', params);
    const opens = clear && this.clearWord !== undefined ? records.reach(viewer, this.clearWord)('t', params) : 'false';
    const found = await database.rows(`select t.id::text, (${opens}) from ${records.policy.table} t where t.id = any(${list}) and ${may}`, params.values(viewer));
    const revealed = new Map(found.map(([id, isClear]) => [id as string, isClear === true]));
    const plain = await records.readAll(viewer, ids.filter((id) => revealed.get(id) === false), asked);
    const open = await records.readAll(viewer, ids.filter((id) => revealed.get(id) === true), asked, true);
    const byId = new Map([...plain, ...open].map((row) => [row['id'], row]));
    return ids.flatMap((id): Raw[] => {
      const row = byId.get(id);
      return row === undefined ? [] : [row];
    });
  }
}

const said = (value: unknown, viewer: Viewer, say: ListColumn['say']): unknown => (say && value !== null ? say(value, viewer) : value);
const head = (path: string): string => path.split('.')[0] as string;

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((one) => valueAt(one, [name, ...rest]));
  return valueAt((value as Record<string, unknown>)[name], rest);
}
