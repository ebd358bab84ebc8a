import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RETAIL_COLUMNS, unpackRetail, type RetailHeader, type RetailSet } from './retail.codec';

const PACKED = join('apps', 'api', 'src', 'seed', 'data', 'online-retail.br');

/** The whole real set, about a second and fifteen megabytes of memory. */
export function loadRetail(): RetailSet {
  return unpackRetail(readFileSync(packedPath()));
}

/** The packed file lies in the source tree, and the built server a few folders away from it. */
function packedPath(): string {
  const starts = [process.cwd(), import.meta.dirname];
  for (const start of starts) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      const path = join(folder, PACKED);
      if (existsSync(path)) return path;
    }
  }
  throw new Error(`The demo data (${PACKED}) is missing from this copy of the product.`);
}

/** The published file again, as text: proof that nothing was lost. */
export function retailText(set: RetailSet): string {
  const rows = [RETAIL_COLUMNS];
  for (const header of set.headers) {
    for (let line = header.first; line < header.first + header.count; line++) {
      rows.push(recordOf(set, header, line).map(quoted).join(','));
    }
  }
  return `${rows.join('\n')}\n`;
}

function recordOf(set: RetailSet, header: RetailHeader, line: number): string[] {
  const price = (set.mills[line] ?? 0) / 1000;
  return [
    header.invoice, set.codes[set.code[line] ?? 0] ?? '', set.texts[set.text[line] ?? 0] ?? '', String(set.quantity[line]),
    header.at, Number.isInteger(price) ? `${price}.0` : String(price), header.customer, header.country,
  ];
}

const quoted = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
