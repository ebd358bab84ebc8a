import { FILE_LIMITS, FileProblem } from './limits';
import { type FileRow, rowProblem } from './file-row';

/** Rows are handed on in batches, for one promise a row would cost more than the row. */
const BATCH = 1000;
const QUOTE = '"';

interface Found {
  cells: string[];
  /** Where the next record begins. */
  end: number;
  problem?: string;
}

/**
 * Records of delimited text. CRLF inside quotes stays; a quote that never closes (or closes in the middle of a word) fails its own
 * line only, and reading goes on at the next one, so one stray quote cannot swallow the file.
 */
export async function* textRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<FileRow[]> {
  const reader = new RecordReader(delimiter);
  for await (const piece of text) {
    reader.feed(piece, false);
    if (reader.ready.length >= BATCH) yield reader.take();
  }
  reader.feed('', true);
  if (reader.ready.length > 0) yield reader.take();
}

/** The state machine behind `textRecords`: text in, records out. */
export class RecordReader {
  ready: FileRow[] = [];
  private rest = '';
  private no = 0;
  /** True while an overlong line is being skipped to its end. */
  private skipping = false;

  constructor(private readonly delimiter: string) {}

  take(): FileRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  feed(piece: string, last: boolean): void {
    let text = this.rest + piece;
    let at = 0;
    if (this.skipping) {
      const end = lineEnd(text, 0, last);
      if (end === null) {
        this.rest = '';
        return;
      }
      this.skipping = false;
      at = end.next;
    }
    text = this.records(text, at, last);
    this.rest = text;
  }

  /** Takes every whole record from `at`; answers what is left over. */
  private records(text: string, at: number, last: boolean): string {
    let quote = text.indexOf(QUOTE, at);
    while (at < text.length) {
      if (quote !== -1 && quote < at) quote = text.indexOf(QUOTE, at);
      const line = lineEnd(text, at, last);
      const plain = line !== null && (quote === -1 || quote >= line.end);
      if (plain) {
        this.push(text.slice(at, line.end).split(this.delimiter));
        at = line.next;
        continue;
      }
      if (quote === -1 && line === null) break;
      const found = this.quoted(text, at, last, line);
      if (found === null) break;
      this.push(found.cells, found.problem);
      at = found.end;
    }
    return this.leftOver(text, at, last);
  }

  private leftOver(text: string, at: number, last: boolean): string {
    const rest = text.slice(at);
    if (last || rest.length <= FILE_LIMITS.recordChars) return rest;
    this.push([rest.slice(0, 200)], 'ROW_TOO_LONG');
    this.skipping = true;
    return '';
  }

  /** A record with quotes; null when more text is needed to tell. */
  private quoted(text: string, at: number, last: boolean, line: LineEnd | null): Found | null {
    const cells: string[] = [];
    let from = at;
    for (;;) {
      const cell = text[from] === QUOTE ? this.quotedCell(text, from, last) : this.plainCell(text, from, last);
      if (cell === 'more') {
        if (!last && text.length - at <= FILE_LIMITS.recordChars) return null;
        return this.brokenLine(text, at, line, 'OPEN_QUOTE');
      }
      if (cell === 'broken') return this.brokenLine(text, at, line, 'BROKEN_QUOTE');
      cells.push(cell.text);
      if (cell.ends) return { cells, end: cell.next };
      from = cell.next;
    }
  }

  private quotedCell(text: string, from: number, last: boolean): CellEnd | 'more' | 'broken' {
    let close = text.indexOf(QUOTE, from + 1);
    let doubled = false;
    while (close !== -1 && text[close + 1] === QUOTE) {
      doubled = true;
      close = text.indexOf(QUOTE, close + 2);
    }
    if (close === -1 || (close === text.length - 1 && !last)) return 'more';
    let after = close + 1;
    while (text[after] === ' ') after += 1;
    const end = this.cellEnd(text, after, last);
    if (end === null) return after >= text.length && !last ? 'more' : 'broken';
    const inside = text.slice(from + 1, close);
    return { ...end, text: doubled ? inside.replaceAll('""', QUOTE) : inside };
  }

  private plainCell(text: string, from: number, last: boolean): CellEnd | 'more' {
    const line = lineEnd(text, from, last);
    if (line === null) return 'more';
    const cell = text.slice(from, line.end);
    const cut = cell.indexOf(this.delimiter);
    return cut === -1 ? { text: cell, next: line.next, ends: true } : { text: cell.slice(0, cut), next: from + cut + this.delimiter.length, ends: false };
  }

  /** What stands right after a closing quote: a delimiter, a line end, the end of the file, or none of them. */
  private cellEnd(text: string, after: number, last: boolean): Omit<CellEnd, 'text'> | null {
    if (text.startsWith(this.delimiter, after)) return { next: after + this.delimiter.length, ends: false };
    if (after >= text.length) return last ? { next: after, ends: true } : null;
    if (text[after] === '\n') return { next: after + 1, ends: true };
    if (text[after] !== '\r') return null;
    return { next: text[after + 1] === '\n' ? after + 2 : after + 1, ends: true };
  }

  private brokenLine(text: string, at: number, line: LineEnd | null, problem: string): Found {
    const end = line ?? { end: text.length, next: text.length };
    if (line === null && text.length - at > FILE_LIMITS.recordChars) this.skipping = true;
    return { cells: text.slice(at, Math.min(end.end, at + FILE_LIMITS.cellChars)).split(this.delimiter), end: end.next, problem };
  }

  private push(cells: string[], problem?: string): void {
    this.no += 1;
    if (this.no === 1 && cells.length > FILE_LIMITS.columns) throw new FileProblem('FILE_TOO_MANY_COLUMNS', { found: cells.length, limit: FILE_LIMITS.columns });
    const row: FileRow = { no: this.no, cells: cells.length > FILE_LIMITS.columns ? cells.slice(0, FILE_LIMITS.columns + 1) : cells };
    if (problem !== undefined) row.problems = [rowProblem(problem)];
    this.ready.push(row);
  }
}

interface LineEnd {
  end: number;
  next: number;
}

interface CellEnd {
  text: string;
  next: number;
  /** True where the record ends with this cell. */
  ends: boolean;
}

/** The end of the line that begins at `from`: LF, CRLF or a lone CR. Null when it is not there yet. */
function lineEnd(text: string, from: number, last: boolean): LineEnd | null {
  const feed = text.indexOf('\n', from);
  if (feed === -1) return last ? { end: trimReturn(text, text.length), next: text.length } : null;
  return { end: trimReturn(text, feed), next: feed + 1 };
}

function trimReturn(text: string, end: number): number {
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
