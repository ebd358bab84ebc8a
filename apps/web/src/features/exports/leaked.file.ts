/*
 * Reads what a file that was found outside tells about its origin, here in the browser: the marks in its cells, and the number that stands on
 * the last sheet, at the foot and in the name. The signs are those of the exchange of the server.
 */
const SIGNS = ['\u200b', '\u200c', '\u200d', '\u2060'];
const MARK = /\u2063([\u200b\u200c\u200d\u2060]{24})\u2063/g;
const NUMBER = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;
const NAME_END = / ([0-9a-f]{6})(?: \(\d+\))?\.(?:csv|xlsx)$/i;
const MOST = 50;

/** The marks in a text, as the digits that they stand for. */
export function marksIn(text: string): string[] {
  return [...text.matchAll(MARK)].map(([, signs = '']) => {
    const values = [...signs].map(sign => SIGNS.indexOf(sign));
    return Array.from({ length: 12 }, (_, at) => (values[at * 2]! * 4 + values[at * 2 + 1]!).toString(16)).join('');
  });
}

/** What was pasted or typed: marks in it, whole numbers, else the words themselves where they look like the end of a number. */
export function namedIn(text: string): string[] {
  const found = [...marksIn(text), ...(text.match(NUMBER) ?? [])];
  const words = found.length > 0 ? [] : text.split(/\s+/).filter(word => /^[0-9a-f]{6,36}$/i.test(word));
  return [...new Set([...found, ...words])].slice(0, MOST);
}

const utf8 = new TextDecoder();

/** All that one file names: its texts are looked through, those of a workbook unpacked; its name counts where nothing else does. */
export async function namedInFile(file: File): Promise<string[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const texts = isZip ? await unpacked(bytes) : [bytes[0] === 0xff && bytes[1] === 0xfe ? new TextDecoder('utf-16le').decode(bytes) : utf8.decode(bytes)];
  const found = [...new Set(texts.flatMap(text => [...marksIn(text), ...(text.match(NUMBER) ?? [])]))];
  const end = NAME_END.exec(file.name)?.[1];
  return (found.length > 0 || !end ? found : [end]).slice(0, MOST);
}

interface Entry {
  method: number;
  size: number;
  at: number;
}

/** The parts of a workbook in which cells and footers stand. */
async function unpacked(bytes: Uint8Array): Promise<string[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  for (const { method, size, at } of entriesOf(view)) {
    const begin = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const part = bytes.slice(begin, begin + size);
    if (method === 0) texts.push(utf8.decode(part));
    if (method === 8) texts.push(await new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text());
  }
  return texts;
}

function entriesOf(view: DataView): Entry[] {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error('not a workbook');
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const length = view.getUint16(at + 28, true);
    const name = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, length));
    if (/^xl\/(worksheets\/[^/]+|sharedStrings)\.xml$/.test(name)) entries.push({ method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), at: view.getUint32(at + 42, true) });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
