/**
 * Lays out and writes a PDF in a thread of its own. It imports nothing of ours but types, because a worker loads it as it stands
 * (see press.ts). The fonts come with the product: what is printed looks the same on every machine.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Pressed, PrintedBlock, PrintedDocument } from './printed';

interface Inline { text: string }
interface Item { type: string; item: { inlines?: Inline[] } }
interface LaidOutPage { items: Item[] }
interface LaidOutNode { headlineLevel?: number; canvas?: unknown; startPosition: { top: number; pageInnerHeight: number } }
interface Layout { prototype: { layoutDocument(...args: unknown[]): LaidOutPage[] } }
interface Pdfmake {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
}
interface Face { hasGlyphForCodePoint(code: number): boolean }

// Read from source the packages lie above this file; built, above the bundle. The reader of fonts is the one that the writer of PDF brings along.
const require = createRequire(import.meta.url);
const pdfmake = require('pdfmake') as Pdfmake;
const { default: LayoutBuilder } = require('pdfmake/js/LayoutBuilder') as { default: Layout };
const fontkit = createRequire(createRequire(require.resolve('pdfmake')).resolve('pdfkit'))('fontkit') as { create(bytes: Buffer): Face };

const fontFile = (name: string): string => require.resolve(`@expo-google-fonts/noto-sans-sc/${name}`);
const fonts = { normal: fontFile('400Regular/NotoSansSC_400Regular.ttf'), bold: fontFile('700Bold/NotoSansSC_700Bold.ttf') };
pdfmake.setFonts({ Noto: { ...fonts, italics: fonts.normal, bolditalics: fonts.bold } });
// A document holds texts alone: nothing in it may make the printer fetch an address or read a file, its own fonts excepted.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === fonts.normal || path === fonts.bold);

const INK = '#1e1d1b';
const QUIET = '#54514a';
const HAIR = '#cfcabf';
const MISSING = '〓';
const PLACE = '0'.repeat(64);

let face: Face | null = null;
const known = new Map<number, boolean>();

/** Whether the font can draw a sign; signs that draw nothing pass. */
function draws(code: number): boolean {
  if (code < 0x20) return true;
  let can = known.get(code);
  if (can === undefined) known.set(code, (can = (face ??= fontkit.create(readFileSync(fonts.normal))).hasGlyphForCodePoint(code)));
  return can;
}

/** A text with a mark in the place of each sign that the font does not have. */
function drawable(text: string, unknown: Set<string>): string {
  let made = '';
  for (const sign of text.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, (one) => (one === '\n' ? one : ''))) {
    const can = draws(sign.codePointAt(0)!) || /\p{M}/u.test(sign);
    if (!can) unknown.add(sign);
    made += can ? sign : MISSING;
  }
  return made;
}

/** Every text of a document made drawable. */
function checked<T>(value: T, unknown: Set<string>): T {
  if (typeof value === 'string') return drawable(value, unknown) as T;
  if (Array.isArray(value)) return value.map((item) => checked(item, unknown)) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, checked(item, unknown)])) as T;
  return value;
}

const TOP = 48;
const bottomOf = ({ startPosition }: LaidOutNode): number => TOP + startPosition.pageInnerHeight;

const hairlines = {
  hLineWidth: (at: number, node: { table: { body: unknown[]; headerRows?: number } }) => (at === 0 ? 0 : at === (node.table.headerRows ?? 0) ? 0.8 : 0.4),
  vLineWidth: () => 0, hLineColor: () => HAIR, paddingLeft: () => 0, paddingTop: () => 1.5, paddingBottom: () => 1.5,
  paddingRight: (at: number, node: { table: { widths: unknown[] } }) => (at === node.table.widths.length - 1 ? 0 : 10),
};

const SHEET = 499;
const GAP = 10;
const LINE = 17;
/** A row higher than this may go on overleaf: kept together it would leave half a page empty, or not fit on any. */
const MOST_HEIGHT = 300;

type Table = Extract<PrintedBlock, { kind: 'table' }>;

/** The widths of columns in points. None is left open: an open one would grow with its longest word, past the edge of the sheet. */
function widthsOf({ head, widths = head.map(() => '*' as const) }: Pick<Table, 'head' | 'widths'>): number[] {
  const fixed = widths.reduce<number>((sum, width) => sum + (typeof width === 'number' ? width : 0), GAP * (widths.length - 1));
  const open = (SHEET - fixed) / Math.max(1, widths.filter((width) => typeof width !== 'number').length);
  return widths.map((width) => (typeof width === 'number' ? width : open));
}

/** About how wide a text runs: Chinese signs fill a square, Latin ones about the half of it. */
const runs = (text: string): number => text.length * 6 + (text.match(/[\u2e80-\uffff]/gu)?.length ?? 0) * 4;

/** Whether every row of a table is low enough to be kept together. What is kept together and does not fit on a page would be cut off. */
function staysTogether(rows: Table['rows'], widths: readonly number[]): boolean {
  const height = (text: string, width: number): number => text.split('\n').reduce((sum, line) => sum + Math.ceil(runs(line) / width + 0.5) * LINE, 0);
  return rows.every((row) => row.every((text, at) => height(text, widths[at] ?? SHEET) <= MOST_HEIGHT));
}

