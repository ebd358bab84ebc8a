import { parse } from 'csv-parse';
import { to as copyTo } from 'pg-copy-streams';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { encryptStream } from '@dossier/kernel/crypto';
import { inBackground, newId } from '@dossier/kernel/data';
import { csvPieces, ExchangeRegistry } from '@dossier/kernel/exchange';
import { Clock } from '@dossier/kernel/time';
import { median } from '@dossier/metrics';
import type { Exchange } from './exchange';
import type { BenchOptions } from './options';
import { on, say } from './place';

const PLAIN = ['archiveNo', 'name', 'nameLatin', 'companyName', 'birthDate', 'country', 'region', 'city', 'source', 'owner', 'team', 'tags', 'orderCount', 'netAmount', 'firstOrderOn', 'lastOrderOn', 'externalKey', 'createdAt'];
const SECRET = [...PLAIN, 'phone', 'email'];

/** The same columns with the same texts, as PostgreSQL alone can give them. */
const COPY = `copy (select c.archive_no, c.name, c.name_latin, c.company_name, c.birth_date, c.country, c.region, c.city, h.name, u.name, m.name,
    (select string_agg(g.name, '、' order by t.at) from unnest(c.tag_ids) with ordinality t(id, at) join tag g on g.id = t.id),
    s.order_count, round(s.net_minor / 100.0, 2), s.first_order_on, s.last_order_on, c.external_key, to_char(c.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')
  from customer c join customer_summary s on s.customer_id = c.id left join channel h on h.id = c.source_id left join app_user u on u.id = c.owner_id left join team m on m.id = c.team_id
  where c.archived_at is null order by c.created_at desc, c.id desc) to stdout with (format csv)`;

/** Exports as CSV into an encrypted file, without class A columns against COPY TO, with them in clear by themselves. */
export async function measureExports(exchange: Exchange, { rounds }: BenchOptions): Promise<void> {
  const seconds: { ours: number; theirs: number; clear: number }[] = [];
  const all = await on(exchange.url, async (client) => Number((await client.query<{ count: string }>('select count(*) from customer where archived_at is null')).rows[0]?.count));
  await requireSame(exchange);
  for (let round = 0; round <= rounds; round++) {
    const one = { ours: await exported(exchange, PLAIN, false), theirs: await copied(exchange), clear: await exported(exchange, SECRET, true) };
    if (round > 0) seconds.push(one);
  }
  const middle = (of: (one: { ours: number; theirs: number; clear: number }) => number): number => median(seconds.map(of)) ?? 0;
  say(`customer-export: ${all} rows, ${PLAIN.length} columns, product ${(all / middle(({ ours }) => ours)).toFixed(0)} rows/s, COPY TO ${(all / middle(({ theirs }) => theirs)).toFixed(0)} rows/s, ${rounds} rounds`);
  say(`ratio customer-export ${middle(({ ours, theirs }) => theirs / ours).toFixed(2)}`);
  say(`rows-per-second customer-export-class-a ${(all / middle(({ clear }) => clear)).toFixed(0)}`);
}

/** Seconds of one export, from the rows to the encrypted file, as the job writes it. */
async function exported({ app, viewer, place, folder }: Exchange, columns: readonly string[], clear: boolean, shown?: (piece: Buffer) => void): Promise<number> {
  const spec = app.get(ExchangeRegistry).export('customers');
  const begun = performance.now();
  const pages = spec.pages(viewer, { filter: null, sort: 'CREATED_AT', order: 'DESC', columns, clear });
  const sheet = columns.map((name) => ({ name, title: name, type: spec.columns.find((column) => column.name === name)!.type }));
  await inBackground(() => pipeline(watched(csvPieces(sheet, pages, app.get(Clock).zone), shown), encryptStream(place.ring, 'export', newId()), createWriteStream(join(folder, 'export'))));
  return (performance.now() - begun) / 1000;
}

async function* watched(pieces: AsyncIterable<Buffer>, shown?: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    shown?.(piece);
    yield piece;
  }
}

const copied = ({ url, folder }: Exchange): Promise<number> =>
  on(url, async (client) => {
    const begun = performance.now();
    await pipeline(client.query(copyTo(COPY)) as unknown as Readable, createWriteStream(join(folder, 'copy')));
    return (performance.now() - begun) / 1000;
  });

/** Cell for cell, the two files say the same. */
async function requireSame(exchange: Exchange): Promise<void> {
  const file = join(exchange.folder, 'plain');
  const sink = createWriteStream(file);
  await exported(exchange, PLAIN, false, (piece) => void sink.write(piece));
  await new Promise<void>((done) => sink.end(done));
  await copied(exchange);
  const rowsOf = (path: string): AsyncIterator<string[]> => (createReadStream(path).pipe(parse({ bom: true })) as AsyncIterable<string[]>)[Symbol.asyncIterator]();
  const [ours, theirs] = [rowsOf(file), rowsOf(join(exchange.folder, 'copy'))];
  await ours.next();
  for (let at = 0; ; at++) {
    const [one, other] = await Promise.all([ours.next(), theirs.next()]);
    if (one.done === true && other.done === true) break;
    if (one.done === true || other.done === true || one.value.join('\t') !== other.value.join('\t')) throw new Error(`export: row ${at} differs.\n${String(one.value)}\n${String(other.value)}`);
  }
  rmSync(file);
}
