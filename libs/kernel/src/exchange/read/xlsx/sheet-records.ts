import { FILE_LIMITS, FileProblem } from '../limits';
import { type FileRow, type OpenBytes, rowProblem } from '../file-row';
import { serialDay, serialInstant } from '../../cells/serial';
import { dateStyles, readWorkbook, sharedTexts, unescaped, type Workbook } from './workbook';
import { xmlSteps, type XmlListener } from './xml';
import { zipPart } from './zip';

/** Records of one sheet as texts: days and times in ISO, numbers in their shortest form. Streams; memory does not grow with the rows. */
export async function* sheetRecords(open: OpenBytes, sheet: string | null): AsyncGenerator<FileRow[]> {
  const book = await readWorkbook(open);
  const found = sheet === null ? book.sheets[0] : book.sheets.find((one) => one.name === sheet);
  if (found === undefined) throw new FileProblem('FILE_SHEET_UNKNOWN', { sheet: sheet ?? '' });
  const reader = new SheetReader(await sharedTexts(open, book), await dateStyles(open, book), book);
  const entry = book.entries.get(found.path);
  if (entry === undefined) throw new FileProblem('FILE_DAMAGED');
  for await (const _ of xmlSteps(zipPart(open, entry), reader)) if (reader.ready.length > 0) yield reader.take();
  if (reader.ready.length > 0) yield reader.take();
}

class SheetReader implements XmlListener {
  ready: FileRow[] = [];
  private no = 0;
  private cells: string[] = [];
  private column = -1;
  private kind = '';
  private style = 0;
  private collecting = false;
  private text_ = '';
  private wrong: string | null = null;
  private phonetic = false;

  constructor(
    private readonly texts: readonly string[],
    private readonly dates: ReadonlyMap<number, 'DAY' | 'INSTANT'>,
    private readonly book: Workbook,
  ) {}

  take(): FileRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'c') this.openCell(attribute);
    else if (name === 'v' || name === 't') {
      this.collecting = !this.phonetic;
    } else if (name === 'row') {
      this.no = Number(attribute('r') ?? this.no + 1);
      this.cells = [];
      this.column = -1;
      this.wrong = null;
    } else if (name === 'rPh') this.phonetic = true;
  }

  text(text: string): void {
    if (this.collecting) this.text_ += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collecting = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'row') this.closeRow();
  }

  private openCell(attribute: (name: string) => string | undefined): void {
    const place = attribute('r');
    this.column = place === undefined ? this.column + 1 : columnOf(place);
    this.kind = attribute('t') ?? 'n';
    this.style = Number(attribute('s') ?? 0);
    this.text_ = '';
  }

  private closeCell(): void {
    if (this.text_ === '') return;
    if (this.column >= FILE_LIMITS.columns) throw new FileProblem('FILE_TOO_MANY_COLUMNS', { found: this.column + 1, limit: FILE_LIMITS.columns });
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = this.value();
  }

  private value(): string {
    if (this.kind === 's') return this.texts[Number(this.text_)] ?? '';
    if (this.kind === 'inlineStr' || this.kind === 'str') return unescaped(this.text_);
    if (this.kind === 'b') return this.text_ === '1' ? 'TRUE' : 'FALSE';
    if (this.kind === 'd') return this.text_.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '');
    if (this.kind === 'e') {
      this.wrong ??= this.text_;
      return this.text_;
    }
    return this.number();
  }

  private number(): string {
    const value = Number(this.text_);
    if (!Number.isFinite(value)) return this.text_;
    const kind = this.dates.get(this.style);
    if (kind === undefined) return plainNumber(value);
    const day = kind === 'DAY' && Number.isInteger(value) ? serialDay(value, this.book.from1904) : serialInstant(value, this.book.from1904);
    return day ?? plainNumber(value);
  }

  private closeRow(): void {
    const row: FileRow = { no: this.no, cells: this.cells };
    if (this.wrong !== null) row.problems = [{ ...rowProblem('CELL_ERROR'), value: this.wrong }];
    this.ready.push(row);
    this.cells = [];
  }
}

/** Numbers as people would type them: no exponent, no noise of binary fractions in the last digit. */
function plainNumber(value: number): string {
  const short = Number(value.toPrecision(15));
  const text = String(short);
  if (!text.includes('e')) return text;
  return Math.abs(short) >= 1e21 ? text : short.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

function columnOf(place: string): number {
  let column = 0;
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + (letter - 64);
  }
  return column - 1;
}
