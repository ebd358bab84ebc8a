import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { decryptField, maskEmail, maskPhone, PersonKeys, type KeyRing } from '@dossier/kernel/crypto';

/**
 * What could be had at best: node:http and pg alone, one hand-written statement a page, prepared, rows as arrays, names from memory.
 * No GraphQL, no rights, no sessions. It gives the same answers from the same stored bytes.
 */
export async function startLimit(url: string, ring: KeyRing): Promise<Server> {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c timezone=UTC' });
  const names = await namesFrom(pool);
  const people = new PersonKeys(ring);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://limit');
    const answer = pathname === '/list' ? list(pool, names, searchParams.get('owner') ?? '') : record(pool, names, people, searchParams.get('id') ?? '');
    answer.then(
      (data) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data })),
      (fault: unknown) => response.writeHead(500).end(String(fault)),
    );
  });
  server.on('close', () => void pool.end());
  return server;
}

type Names = ReadonlyMap<string, string>;
type Cells = (string | number | null)[];

async function namesFrom(pool: pg.Pool): Promise<Names> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    'select id, name from app_user union all select id, name from team union all select id, name from tag union all select id, name from channel');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const latest = `(select coalesce(json_agg(json_build_array(o.order_no, o.kind, o.ordered_at, o.amount_minor, o.currency, o.line_count)), '[]')
  from (select * from sales_order o where o.customer_id = c.id and o.archived_at is null order by o.ordered_at desc, o.id desc limit 3) o)`;

const LIST = `select c.id, c.name, c.stage, c.owner_id, c.tag_ids, s.order_count, s.net_minor, s.currency, s.last_order_on::text, ${latest}
  from customer c left join customer_summary s on s.customer_id = c.id
  where c.archived_at is null and c.owner_id = $1 order by s.net_minor desc nulls last, c.id desc limit 20`;

const RECORD = `select c.id, c.version, c.archive_no, c.kind, c.name, c.name_latin, c.company_name, c.gender, c.birth_date::text, c.occupation, c.country,
    c.region, c.city, c.stage, c.source_id, c.owner_id, c.team_id, c.tag_ids,
    s.order_count, s.refund_count, s.net_minor, s.currency, s.first_order_on::text, s.last_order_on::text, s.gap_median_days::float8, ${latest},
    k.wrapped, (select coalesce(json_agg(json_build_array(i.id, i.kind, encode(i.value_cipher, 'base64'), i.is_primary) order by i.created_at, i.id), '[]')
      from customer_identity i where i.customer_id = c.id and i.archived_at is null)
  from customer c left join customer_summary s on s.customer_id = c.id left join customer_key k on k.customer_id = c.id
  where c.id = $1 and c.archived_at is null`;

const named = (names: Names, id: unknown) => (id === null ? null : { id: String(id), name: names.get(String(id)) ?? null });
const tagsOf = (names: Names, ids: unknown) => (ids as string[]).map((id) => named(names, id));
const money = (minor: unknown, currency: unknown) => (minor === null || currency === null ? null : { minor: Number(minor), currency });
const orderOf = ([orderNo, kind, at, minor, currency]: Cells) => ({ orderNo, kind, orderedAt: String(at).replace('+00:00', 'Z'), amount: money(minor, currency) });

async function list(pool: pg.Pool, names: Names, owner: string): Promise<unknown> {
  const { rows } = await pool.query<unknown[]>({ name: 'list', text: LIST, values: [owner], rowMode: 'array' });
  const nodes = rows.map(([id, name, stage, ownerId, tagIds, orderCount, net, currency, lastOrderOn, orders]) => ({
    id, name, stage, owner: named(names, ownerId), tags: tagsOf(names, tagIds),
    summary: { orderCount, netAmount: money(net, currency), lastOrderOn }, latestOrders: (orders as Cells[]).map(orderOf),
  }));
  return { customers: { nodes } };
}

async function record(pool: pg.Pool, names: Names, people: PersonKeys, wanted: string): Promise<unknown> {
  const { rows } = await pool.query<unknown[]>({ name: 'record', text: RECORD, values: [wanted], rowMode: 'array' });
  const [id, version, archiveNo, kind, name, nameLatin, companyName, gender, birthDate, occupation, country, region, city, stage,
    sourceId, ownerId, teamId, tagIds, orderCount, refundCount, net, currency, firstOrderOn, lastOrderOn, gapMedianDays, orders, wrapped, sealed] = rows[0] ?? [];
  const identities = opened(people, String(id), wrapped as Buffer | null, sealed as Cells[]);
  const primary = (of: string) => identities.find((one) => one.kind === of && one.primary)?.value ?? null;
  return {
    customer: {
      id, version, archiveNo, kind, name, nameLatin, companyName, gender, birthDate, occupation, country, region, city, stage,
      source: named(names, sourceId), owner: named(names, ownerId), team: named(names, teamId), tags: tagsOf(names, tagIds),
      phone: primary('PHONE'), email: primary('EMAIL'), identities,
      summary: { orderCount, refundCount, netAmount: money(net, currency), firstOrderOn, lastOrderOn, gapMedianDays },
      latestOrders: (orders as Cells[]).map((cells) => ({ ...orderOf(cells), lineCount: cells[5] })),
    },
  };
}

function opened(people: PersonKeys, personId: string, wrapped: Buffer | null, sealed: readonly Cells[]) {
  if (wrapped === null) return [];
  const key = people.open(personId, wrapped);
  return sealed.map(([id, kind, cipher, primary]) => {
    const place = { table: 'customer_identity', column: 'value_cipher', rowId: String(id) };
    const text = decryptField(key, Buffer.from(String(cipher), 'base64'), place);
    return { id: String(id), kind: String(kind), value: kind === 'PHONE' ? maskPhone(text) : maskEmail(text), primary: Boolean(primary) };
  });
}
