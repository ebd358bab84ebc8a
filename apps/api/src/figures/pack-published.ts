import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib';

/*
 * Makes the packed sets of `data/` from the published files: `node pack-published.ts <folder of the published sets> <data folder>`.
 * A packed set is a line a column, its name first, compressed with brotli: neighbours of a column are alike.
 */
interface Source {
  file: string;
  separator?: string;
  /** Columns that are kept; all without. */
  keep?: string[];
}

const sources: Record<string, Source> = {
  cdnow: { file: 'cdnow/cdnow_sample.csv', keep: ['sample_id', 'date', 'dollars'] },
  telco: { file: 'telco_churn/telco_churn.csv' },
  bank: {
    file: 'bank_marketing/bank-additional-full.csv.gz', separator: ';',
    keep: ['age', 'job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'day_of_week', 'duration', 'campaign', 'pdays', 'previous', 'poutcome', 'emp.var.rate', 'cons.price.idx', 'cons.conf.idx', 'euribor3m', 'nr.employed', 'y'],
  },
  lung: { file: 'survival_lung/lung.csv', keep: ['time', 'status', 'age', 'sex', 'ph.ecog'] },
  iris: { file: 'clustering/iris.csv' },
  ruspini: { file: 'clustering/ruspini.csv' },
  wholesale: { file: 'clustering/wholesale_customers.csv' },
  souvenirs: { file: 'time_series/souvenirs_monthly_sales.csv' },
  baseball: { file: 'shrinkage_paradox/efron_morris_baseball.csv', keep: ['y', 'p'] },
  admissions: { file: 'shrinkage_paradox/ucb_admissions.csv' },
};

const [from = '', to = ''] = process.argv.slice(2);

const textOf = (file: string): string => {
  const bytes = readFileSync(join(from, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replaceAll('\r', '').trim();
};

const pack = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(to, `${name}.br`), brotliCompressSync(lines.join('\n'), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }));

for (const [name, { file, separator = ',', keep }] of Object.entries(sources)) {
  const [header = [], ...rows] = textOf(file).split('\n').map((line) => line.split(separator).map((cell) => cell.replace(/^"|"$/gu, '')));
  pack(name, header.flatMap((column, at) => (keep?.includes(column) ?? true ? [[column, ...rows.map((row) => row[at])].join(',')] : [])));
}

/** Baskets: the names of the items, the most frequent first, then a line a basket with their numbers in that list. */
const baskets = textOf('groceries/groceries_baskets.csv').split('\n').map((line) => line.split(','));
const counts = new Map<string, number>();
for (const item of baskets.flat()) counts.set(item, (counts.get(item) ?? 0) + 1);
const items = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([item]) => item);
const place = new Map(items.map((item, at) => [item, at]));
pack('groceries', [items.join(','), ...baskets.map((basket) => basket.map((item) => place.get(item)!).sort((a, b) => a - b).join(','))]);
