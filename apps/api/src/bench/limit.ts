import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { decryptField, maskEmail, maskPhone, PersonKeys, type KeyRing } from '@dossier/kernel/crypto';
import { LISTS, LIST_PAGE, RECORD } from './limit.sql';

type Names = ReadonlyMap<string, string>;
type Cells = (string | number | boolean | null)[];

interface Means {
  pool: pg.Pool;
  names: Names;
  people: PersonKeys;
}

/** What a manager may do with a customer who is not archived: the limit judges nothing, it writes what the answer holds. */
const CAN = ['UPDATE', 'ASSIGN', 'ARCHIVE', 'MERGE', 'UNMERGE', 'CONSENT', 'LOG', 'ADD_NEED', 'ADD_FEEDBACK', 'SIGN', 'SET_STATUS', 'PRINT', 'REVEAL'];

/**
 * What could be had at best: node:http and pg alone, one hand-written statement a page, prepared, rows as arrays, names from memory.
 * No GraphQL, no rights, no sessions. It gives the same answers from the same stored bytes.
 */
export async function startLimit(url: string, ring: KeyRing): Promise<Server> {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'limit', options: '-c timezone=UTC' });
  const means: Means = { pool, names: await namesFrom(pool), people: new PersonKeys(ring) };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://limit');
    answerOf(means, pathname, searchParams).then(
      (data) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data })),
      (fault: unknown) => response.writeHead(500).end(String(fault)),
    );
  });
  server.on('close', () => void pool.end());
  return server;
}

function answerOf(means: Means, path: string, asked: URLSearchParams): Promise<unknown> {
  if (path === '/record') return record(means, asked.get('id') ?? '');
  return path === '/list-page' ? listPage(means, asked.get('owner') ?? '') : list(means, path, asked.get('owner') ?? '');
}

async function namesFrom(pool: pg.Pool): Promise<Names> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    'select id, name from app_user union all select id, name from team union all select id, name from tag union all select id, name from channel');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const named = (names: Names, id: unknown) => (id === null ? null : { id: String(id), name: names.get(String(id)) ?? null });
const tagsOf = (names: Names, ids: unknown) => (ids as string[]).map((id) => named(names, id));
const money = (minor: unknown, currency: unknown) => (minor === null || currency === null ? null : { minor: Number(minor), currency });
const iso = (text: unknown) => (text === null ? null : String(text).replace('+00:00', 'Z'));
const orderOf = ([orderNo, kind, at, minor, currency]: Cells) => ({ orderNo, kind, orderedAt: iso(at), amount: money(minor, currency) });

async function list({ pool, names }: Means, path: string, owner: string): Promise<unknown> {
  const { rows } = await pool.query<unknown[]>({ name: path, text: LISTS[path] ?? '', values: [owner], rowMode: 'array' });
  const nodes = rows.map(([id, name, stage, ownerId, tagIds, orderCount, net, currency, lastOrderOn, orders]) => ({
    id, name, stage, owner: named(names, ownerId), tags: tagsOf(names, tagIds),
    summary: { orderCount, netAmount: money(net, currency), lastOrderOn }, latestOrders: (orders as Cells[]).map(orderOf),
  }));
  return { customers: { nodes } };
}

async function listPage({ pool, names, people }: Means, owner: string): Promise<unknown> {
  const { rows } = await pool.query<unknown[]>({ name: 'list-page', text: LIST_PAGE, values: [owner], rowMode: 'array' });
  const nodes = rows.map(([id, version, archiveNo, name, nameLatin, companyName, kind, stage, region, city, archivedAt, createdAt, demo,
    ownerId, sourceId, tagIds, orderCount, net, currency, lastOrderOn, recencyDays, wrapped, sealed]) => {
    const identities = opened(people, String(id), wrapped as Buffer | null, sealed as Cells[]);
    return {
      id, version, archiveNo, name, nameLatin, companyName, kind, stage, phone: primary(identities, 'PHONE'), email: primary(identities, 'EMAIL'), region, city,
      archivedAt: iso(archivedAt), createdAt: iso(createdAt), demo, can: CAN,
      owner: named(names, ownerId), source: named(names, sourceId), tags: tagsOf(names, tagIds),
      summary: { orderCount, netAmount: money(net, currency), lastOrderOn, recencyDays },
    };
  });
  return { customers: { nodes } };
}

async function record({ pool, names, people }: Means, wanted: string): Promise<unknown> {
  const { rows } = await pool.query<unknown[]>({ name: 'record', text: RECORD, values: [wanted], rowMode: 'array' });
  const [id, version, archiveNo, kind, name, familyName, givenName, nameLatin, companyName, gender, birthDate, birthPrecision, birthCalendar, birthLeapMonth, age,
    occupation, occupationText, country, region, city, stage, sourceId, ownerId, teamId, tagIds, externalSource, externalKey, demo, createdAt, updatedAt, archivedAt,
    orderCount, refundCount, net, currency, firstOrderOn, lastOrderOn, recencyDays, gapMedianDays, topCategories, months, wrapped, sealed] = rows[0] ?? [];
  const identities = opened(people, String(id), wrapped as Buffer | null, sealed as Cells[]);
  return {
    customer: {
      id, version, archiveNo, kind, name, familyName, givenName, nameLatin, companyName, gender, birthDate, birthPrecision, birthCalendar, birthLeapMonth, age,
      occupation, occupationText, country, region, city, stage, sourceId, ownerId, teamId, tagIds,
      phone: primary(identities, 'PHONE'), email: primary(identities, 'EMAIL'), externalSource, externalKey,
      demo, createdAt: iso(createdAt), updatedAt: iso(updatedAt), archivedAt: iso(archivedAt), can: CAN,
      source: named(names, sourceId), owner: named(names, ownerId), team: named(names, teamId), tags: tagsOf(names, tagIds), identities,
      summary: {
        orderCount, refundCount, netAmount: money(net, currency), averageAmount: average(net, orderCount, currency),
        firstOrderOn, lastOrderOn, recencyDays, gapMedianDays, currency, topCategories,
      },
      months,
    },
  };
}

/** Half away from zero, as PostgreSQL rounds. */
const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));
const average = (net: unknown, count: unknown, currency: unknown) => (Number(count) > 0 && net !== null ? { minor: rounded(Number(net) / Number(count)), currency } : null);

type Identities = ReturnType<typeof opened>;
const primary = (identities: Identities, of: string) => identities.find((one) => one.kind === of && one.primary)?.value ?? null;

function opened(people: PersonKeys, personId: string, wrapped: Buffer | null, sealed: readonly Cells[]) {
  if (wrapped === null) return [];
  const key = people.open(personId, wrapped);
  return sealed.map(([id, kind, cipher, isPrimary, label, verifiedAt, source]) => {
    const place = { table: 'customer_identity', column: 'value_cipher', rowId: String(id) };
    const text = decryptField(key, Buffer.from(String(cipher), 'base64'), place);
    return { id: String(id), kind: String(kind), label, value: kind === 'PHONE' ? maskPhone(text) : maskEmail(text), primary: isPrimary === true, verifiedAt: iso(verifiedAt), source };
  });
}
