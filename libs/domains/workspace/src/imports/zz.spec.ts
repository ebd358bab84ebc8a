import { it } from '@jest/globals';
import pg from 'pg';
import { startApi } from '@dossier/kernel/testing';
const seen = new Map<string, { n: number; ms: number }>();
const original = pg.Client.prototype.query as unknown as (...args: unknown[]) => unknown;
(pg.Client.prototype as unknown as { query: unknown }).query = function (this: unknown, ...args: unknown[]) {
  const text = (typeof args[0] === 'string' ? args[0] : (args[0] as { text?: string })?.text ?? '?').replace(/\s+/g, ' ').slice(0, 110);
  const t = performance.now(); const done = () => { const s = seen.get(text) ?? { n: 0, ms: 0 }; s.n += 1; s.ms += performance.now() - t; seen.set(text, s); };
  const last = args.at(-1);
  if (typeof last === 'function') { args[args.length - 1] = (...a: unknown[]) => { done(); return (last as (...x: unknown[]) => unknown)(...a); }; return original.apply(this, args); }
  const r = original.apply(this, args) as Promise<unknown>;
  if (r && typeof r.then === 'function') return r.then((x) => { done(); return x; }, (e) => { done(); throw e; });
  return r;
};
const show = (label: string) => { console.log(label + '\n' + [...seen].sort((a, b) => b[1].ms - a[1].ms).slice(0, 14).map(([k, v]) => `${Math.round(v.ms)}ms x${v.n} ${k}`).join('\n')); seen.clear(); };
it('profile', async () => {
  const api = await startApi(); const admin = await api.as('ADMIN');
  const N = Number(process.env['N'] ?? 10000);
  const lines = ['客户编号,姓名,手机号码,电子邮箱,性别,所在省,城市'];
  for (let n = 0; n < N; n += 1) lines.push(`Z${n},王${n}芳,139${String(n).padStart(8, '0')},z${n}@example.com,女,浙江,杭州`);
  const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', 'a.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from(lines.join('\n')));
  const state = async () => (await admin.query('query($id: ID!){import(id:$id){state batchId insertedCount failedCount problems{code message}}}', { id: body.id })).import;
  const run = async (label: string, m: string, end: string, id = body.id) => { seen.clear(); const c = process.cpuUsage(); const t = Date.now(); await admin.mutate(`mutation($id: ID!){${m}(id:$id){id}}`, { id }); while ((await state()).state !== end) await new Promise((r) => setTimeout(r, 200)); show(`${label} ${N}: ${Date.now() - t} ms, cpu ${Math.round(process.cpuUsage(c).user / 1000)}`); };
  await run('check', 'checkImport', 'CHECKED'); await run('commit', 'commitImport', 'DONE'); console.log(await state());
  await run('revert', 'revertBatch', 'REVERTED', (await state()).batchId);
  await api.close();
}, 300000);
