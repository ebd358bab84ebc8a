import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { csvPieces } from '../write/csv';
import exceljs from 'exceljs';
import { xlsxPieces } from '../write/xlsx';
import type { FileRow } from './file-row';
import { inspectFile } from './inspect';
import { neutral, restored } from './neutral';
import { dataRows } from './rows';

const bytesOf = (text: string | Uint8Array, size = 7) => async function* () {
  const whole = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
};

async function readAll(bytes: string | Uint8Array, size = 7): Promise<{ columns: string[]; rows: FileRow[]; encoding: string; delimiter: string }> {
  const open = () => bytesOf(bytes, size)();
  const shape = await inspectFile(open, () => 0);
  const rows: FileRow[] = [];
  for await (const batch of dataRows(open, shape.reading, shape.columns.length)) rows.push(...batch);
  return { columns: shape.columns.map((column) => column.name), rows, encoding: shape.reading.encoding, delimiter: shape.reading.delimiter };
}

const cells = (rows: readonly FileRow[]) => rows.map((row) => row.cells);
const codes = (rows: readonly FileRow[]) => Object.fromEntries(rows.filter((row) => row.problems).map((row) => [row.no, row.problems?.map((problem) => problem.code)]));

describe('text files', () => {
  it('keeps line breaks inside quotes and doubled quotes', async () => {
    const { columns, rows } = await readAll('name,note\r\n王芳,"first\r\nsecond, ""third"""\r\nLi,plain\r\n');
    expect(columns).toEqual(['name', 'note']);
    expect(cells(rows)).toEqual([['王芳', 'first\r\nsecond, "third"'], ['Li', 'plain']]);
    expect(rows.map((row) => row.no)).toEqual([2, 3]);
  });

  it.each([
    ['UTF-8 with mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('姓名,电话\n王芳,1\n')]), 'UTF-8'],
    ['UTF-8', Buffer.from('姓名,电话\n王芳,1\n'), 'UTF-8'],
    ['GB18030', iconv.encode('姓名,电话\n王芳,1\n', 'gb18030'), 'GB18030'],
    ['UTF-16LE with mark', iconv.encode('姓名,电话\n王芳,1\n', 'utf16le', { addBOM: true }), 'UTF-16LE'],
  ])('finds %s', async (_, bytes, encoding) => {
    const found = await readAll(bytes);
    expect(found.encoding).toBe(encoding);
    expect(found.columns).toEqual(['姓名', '电话']);
    expect(cells(found.rows)).toEqual([['王芳', '1']]);
  });

  it('judges the whole file, not its beginning', async () => {
    const head = `name,city\n${'a,b\n'.repeat(50_000)}`;
    const { encoding, rows } = await readAll(Buffer.concat([Buffer.from(head), iconv.encode('王芳,上海\n', 'gb18030')]), 65_536);
    expect(encoding).toBe('GB18030');
    expect(rows.at(-1)?.cells).toEqual(['王芳', '上海']);
  });

  it('reports a few broken bytes by row and stays UTF-8', async () => {
    const good = Buffer.from('姓名,城市\n王芳,上海\n李雷,北京\n');
    const { encoding, rows } = await readAll(Buffer.concat([good, Buffer.from([0xff, 0x2c, 0x61, 0x0a]), Buffer.from('赵四,广州\n')]));
    expect(encoding).toBe('UTF-8');
    expect(codes(rows)).toEqual({ 4: ['BROKEN_BYTES'] });
    expect(rows.at(-1)?.cells).toEqual(['赵四', '广州']);
  });

  it.each([[','], [';'], ['\t'], ['|']])('finds the delimiter %j', async (delimiter) => {
    const text = [['name', 'note, or not', 'city'], ['王芳', 'a', 'b'], ['Li', 'c', 'd']].map((row) => row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join('\n');
    expect((await readAll(text)).delimiter).toBe(delimiter);
  });

  it('fails the row of an open quote alone', async () => {
    const { rows } = await readAll('id,name\n1,ok\n2,"open\n3,"fine"\n4,"bad"tail\n5,ok\n6,"open to the end\n7,ok\n');
    expect(codes(rows)).toEqual({ 3: ['BROKEN_QUOTE'], 5: ['BROKEN_QUOTE'], 7: ['OPEN_QUOTE'] });
    expect(cells(rows.filter((row) => !row.problems))).toEqual([['1', 'ok'], ['3', 'fine'], ['5', 'ok'], ['7', 'ok']]);
  });

  it('reports ragged rows and NUL, and passes over blank rows', async () => {
    const { rows } = await readAll('a,b,c\n1,2,3\n\n1,2\n1,2,3,4\n1,2,3,\n1,\u0000,3\n');
    expect(codes(rows)).toEqual({ 4: ['RAGGED_ROW'], 5: ['RAGGED_ROW'], 7: ['NUL_BYTE'] });
    expect(rows).toHaveLength(5);
  });

  it('skips a title above the header', async () => {
    expect((await readAll('Customers 2026,,\n,,\nname,phone,city\na,1,x\nb,2,y\n')).columns).toEqual(['name', 'phone', 'city']);
  });

  it('answers an endless row or a million columns quickly', async () => {
    const started = Date.now();
    const wide = `${'a,'.repeat(1_000_000)}\n1\n`;
    await expect(readAll(wide, 65_536)).rejects.toMatchObject({ code: 'FILE_TOO_MANY_COLUMNS' });
    const long = `a,b\n1,2\n${'x'.repeat(3_000_000)}\n3,4\n`;
    const { rows } = await readAll(long, 65_536);
    expect(codes(rows)).toEqual({ 3: ['ROW_TOO_LONG'] });
    expect(rows.at(-1)?.cells).toEqual(['3', '4']);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('unpacks gzip and refuses what unfolds without end', async () => {
    expect(cells((await readAll(gzipSync('a,b\n1,2\n'))).rows)).toEqual([['1', '2']]);
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 'a,b\n'));
    await expect(readAll(bomb, 65_536)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('tells by the bytes that a file is no table', async () => {
    await expect(readAll(Buffer.from('%PDF-1.7 name,phone\n1,2\n'))).rejects.toMatchObject({ code: 'FILE_NOT_A_TABLE' });
    await expect(readAll('')).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    await expect(readAll(Buffer.from('PK\u0003\u0004 not a zip at all'))).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
  });
});

const COLUMNS = [
  { name: 'name', title: '姓名', type: 'TEXT' }, { name: 'day', title: 'Day', type: 'DAY' }, { name: 'at', title: 'At', type: 'INSTANT' },
  { name: 'amount', title: 'Amount', type: 'MONEY' }, { name: 'count', title: 'Count', type: 'NUMBER' },
] as const;
const HOSTILE = ['=1+1', '+8613800138000', '-x', '@sum', '\t=1', ' =1', '　＝1', "'=1", "''+2", "'plain", 'plain', '\r=1', '"quoted", yes', 'a\nb'];
const ROWS = HOSTILE.map((name, at) => ({ name, day: '1988-02-29', at: new Date('2026-03-07T06:05:09Z'), amount: { minor: -1205 - at, currency: 'CNY' }, count: -at }));

async function* pagesOf<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield rows;
}

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('written files', () => {
  it('neutralises formulas in CSV and reads them back unchanged', async () => {
    const file = await joined(csvPieces(COLUMNS, pagesOf(ROWS), 'Asia/Shanghai'));
    const text = file.toString();
    expect(text.startsWith('\uFEFF姓名,Day,At,Amount,Count\r\n')).toBe(true);
    for (const line of text.split('\r\n').slice(1)) expect(line).not.toMatch(/^"?[\s　]*[=+@＝]/);
    const { rows } = await readAll(file);
    expect(rows.map((row) => row.cells[0])).toEqual(HOSTILE);
    expect(rows[0]?.cells.slice(1)).toEqual(['1988-02-29', '2026-03-07 14:05:09', '-12.05', '0']);
    for (const one of HOSTILE) expect(restored(neutral(one))).toBe(one);
  });

  it('types XLSX cells and reads them back unchanged', async () => {
    const file = await joined(xlsxPieces('客户', COLUMNS, pagesOf(ROWS), { zone: 'Asia/Shanghai' }));
    const { columns, rows } = await readAll(file, 65_536);
    expect(columns).toEqual(COLUMNS.map((column) => column.title));
    expect(rows.map((row) => row.cells[0])).toEqual(HOSTILE);
    expect(rows[0]?.cells.slice(1)).toEqual(['1988-02-29', '2026-03-07 14:05:09', '-12.05', '0']);
  });

  it('says in a last sheet of a workbook who took it out, and still reads the first one', async () => {
    const mark = { title: '关于此文件', foot: '&L周岚', lines: (count: number) => [['导出人', '=周岚'], ['行数', count]] as [string, string | number][] };
    const file = await joined(xlsxPieces('客户', COLUMNS, pagesOf(ROWS), { zone: 'Asia/Shanghai', mark }));
    expect((await readAll(file, 65_536)).rows.map((row) => row.cells[0])).toEqual(HOSTILE);
    const book = new exceljs.Workbook();
    await book.xlsx.load(file as never);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['客户', '关于此文件']);
    expect(book.worksheets[1]!.getSheetValues().slice(1).map((row) => (row as unknown[]).slice(1))).toEqual([['导出人', '=周岚'], ['行数', ROWS.length]]);
    expect(book.worksheets[0]!.headerFooter.oddFooter).toBe('&L周岚');
  });
});
