import type { Report } from './quality.types';
import type { qualityText } from './quality.text';

interface Words { say: (key: keyof typeof qualityText.table) => string; word: (type: string, code: string) => string }
type Cell = string | number | null | undefined;

const QUOTED = /[",\r\n]/u;
/** A cell never begins as a formula, and quotes itself where it must. */
const cell = (value: Cell): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value.replace(/^([=+\-@\t\r])/u, "'$1") : String(value);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The figures of one report, one block a table, with a mark that tells programs of the encoding. */
export function sheetOf(report: Report, { say, word }: Words): string {
  const lines: Cell[][] = [
    [say('month'), (report.month ?? '').slice(0, 7)], [say('customers'), report.customers], [say('completeness'), report.completeness], [say('accuracy'), report.accuracy?.share], [say('stale'), report.staleShare], [],
    [say('section'), say('customers'), say('completeness')], ...(report.sections ?? []).map((one): Cell[] => [word('RecordSection', one.section), one.customers, one.completeness]), [],
    [say('source'), '', say('customers'), say('completeness'), say('reviewed'), say('accuracy')],
    ...(report.sources ?? []).map((one): Cell[] => [one.channel?.name ?? say('noChannel'), word('FactSource', one.origin), one.customers, one.completeness, one.reviewed, one.accuracy]), [],
    [say('kind'), say('count'), say('verified'), say('bounced'), say('validity')], ...(report.contacts ?? []).map((one): Cell[] => [word('IdentityKind', one.kind), one.contacts, one.verified, one.bounced, one.validity]), [],
    [say('bin'), say('customers')], ...(report.distribution ?? []).map((one): Cell[] => [one.from, one.customers]),
  ];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
