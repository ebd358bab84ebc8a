import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Line, startMailbox, type Mailbox } from '@dossier/kernel/testing';
import { Replay, spoolState } from '@dossier/kernel/spool';
import { IntakeUpkeep } from './intake-upkeep.job';
import { CREATE, INBOX, input, Stage, verb } from './testing/stage';

const line = new Line();
const stage = new Stage();
let box: Mailbox;
beforeAll(async () => {
  box = await startMailbox();
  await stage.start({ line, publicUrl: 'https://dossier.example.com', mail: { url: box.url, from: 'Dossier <dossier@example.com>' } });
}, 120_000);
afterAll(async () => {
  await line.mend().catch(() => undefined);
  await stage.api?.close();
  await box?.close();
  await line.end();
});

const withEmail = { doubleOptIn: true, questions: input.questions.map((one) => ('field' in one && one.field === 'EMAIL' ? { ...one, required: true } : one)) };
const fields = (q3: string) => ({ q1: '鲁智深', q2: '13800138301', q3 });
const linkOf = (text: string): string => {
  const { pathname, search } = new URL(/https:\/\/\S+/.exec(text)![0]);
  return `${pathname}${search}`;
};
const states = async (id: string): Promise<string[]> => (await stage.admin.query(INBOX, { f: { form: { in: [id] } } })).submissions.nodes.map(({ state }: { state: string }) => state);
const confirm = (path: string) => stage.api.anonymous().post(path).unset('X-Requested-With').unset('Sec-Fetch-Site').set('Content-Type', 'application/x-www-form-urlencoded').send('');