function blockOf(block: PrintedBlock): object {
  if (block.kind === 'text') return { text: block.text, ...(block.quiet ? { color: QUIET, fontSize: 8.5 } : {}), margin: [0, 3, 0, 3] };
  if (block.kind === 'facts') {
    const body = block.facts.map(([label, value]) => [{ text: label, color: QUIET }, { text: value }]);
    const widths = widthsOf({ head: ['', ''], widths: [110, '*'] });
    return { table: { widths, body, dontBreakRows: staysTogether(block.facts, widths) }, layout: hairlines, margin: [0, 0, 0, 4] };
  }
  const right = new Set(block.right);
  const cell = (text: string, at: number) => ({ text, ...(right.has(at) ? { alignment: 'right' } : {}) });
  const head = block.head.map((text, at) => ({ ...cell(text, at), color: QUIET, fontSize: 8.5 }));
  const widths = widthsOf(block);
  const together = staysTogether(block.rows, widths);
  return { table: { headerRows: 1, ...(together ? { keepWithHeaderRows: 1, dontBreakRows: true } : {}), widths, body: [head, ...block.rows.map((row) => row.map(cell))] }, layout: hairlines, margin: [0, 0, 0, 4] };
}

function definitionOf(document: PrintedDocument): object {
  const { words } = document;
  const sections = document.sections.flatMap(({ title, note, blocks }) => [
    { text: [{ text: title, bold: true, fontSize: 12 }, ...(note ? [{ text: `  ${note}`, color: QUIET, fontSize: 8.5 }] : [])], margin: [0, 14, 0, 2], headlineLevel: 1 },
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: SHEET, y2: 0, lineWidth: 0.8, lineColor: HAIR }], margin: [0, 0, 0, 4] },
    ...blocks.map(blockOf),
  ]);
  return {
    pageSize: 'A4', pageMargins: [48, TOP, 48, 62], defaultStyle: { font: 'Noto', fontSize: 9.5, lineHeight: 1.25, color: INK },
    info: { title: document.title, author: document.author, creator: 'Dossier', producer: 'Dossier', creationDate: new Date(document.made) },
    watermark: { text: document.watermark, color: INK, opacity: 0.06, fontSize: 26, angle: -35 },
    content: [{ text: document.title, bold: true, fontSize: 20, lineHeight: 1.1 }, ...document.lines.map((text) => ({ text, color: QUIET, margin: [0, 2, 0, 0] })), ...sections],
    footer: (page: number, pages: number) => ({
      margin: [48, 14, 48, 0], fontSize: 7.5, color: QUIET,
      stack: [{ text: `${document.foot}  ·  ${words.page.replace('{page}', String(page)).replace('{pages}', String(pages))}` }, { text: `${words.hash} ${PLACE}` }],
    }),
    // A heading stands with what it heads: not at the foot of a page, nor where all that follows has gone overleaf.
    pageBreakBefore: (node: LaidOutNode, { getFollowingNodesOnPage }: { getFollowingNodesOnPage(): LaidOutNode[] }) =>
      node.headlineLevel === 1 && (node.startPosition.top > bottomOf(node) - 70 || !getFollowingNodesOnPage().some((next) => next.canvas === undefined && next.startPosition.top < bottomOf(node))),
  };
}

const textOf = ({ item }: Item): string => (item.inlines ?? []).map(({ text }) => text).join('');
const bare = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '');

/** Puts the hash of each page into the place that its foot keeps free; what the foot says itself is not hashed. */
function hashed(pages: readonly LaidOutPage[], foot: string): string[] {
  return pages.map(({ items }) => {
    const lines = items.filter(({ type }) => type === 'line');
    const isFoot = (line: Item): boolean => textOf(line).includes(PLACE) || textOf(line).startsWith(foot);
    const hash = createHash('sha256').update(bare(lines.filter((line) => !isFoot(line)).map(textOf).join(''))).digest('hex');
    for (const line of lines) for (const inline of line.item.inlines ?? []) inline.text = inline.text.replace(PLACE, hash);
    return hash;
  });
}

/** One document as PDF, with the hash of each page. */
async function press(given: PrintedDocument): Promise<Pressed> {
  const unknown = new Set<string>();
  const checkedOnce = checked(given, unknown);
  const codes = [...unknown].map((sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
  const last = unknown.size === 0 ? [] : [{ title: MISSING, blocks: [{ kind: 'text' as const, text: `${checkedOnce.words.unknown} ${codes.join(' ')}`, quiet: true }] }];
  const document = { ...checkedOnce, sections: [...checkedOnce.sections, ...last] };
  let hashes: string[] = [];
  const { layoutDocument } = LayoutBuilder.prototype;
  LayoutBuilder.prototype.layoutDocument = function laidOut(...args) {
    const pages = layoutDocument.apply(this, args);
    hashes = hashed(pages, document.foot);
    return pages;
  };
  try {
    const bytes = await pdfmake.createPdf(definitionOf(document)).getBuffer();
    return { bytes, hashes, unknown: [...unknown] };
  } finally {
    LayoutBuilder.prototype.layoutDocument = layoutDocument;
  }
}

const say = (answer: unknown): void => parentPort!.postMessage(answer);
// One after the other: the layout is watched while one document is made.
let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (document: PrintedDocument) => {
  turn = turn.then(() => press(document)).then(say, (fault: unknown) => say({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }));
});
