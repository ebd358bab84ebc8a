import type { AccessWord } from '@dossier/vocabulary/permissions';
import { planOf, type Policy, type Viewer } from '../access';
import { openRows, type Raw, type Records, selectionFrom } from '../data';
import type { ListSpec } from '../list';
import type { ExportAsk, ExportColumn, ExportSpec } from './export-spec';
import type { Words } from './problem';

/** A column of a list export: where its value stands in the list's own rows. */
export interface ListColumn extends ExportColumn {
  /** `city`, `owner.name`, `summary.orderCount`; below a list of things the texts are joined. */
  path: string;
  /** Fields beside the head of the path that decide whether the column is known. */
  guards?: readonly string[];
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
  /** A function where columns come and go while the product runs. */
  columns: readonly ListColumn[] | (() => readonly ListColumn[]);
  records: Records<T>;
  spec: ListSpec;
  /** Hears which rows were written out, page by page. */
  seen?: (viewer: Viewer, ids: readonly string[]) => Promise<void>;
}

/** Rows of one statement: enough that its own cost is small, few enough to lie in memory twice. */
const PAGE = 1_000;

/** The export of a list, page by page through the same plan, filter and sort as on the screen. */
export class ListExport<T extends { id: string }> implements ExportSpec {
  readonly list: string;
  readonly label: Words;
  readonly word: AccessWord;
  readonly clearWord?: AccessWord;
  constructor(private readonly options: ListExportOptions<T>) {
    this.list = options.list;
    this.label = options.label;
    this.word = options.word;
    if (options.clearWord !== undefined) this.clearWord = options.clearWord;
  }

  get columns(): readonly ListColumn[] {
    const { columns } = this.options;
    return typeof columns === 'function' ? columns() : columns;
  }

  /** Columns that the reading plan and the roles' export words leave open. */
  readable(viewer: Viewer): readonly string[] {
    const plan = planOf(viewer, this.options.records.policy as unknown as Policy);
    const grants = viewer.grants.filter((grant) => grant.action === this.word);
    const exports = (field: string): boolean => grants.some(({ fields }) => (fields?.[field] ?? fields?.['*'] ?? 'READ') !== 'HIDDEN');
    const isOpen = (field: string): boolean => plan.field(field).masked !== false && exports(field);
    return this.columns.filter(({ path, guards = [] }) => [head(path), ...guards].every(isOpen)).map((column) => column.name);
  }

  count(viewer: Viewer, { filter }: Pick<ExportAsk, 'filter'>, most: number): Promise<number> {
    return this.options.records.countUpTo(viewer, { filter }, this.options.spec, { word: this.word, most });
  }

  /** Page by page; while one is written the next is read already. */
  async *pages(viewer: Viewer, ask: ExportAsk): AsyncGenerator<readonly Record<string, unknown>[]> {
    const columns = this.columns.filter((column) => ask.columns.includes(column.name));
    const asked = selectionFrom(['id', ...columns.map((column) => column.path)]);
    const read = columns.map(({ name, path, say }) => ({ name, steps: path.split('.'), say }));
    const { records, spec } = this.options;
    const from = (after: string | null): ReturnType<Records<T>['sheet']> =>
      records.sheet(viewer, { filter: ask.filter, sort: ask.sort, order: ask.order, after }, spec, { asked, first: PAGE, word: this.word, ...(ask.clear && this.clearWord !== undefined ? { clearWord: this.clearWord } : {}) });
    for (let coming: ReturnType<typeof from> | null = from(null); coming; ) {
      const page: Awaited<ReturnType<typeof from>> = await coming;
      coming = page.hasNextPage ? from(page.endCursor) : null;
      // Nobody may be waiting for it any more when it fails.
      coming?.catch(() => undefined);
      const clear = new Map(page.rows.map((row, at) => [row, page.clear[at] === true]));
      await openRows(page.rows, (row) => clear.get(row) === true);
      await this.options.seen?.(viewer, page.rows.map((row) => String(row['id'])));
      if (page.rows.length > 0) yield page.rows.map((row) => written(row, read, viewer));
    }
  }
}

interface Reading {
  name: string;
  steps: readonly string[];
  say: ListColumn['say'];
}

function written(row: Raw, read: readonly Reading[], viewer: Viewer): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const { name, steps, say } of read) cells[name] = said(valueAt(row, steps, 0), viewer, say);
  return cells;
}

const said = (value: unknown, viewer: Viewer, say: ListColumn['say']): unknown => (say && value !== null ? say(value, viewer) : value);
const head = (path: string): string => path.split('.')[0] as string;

function valueAt(value: unknown, steps: readonly string[], at: number): unknown {
  const name = steps[at];
  if (name === undefined || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((one) => valueAt(one, steps, at));
  return valueAt((value as Record<string, unknown>)[name], steps, at + 1);
}
