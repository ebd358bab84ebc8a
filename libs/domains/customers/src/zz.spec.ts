import { it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { startApi } from '@dossier/kernel/testing';
it('times', async () => {
  const orig = pg.Client.prototype.query as (...a: unknown[]) => unknown;
  const sums = new Map<string, { n: number; ms: number }>();
  (pg.Client.prototype as { query: unknown }).query = function (this: unknown, ...a: unknown[]) {
    const text = typeof a[0] === 'string' ? a[0] : (a[0] as { text?: string })?.text ?? '?';
    const t = Date.now();
    const r = orig.apply(this, a) as Promise<unknown>;
    const done = () => { const k = text.replace(/\s+/g, ' ').slice(0, 90); const s = sums.get(k) ?? { n: 0, ms: 0 }; s.n += 1; s.ms += Date.now() - t; sums.set(k, s); };
    if (r && typeof r.then === 'function') r.then(done, done);
    return r;
  };
  const api = await startApi();
  const admin = await api.as('ADMIN');
  const bring = async (kind: string, file: string) => {
    const { id } = (await admin.post(`/api/imports?kind=${kind}`).set('X-File-Name', file).set('Content-Type', 'application/octet-stream').send(readFileSync(file))).body;
    const get = async () => (await admin.query('query($id: ID!) { import(id: $id) { state rowCount newCount insertedCount updatedCount failedCount sameCount problems { code column count example } columns { name field } batchId } }', { id })).import;
    const until = async (...st: string[]) => { for (;;) { const f = await get(); if (st.includes(f.state)) return f; await new Promise((r) => setTimeout(r, 200)); } };
    let t = Date.now(); sums.clear();
    await admin.post(`/api/imports/${id}/check`); console.log(kind, 'check', JSON.stringify(await until('CHECKED')), Date.now() - t);
    console.log([...sums].sort((a, b) => b[1].ms - a[1].ms).slice(0, 8).map(([k, v]) => `${v.ms} ms ${v.n}x ${k}`).join('\n'));
    sums.clear(); t = Date.now();
    await admin.post(`/api/imports/${id}/commit`); const d = await until('DONE', 'FAILED'); console.log(kind, 'commit', JSON.stringify(d), Date.now() - t);
    console.log([...sums].sort((a, b) => b[1].ms - a[1].ms).slice(0, 12).map(([k, v]) => `${v.ms} ms ${v.n}x ${k}`).join('\n'));
    return d;
  };
  await bring('customers', '/tmp/cust/c.csv');
  await bring('products', '/tmp/cust/p.csv');
  await bring('orders', '/tmp/cust/o.csv');
  console.log(JSON.stringify(await admin.query('{ customers(sort: NET_AMOUNT, order: DESC, first: 2) { nodes { name externalKey summary { orderCount refundCount netAmount averageAmount gapMedianDays topCategories { name share amount } firstOrderOn } months { month amount orderCount } latestOrders { orderNo amount } } } orders(first: 1) { nodes { orderNo amount customer { name } lines { lineNo productName amount } } } search(text: "5363") { orders { title link } } products(first: 1, filter: {search: "lantern"}) { nodes { name unitPrice category { name } } } categories { name } }')));
  const d = await bring('orders', '/tmp/cust/o.csv');
  await api.close();
}, 600000);
