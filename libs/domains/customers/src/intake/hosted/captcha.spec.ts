import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../testing/stage';
import { captchaScript } from './captcha.script';

const stage = new Stage();
beforeAll(() => stage.start(), 120_000);
afterAll(() => stage.api?.close());

interface Task {
  task: string;
  token: string;
}

const shown = async (path: string): Promise<Task> => taskOf((await stage.visit(path)).text);
const taskOf = (html: string): Task => ({ task: /id="pow-task" value="([^"]+)"/.exec(html)![1]!, token: /name="t" value="([^"]+)"/.exec(html)![1]! });

/** Runs the page's own script upon a task, as a browser would, without any cryptography of the browser's. */
function solved(task: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const attributes: Readonly<Record<string, string>> = { 'data-most': '600000', 'data-working': '{percent}', 'data-done': 'done' };
    const form = { addEventListener: () => undefined, querySelector: () => null, submit: () => undefined };
    const out = { form, set value(text: string) { if (text !== '') resolve(text); }, get value() { return ''; } };
    const say = { textContent: '', getAttribute: (name: string) => attributes[name] };
    const parts: Readonly<Record<string, object>> = { pow: out, 'pow-task': { value: task }, 'pow-say': say };
    try {
      new Function('document', 'setTimeout', 'crypto', captchaScript)({ getElementById: (id: string) => parts[id] }, (run: () => void) => setImmediate(run), undefined);
    } catch (fault) {
      reject(fault as Error);
    }
  });
}

const fields = { q1: '林冲', q2: '13800138201', a1: 'yes' };
const later = (): void => stage.clock.set(new Date(stage.clock.now().getTime() + 10_000));

/** How many rows stand in every table. What only counts the knocking of a network is there before anybody knocks. */
async function rows(): Promise<Record<string, number>> {
  const { rows: tables } = await stage.api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('running_process', 'audit_seal', 'audit_check') and c.relname !~ '^audit_seal' order by 1`);
  const text = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from "${name}"`).join(' union all ');
  return Object.fromEntries((await stage.api.db.query<{ name: string; rows: number }>(text)).rows.map(({ name, rows: count }) => [name, count]));
}

describe('a form that asks a browser to work', () => {
  it('runs its own script and nothing else, says how far it is, and tells who has none', async () => {
    const { path } = await stage.published({ captcha: true });
    const page = await stage.visit(path);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'sha256-[\w+/=]+';/);
    expect(page.text.match(/<script>([\s\S]*?)<\/script>/)![1]).toBe(captchaScript);
    expect(page.text).toContain('<noscript>');
    expect(page.text).toContain('role="status"');
    expect((await stage.visit((await stage.published()).path)).text).not.toContain('<script');
  });

  it('takes in what comes with the solution, once, also from another process and with other words', async () => {
    const { id, path } = await stage.published({ captcha: true });
    const { task, token } = await shown(path);
    const s = await solved(task);
    later();
    const sent = { ...fields, t: token, w: task, s };
    expect((await stage.post(path, sent)).status).toBe(200);
    expect((await stage.post(path, { ...sent, q1: '另一个人', q2: '13800138202' })).status).toBe(200);
    expect(await stage.settled(id)).toHaveLength(1);
  });

  it('refuses the solution of another page, another form, another task, and a changed one', async () => {
    const { id, path } = await stage.published({ captcha: true });
    const [first, second] = [await shown(path), await shown(path)];
    const other = await shown((await stage.published({ captcha: true })).path);
    const s = await solved(first.task);
    const foreign = await solved(other.task);
    later();
    const [count, key] = s.split(':') as [string, string];
    const edited = (change: (parameters: Record<string, unknown>) => void): string => {
      const challenge = JSON.parse(Buffer.from(first.task, 'base64url').toString()) as { parameters: Record<string, unknown> };
      change(challenge.parameters);
      return Buffer.from(JSON.stringify(challenge)).toString('base64url');
    };
    for (const [w, solution, t] of [
      [first.task, s, second.token], [other.task, foreign, first.token], [second.task, s, second.token],
      [first.task, `${count}:${key.replace(/^./, (sign) => (sign === '0' ? '1' : '0'))}`, first.token], [first.task, '', first.token], ['', s, first.token], ['e30', s, first.token],
      [edited((parameters) => (parameters['keyPrefix'] = '00')), s, first.token], [edited((parameters) => (parameters['expiresAt'] = 9_999_999_999)), s, first.token],
    ] as const) expect([w.slice(-20), solution.slice(0, 20), (await stage.post(path, { ...fields, t, w, s: solution })).status]).toEqual([w.slice(-20), solution.slice(0, 20), 422]);
    const { submissions } = await stage.admin.query('query($f: SubmissionFilter) { submissions(filter: $f) { nodes { id } } }', { f: { form: { in: [id] } } });
    expect(submissions.nodes).toEqual([]);
  });

  it('keeps the work where only an answer is wrong, and asks again where it is missing, with all that was filled in', async () => {
    const { path } = await stage.published({ captcha: true });
    const { task, token } = await shown(path);
    const s = await solved(task);
    later();
    const wrong = await stage.post(path, { ...fields, q2: '138', t: token, w: task, s });
    expect([wrong.status, wrong.text.includes(`value="${s}"`), taskOf(wrong.text).task]).toEqual([422, true, task]);
    const missing = await stage.post(path, { ...fields, t: token });
    expect([missing.status, missing.text]).toEqual([422, expect.stringContaining('value="13800138201"')]);
    expect(missing.text).toContain('Your browser has not finished its check');
  });

  it('leaves no row in any table where the work, the trap, the time or the bound of a network speaks against it', async () => {
    const { id, path } = await stage.published({ captcha: true });
    const { task, token } = await shown(path);
    later();
    // One that is taken in: the tables that count requests have their rows now.
    await stage.post(path, { ...fields, t: token, w: task, s: await solved(task) });
    await stage.settled(id);
    const next = await shown(path);
    const quick = await shown(path);
    const s = await solved(quick.task);
    await new Promise((done) => setTimeout(done, 0));
    const before = await quiet();
    expect((await stage.post(path, { ...fields, t: quick.token, w: quick.task, s })).status).toBe(422);
    later();
    expect((await stage.post(path, { ...fields, t: next.token, w: next.task, s: `1:${'0'.repeat(64)}` })).status).toBe(422);
    expect((await stage.post(path, { ...fields, t: next.token })).status).toBe(422);
    expect((await stage.post(path, { ...fields, t: quick.token, w: quick.task, s, website: 'x' })).status).toBe(200);
    await stage.api.db.query(`update webhook_throttle set points = 1000, expire = (extract(epoch from now()) * 1000)::bigint + 60000 where key like 'form-sent%'`);
    expect((await stage.post(path, { ...fields, t: quick.token, w: quick.task, s })).status).toBe(429);
    expect(await rows()).toEqual(before);
  });
});

/** The rows once nothing moves any more by itself: two looks at the same. */
async function quiet(): Promise<Record<string, number>> {
  let last = await rows();
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    await new Promise((next) => setTimeout(next, 700));
    const now = await rows();
    if (JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
  throw new Error('The tables never came to rest');
}
