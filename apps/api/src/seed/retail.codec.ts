import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { ByteReader, ByteWriter, Recent } from './retail.bytes';

/**
 * The real set in memory, column by column: half a million lines as objects would cost ten times as much.
 * A header is what neighbouring lines share; 43 invoices carry two times of day and so two headers.
 */
export interface RetailSet {
  headers: RetailHeader[];
  codes: string[];
  texts: string[];
  /** Per line: position in `codes` and in `texts`. */
  code: Uint16Array;
  text: Uint16Array;
  quantity: Int32Array;
  /** Unit price in thousandths of a pound: four lines cost 0.001. */
  mills: Int32Array;
}

export interface RetailHeader {
  invoice: string;
  /** Local time as the file has it, `2010-12-01 08:26:00`. */
  at: string;
  /** Customer number, empty for a guest. */
  customer: string;
  country: string;
  first: number;
  count: number;
}

/** One line of the published file, every column as text. */
export type RetailRecord = readonly [
  invoice: string, code: string, text: string, quantity: string, at: string, price: string, customer: string, country: string,
];

export const RETAIL_COLUMNS = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

type Five<T> = [T, T, T, T, T];

interface Table {
  headers: [string, string, string, string, number][];
  codes: string[];
  texts: string[];
}

/** Packs the records: dictionaries as JSON, lines as columns of bytes, brotli over all. */
export function packRetail(records: readonly RetailRecord[]): Buffer {
  const codes = byFrequency(records.map((record) => record[1]));
  const texts = byFrequency(records.map((record) => record[2]));
  const table: Table = { headers: headersOf(records), codes: [...codes.keys()], texts: [...texts.keys()] };
  const [low, high, names, quantities, prices] = Array.from({ length: 5 }, () => new ByteWriter()) as Five<ByteWriter>;
  const [recentTexts, recentPrices] = [new Recent(), new Recent()];
  for (const [, codeText, text, quantity, , price] of records) {
    const code = codes.get(codeText) ?? 0;
    low.byte(code & 255);
    high.byte(code >> 8);
    recentTexts.put(names, code, texts.get(text) ?? 0);
    quantities.number(Number(quantity));
    recentPrices.put(prices, code, Math.round(Number(price) * 1000));
  }
  const json = Buffer.from(JSON.stringify(table));
  const parts = [json, ...[low, high, names, quantities, prices].map((column) => column.bytes())];
  const lengths = Buffer.alloc(4 * (parts.length + 1));
  [records.length, ...parts.map((part) => part.length)].forEach((length, at) => lengths.writeUInt32LE(length, at * 4));
  return brotliCompressSync(Buffer.concat([lengths, ...parts]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** The set again, line for line as it was packed. */
export function unpackRetail(packed: Uint8Array): RetailSet {
  const bytes = brotliDecompressSync(packed);
  const [lines = 0, ...lengths] = Array.from({ length: 7 }, (_, at) => bytes.readUInt32LE(at * 4));
  let from = 28;
  const [json, ...columns] = lengths.map((length) => bytes.subarray(from, (from += length)));
  const table = JSON.parse(String(json)) as Table;
  const set: RetailSet = {
    headers: [], codes: table.codes, texts: table.texts,
    code: new Uint16Array(lines), text: new Uint16Array(lines), quantity: new Int32Array(lines), mills: new Int32Array(lines),
  };
  const [low, high, names, quantities, prices] = columns.map((column) => new ByteReader(column)) as Five<ByteReader>;
  const [recentTexts, recentPrices] = [new Recent(), new Recent()];
  for (let line = 0; line < lines; line++) {
    const code = low.byte() | (high.byte() << 8);
    set.code[line] = code;
    set.text[line] = recentTexts.take(names, code);
    set.quantity[line] = quantities.number();
    set.mills[line] = recentPrices.take(prices, code);
  }
  let first = 0;
  for (const [invoice, at, customer, country, count] of table.headers) {
    set.headers.push({ invoice, at, customer, country, first, count });
    first += count;
  }
  return set;
}

function headersOf(records: readonly RetailRecord[]): Table['headers'] {
  const headers: Table['headers'] = [];
  for (const [invoice, , , , at, , customer, country] of records) {
    const last = headers.at(-1);
    if (last && last[0] === invoice && last[1] === at && last[2] === customer && last[3] === country) last[4] += 1;
    else headers.push([invoice, at, customer, country, 1]);
  }
  return headers;
}

function byFrequency(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Map(sorted.map(([value], at) => [value, at]));
}
