import type { World } from './world';

type Rows = readonly object[];
type Run = (text: string, values?: unknown[]) => Promise<unknown>;

async function put(run: Run, table: string, rows: Rows): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await run(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
}

const nothing = '\\x00';

/** Puts a world into the database as its tables hold it, past every trigger: nothing of the product's own work moves a row meanwhile. Sums are counted by its own function. */
export async function settle(run: Run, world: World, ownerId: string): Promise<void> {
  await put(run, 'tag', world.tags.map((id) => ({ id, name: id })));
  await put(run, 'product_category', world.categories.map((id) => ({ id, name: id })));
  await put(run, 'product', world.products.map((product) => ({ ...product, name: product.code })));
  await put(run, 'topic', world.topics.map(({ id, path }) => ({ id, code: id, name: id, path, parent_id: path.length > 1 ? path[0] : null })));
  await put(run, 'purpose', [{ ...world.purpose, name: 'x', name_en: 'x', legal_basis: 'CONSENT', channels: ['EMAIL'], marketing: true }]);
  await put(run, 'segment', world.segments.map((id) => ({ id, name: id, kind: 'STATIC', visibility: 'EVERYONE', owner_id: ownerId, refers: [] })));
  await put(run, 'customer', world.people.map((person) => ({ ...person, merged_into_id: null })));
  await run('insert into customer_summary (customer_id) select unnest($1::uuid[])', [world.people.map(({ id }) => id)]);
  await run('update customer c set merged_into_id = (x.v->>\'into\')::uuid from jsonb_array_elements($1::jsonb) x(v) where c.id = (x.v->>\'id\')::uuid', [JSON.stringify(world.people.flatMap(({ id, merged_into_id: into }) => (into ? [{ id, into }] : [])))]);
  await put(run, 'sales_order', world.orders.map((order) => ({ ...order, order_no: order.id, external_source: 'spec', external_key: order.id, line_count: 1 })));
  await put(run, 'order_line', world.lines.map((line) => ({ ...line, quantity: 1, unit_price_minor: line.amount_minor, currency: 'CNY' })));
  await put(run, 'behaviour_event', world.events);
  await put(run, 'customer_identity', world.identities.map((one, at) => ({ ...one, id: one.customer_id.replace(/^.{8}/, String(at).padStart(8, '0')), value_cipher: nothing, blind_index: nothing })));
  await put(run, 'customer_interest', world.interests.map((one) => ({ ...one, events: 0, score: 0 })));
  await put(run, 'consent_state', world.consents.map((one) => ({ ...one, purpose_id: world.purpose.id, channel: 'ANY', at: world.now, entry_id: world.purpose.id })));
  await put(run, 'processing_limit', world.limits.map((one) => ({ id: one.customer_id, ...one, since: world.now })));
  await put(run, 'segment_member', world.stays.filter(({ left_at: left }) => left === null).map(({ segment_id, customer_id, entered_at }) => ({ segment_id, customer_id, entered_at })));
  await put(run, 'segment_stay', world.stays.filter(({ left_at: left }) => left !== null));
  await put(run, 'bait', world.baits.map((id) => ({ id, customer_id: id })));
  await run('select refresh_customer_summary($1::uuid[])', [world.people.map(({ id }) => id)]);
}

/** Takes a world out again. */
export async function clear(run: Run): Promise<void> {
  for (const table of ['rollup_due', 'interest_due', 'customer_trait', 'order_days', 'category_sum', 'event_times', 'segment_member', 'segment_stay', 'order_line', 'sales_order', 'behaviour_event', 'customer_identity', 'customer_interest', 'consent_state', 'processing_limit', 'bait', 'customer_summary', 'customer', 'segment', 'product']) await run(`delete from ${table}`);
}