describe('a form whose visitors confirm their address', () => {
  it('is taken in when the button behind the link is pressed, once; opening the link does nothing', async () => {
    const { id, path } = await stage.published(withEmail);
    const thanks = await stage.send(path, fields('lu@example.com'));
    expect([thanks.status, thanks.text]).toEqual([200, expect.stringContaining('Please look into your mailbox')]);
    const mail = await box.next('lu@example.com');
    expect(mail.subject).toContain('Fair');
    expect(await states(id)).toEqual(['WAITING']);
    const link = linkOf(mail.text);
    for (let times = 0; times < 2; times += 1) expect([(await stage.visit(link)).status, await states(id)]).toEqual([200, ['WAITING']]);
    expect((await confirm(link)).text).toContain('Confirmed');
    const [taken] = await stage.settled(id);
    expect(taken!.state).toBe('CREATED');
    expect((await confirm(link)).text).toContain('This link was used before');
    expect(await states(id)).toEqual(['CREATED']);
  });

  it('is let in by no other link: not a changed one, not of another form', async () => {
    const { id, path } = await stage.published(withEmail);
    await stage.send(path, fields('forged@example.com'));
    const link = linkOf((await box.next('forged@example.com')).text);
    const token = new URL(link, 'https://x').searchParams.get('k')!;
    for (let at = 0; at < token.length; at += 5) {
      const forged = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect([at, (await confirm(`${path}/confirm?k=${forged}`)).status]).toEqual([at, 404]);
    }
    const other = await stage.published(withEmail);
    expect((await confirm(`${other.path}/confirm?k=${token}`)).status).toBe(404);
    expect((await confirm(`${path}/confirm`)).status).toBe(404);
    expect(await states(id)).toEqual(['WAITING']);
  });

  it('writes to one address so often a day, and no more', async () => {
    const { path } = await stage.published(withEmail);
    for (let times = 0; times < 5; times += 1) expect((await stage.send(path, fields('flood@example.com'))).status).toBe(200);
    expect((await stage.send(path, fields('Flood@example.com '))).status).toBe(429);
  });

  it('is confirmed while the database is away too: the word counts as of then, and once', async () => {
    const { id, path } = await stage.published(withEmail);
    await stage.send(path, { ...fields('away@example.com'), q2: '13800138302' });
    const link = linkOf((await box.next('away@example.com')).text);
    await line.cut();
    const page = await stage.visit(link);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Press “Confirm”')]);
    for (let times = 0; times < 2; times += 1) {
      const kept = await confirm(link);
      expect([kept.status, kept.text]).toEqual([200, expect.stringContaining('what you sent is taken in within minutes')]);
    }
    expect((await confirm(link.replace('lang=en', 'lang=zh'))).text).toContain('几分钟内就会处理您的提交');
    expect((await confirm(`${path}/confirm?k=AAAA`)).status).toBe(404);
    expect(await spoolState(stage.api.dataDir)).toMatchObject({ waiting: 1, aside: 0 });
    await line.mend();
    for (const end = Date.now() + 90_000; Date.now() < end && (await spoolState(stage.api.dataDir)).waiting > 0; ) await new Promise((next) => setTimeout(next, 100));
    expect((await stage.settled(id)).map(({ state }) => state)).toEqual(['CREATED']);
    const { rows } = await stage.api.db.query(`select actor_kind, actor_name, outcome, facts->>'confirmed' as confirmed from audit_entry where action = 'confirmSubmission' and facts is not null`);
    expect(rows).toEqual([{ actor_kind: 'JOB', actor_name: 'customers.form-replay', outcome: 'DONE', confirmed: 'DONE' }]);
  });

  it('is published only where it asks for the address, and a mail can leave', async () => {
    const { createForm } = await stage.admin.mutate(CREATE, { kind: 'FORM', input: { ...input, doubleOptIn: true } });
    expect(await stage.admin.refusal(verb('publishForm'), { id: createForm.id })).toBe('FORM_WITHOUT_EMAIL');
  });

  // The last one: sessions end with the days that go by.
  it('keeps what was said sealed until then, and erases it when the time is over', async () => {
    const { id, path } = await stage.published(withEmail);
    await stage.send(path, fields('late@example.com'));
    const link = linkOf((await box.next('late@example.com')).text);
    const [kept] = (await stage.api.db.query('select raw, customer_id from intake_submission where form_id = $1', [id])).rows;
    expect([Buffer.isBuffer(kept.raw), kept.raw.includes(Buffer.from('late@example.com')), kept.customer_id]).toEqual([true, false, null]);
    const other = await stage.published(withEmail);
    await stage.send(other.path, { ...fields('intime@example.com'), q2: '13800138303' });
    const inTime = linkOf((await box.next('intime@example.com')).text);
    stage.clock.advance({ days: 6, hours: 23 });
    // Somebody confirms in time while the database is away; when it is back, their time is over.
    const waiting = jest.spyOn(stage.api.app.get(Replay), 'drain').mockResolvedValue(0);
    await line.cut();
    expect((await confirm(inTime)).status).toBe(200);
    await line.mend();
    stage.clock.advance({ hours: 2 });
    for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) if (await stage.api.app.get(IntakeUpkeep).expire().then(() => true, () => false)) break;
    waiting.mockRestore();
    const stateOf = async (): Promise<string> => (await stage.api.db.query('select state from intake_submission where form_id = $1', [other.id])).rows[0].state;
    for (const end = Date.now() + 90_000; Date.now() < end && ['WAITING', 'RECEIVED'].includes(await stateOf()); ) await new Promise((next) => setTimeout(next, 100));
    expect(await stateOf()).toBe('CREATED');
    const over = await stage.visit(link);
    expect([over.status, over.text]).toEqual([410, expect.stringContaining('no longer good')]);
    expect((await confirm(link)).status).toBe(410);
    await stage.api.app.get(IntakeUpkeep).expire();
    expect((await stage.api.db.query('select state, raw, payload from intake_submission where form_id = $1', [id])).rows).toEqual([{ state: 'EXPIRED', raw: null, payload: null }]);
    expect((await confirm(link)).status).toBe(410);
  });
});

describe('without a mail server', () => {
  const bare = new Stage();
  beforeAll(() => bare.start(), 120_000);
  afterAll(() => bare.api?.close());
  it('such a form is not published', async () => {
    const { id } = await bare.form(withEmail);
    expect(await bare.admin.refusal(verb('publishForm'), { id })).toBe('FORM_WITHOUT_MAIL');
  });
});
