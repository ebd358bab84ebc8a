import iconv from 'iconv-lite';

/** A file as people send them, and what the product must make of it. */
export interface OddFile {
  name: string;
  /** The file; a later round brings another content, so that nothing is remembered. */
  bytes(round: number): Buffer;
  /** Status and code of the refusal, where there is nothing to be read. */
  refusal?: string;
  encoding: string;
  rows: number;
  /** `row code` of every row that must be refused. */
  failed: readonly string[];
  /** The first rows, as they must be shown. */
  preview(round: number): string[][];
  /** Name and company of every customer that must stand in the end, in the order of the file. */
  names(round: number): (string | null)[][];
}

/** So large that the upload alone takes seconds: it is measured apart. */
export const ENDLESS = 'one line without an end';
const HEADER = '姓名,城市,企业名称';
/** Where the odd row stands: record numbers count the header. */
const AT = 100;
const COLUMNS = 1_000_000;

interface Shape {
  name: string;
  rows: number;
  /** Writes one row; null stands for the plain one. */
  row?: (no: number, plain: string) => string;
  encode?: (text: string) => Buffer;
  encoding?: string;
  failed?: readonly string[];
  nameOf?: (no: number, round: number) => string;
  company?: string;
  shownCompany?: string;
  storedCompany?: string;
}

const plainName = (no: number, round: number): string => `客户${round}号${no}`;

function file({ name, rows, row = (_, plain) => plain, encode = (text) => Buffer.from(text), encoding = 'UTF-8', failed = [], nameOf = plainName, company = '测试公司', shownCompany = company, storedCompany = company }: Shape): OddFile {
  const numbers = Array.from({ length: rows }, (_, at) => at + 2);
  const refused = new Set(failed.map((one) => Number(one.split(' ')[0])));
  return {
    name, encoding, rows, failed,
    bytes: (round) => encode(`${HEADER}\r\n${numbers.map((no) => row(no, `${nameOf(no, round)},杭州,${company}`)).join('\r\n')}\r\n`),
    preview: (round) => numbers.slice(0, 5).filter((no) => !refused.has(no)).map((no) => [nameOf(no, round), '杭州', shownCompany]),
    names: (round) => numbers.filter((no) => !refused.has(no)).map((no) => [nameOf(no, round), storedCompany]),
  };
}

const only = (odd: (plain: string) => string, ...at: number[]) => (no: number, plain: string): string => (at.includes(no) ? odd(plain) : plain);

const gb18030 = (text: string): Buffer => iconv.encode(text, 'gb18030');
const refusedFile = (name: string, refusal: string, bytes: () => Buffer): OddFile => ({ name, refusal, bytes, encoding: '', rows: 0, failed: [], preview: () => [], names: () => [] });

/** The ordinary file first, then the odd ones. */
export function oddFiles(small: boolean): OddFile[] {
  const rows = small ? 300 : 5_000;
  const all = Array.from({ length: rows }, (_, at) => at + 2);
  return [
    file({ name: 'ordinary', rows }),
    file({ name: 'GB18030 with signs of four bytes', rows, encoding: 'GB18030', encode: gb18030, nameOf: (no, round) => `\u{20bb7}野\u3400${round}号${no}` }),
    file({ name: 'a byte order mark', rows, encode: (text) => Buffer.from(`\ufeff${text}`) }),
    file({ name: 'UTF-16', rows, encoding: 'UTF-16LE', encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le') }),
    file({ name: 'CRLF in quotes', rows, company: '"一行\r\n""二""行, 完"', shownCompany: '一行\r\n"二"行, 完', storedCompany: '一行 "二"行, 完' }),
    file({ name: 'a quote that never closes', rows, row: only((plain) => `"${plain}`, AT), failed: [`${AT} OPEN_QUOTE`] }),
    file({ name: 'in every row a quote that never closes', rows, row: (_, plain) => `"${plain}`, failed: all.map((no) => `${no} ${no === rows + 1 ? 'OPEN_QUOTE' : 'BROKEN_QUOTE'}`) }),
    file({ name: 'ragged rows', rows, row: (no, plain) => (no === AT ? '短' : no === AT + 1 ? `${plain},多,了` : no === AT + 2 ? `${plain},,,` : plain), failed: [`${AT} RAGGED_ROW`, `${AT + 1} RAGGED_ROW`] }),
    file({ name: 'bytes that are no text', rows, row: only((plain) => plain.replace('杭州', '\ue000'), AT), encode: broken, failed: [`${AT} BROKEN_BYTES`] }),
    file({ name: 'a row of 1,000,000 columns', rows, row: only((plain) => `${plain}${','.repeat(COLUMNS / 2)}${',x'.repeat(COLUMNS / 2)}`, AT), failed: [`${AT} ROW_TOO_LONG`] }),
    refusedFile('a header of 1,000,000 columns', '413 FILE_TOO_MANY_COLUMNS', () => Buffer.from(`${Array.from({ length: COLUMNS }, (_, at) => `c${at}`).join(',')}\r\n`)),
    refusedFile(ENDLESS, '413 FILE_TOO_MANY_COLUMNS', () => Buffer.alloc((small ? 5 : 100) * 1_000_000, 'x')),
  ];
}

/** Puts a byte that no text has where the sign of private use stands. */
function broken(text: string): Buffer {
  const bytes = Buffer.from(text);
  const at = bytes.indexOf(Buffer.from('\ue000'));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xc3]), bytes.subarray(at + 3)]);
}
