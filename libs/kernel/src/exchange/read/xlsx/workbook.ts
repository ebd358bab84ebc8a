import { FILE_LIMITS, FileProblem } from '../limits';
import type { OpenBytes } from '../file-row';
import { type ZipEntry, zipEntries, zipPart } from './zip';
import { readXml } from './xml';

/** What a sheet's cells point to. */
export interface Workbook {
  entries: Map<string, ZipEntry>;
  sheets: { name: string; path: string }[];
  /** Days are counted from 1904. */
  from1904: boolean;
}

/** The sheets of a workbook, in its order; hidden ones are left out. */
export async function readWorkbook(open: OpenBytes): Promise<Workbook> {
  const entries = new Map((await zipEntries(open)).map((entry) => [entry.name, entry]));
  const declared = [...entries.values()].reduce((sum, entry) => sum + entry.unpacked, 0);
  if (declared > FILE_LIMITS.unpackedBytes) throw new FileProblem('FILE_TOO_LARGE', { limit: '500 MB' });
  const book = entries.get('xl/workbook.xml');
  if (book === undefined) throw new FileProblem('FILE_NOT_A_TABLE');
  const targets = await relations(open, entries.get('xl/_rels/workbook.xml.rels'));
  const found: Workbook = { entries, sheets: [], from1904: false };
  await readXml(zipPart(open, book), {
    open(name, attribute) {
      if (name === 'workbookPr') found.from1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name !== 'sheet' || (attribute('state') ?? 'visible') !== 'visible') return;
      const path = targets.get(attribute('r:id') ?? '');
      if (path !== undefined && entries.has(path)) found.sheets.push({ name: attribute('name') ?? '', path });
    },
  });
  if (found.sheets.length === 0) throw new FileProblem('FILE_EMPTY');
  return found;
}

async function relations(open: OpenBytes, entry: ZipEntry | undefined): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  if (entry === undefined) return targets;
  await readXml(zipPart(open, entry), {
    open(name, attribute) {
      const target = attribute('Target');
      if (name !== 'Relationship' || target === undefined) return;
      targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
}

/** The texts that cells share, in order. They stand in memory, so their sum is limited. */
export async function sharedTexts(open: OpenBytes, book: Workbook): Promise<string[]> {
  const entry = [...book.entries.values()].find((one) => /^xl\/sharedStrings\.xml$/i.test(one.name));
  const texts: string[] = [];
  if (entry === undefined) return texts;
  let current = '';
  let inText = false;
  let phonetic = false;
  let total = 0;
  await readXml(zipPart(open, entry), {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') phonetic = true;
    },
    text(text) {
      if (!inText || phonetic) return;
      current += text;
      total += text.length;
      if (total > FILE_LIMITS.sharedTextChars) throw new FileProblem('FILE_TOO_LARGE', { limit: '500 MB' });
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') texts.push(unescaped(current));
    },
  });
  return texts;
}

/** Which cell styles show a day, a time or both: index of the style to its kind. */
export async function dateStyles(open: OpenBytes, book: Workbook): Promise<Map<number, 'DAY' | 'INSTANT'>> {
  const kinds = new Map<number, 'DAY' | 'INSTANT'>();
  const entry = book.entries.get('xl/styles.xml');
  if (entry === undefined) return kinds;
  const formats = new Map<number, string>();
  let inCells = false;
  let index = 0;
  await readXml(zipPart(open, entry), {
    open(name, attribute) {
      if (name === 'numFmt') formats.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const kind = dateKind(Number(attribute('numFmtId') ?? 0), formats);
        if (kind !== null) kinds.set(index, kind);
        index += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

const DAYS = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const INSTANTS = new Set([18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47, 55, 56]);

function dateKind(id: number, formats: ReadonlyMap<number, string>): 'DAY' | 'INSTANT' | null {
  const format = formats.get(id);
  if (format === undefined) return DAYS.has(id) ? 'DAY' : INSTANTS.has(id) ? 'INSTANT' : null;
  const plain = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')[0] as string;
  if (!/[ymdhs年月日]/i.test(plain) || /[0#?]/.test(plain.replace(/s\.0+/gi, 's'))) return null;
  return /[hs]/i.test(plain) ? 'INSTANT' : 'DAY';
}

/** Spreadsheets write control characters as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}
