import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../time/clock';
import { jobViewer } from '../access/viewer';
import { Database } from '../data/database';
import { startApi, startMailbox, type Api, type Mailbox } from '../testing';
import { Mailer } from './mailer';
import { SendMail } from './mail.job';

let api: Api;
let box: Mailbox;
let clock: FixedClock;

beforeAll(async () => {
  box = await startMailbox();
  clock = new FixedClock(new Date());
  api = await startApi({ clock, publicUrl: 'https://dossier.example.com', mail: { url: box.url, from: 'Dossier <dossier@example.com>' } });
});
afterAll(async () => {
  await api?.close();
  await box?.close();
});
beforeEach(() => box.behave('TAKE'));

const actor = jobViewer('spec', ['job.mail'], 'spec');
const sent = (to: string, more: object = {}): Promise<string> =>
  api.app.get(Database).work(actor, 'spec', () => api.app.get(Mailer).send({ to, language: 'zh', subject: '一份通知', text: '内容：请查看 https://dossier.example.com/x#y', ...more }));
const rowOf = async (id: string) => (await api.db.query('select state, attempts, error, letter, message_id, sent_at from mail where id = $1', [id])).rows[0];
async function until(id: string, state: string): Promise<{ attempts: number; error: string | null; letter: Buffer | null; message_id: string }> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const row = await rowOf(id);
    if (row.state === state) return row;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`It never became ${state}: ${JSON.stringify(await rowOf(id))}`);
}
const again = (): Promise<void> => api.app.get(SendMail).tick();
const countFor = (to: string): number => box.mails.filter((mail) => mail.to.includes(to)).length;

describe('a mail', () => {
  it('leaves with the change, under a number of its own, and nothing of it stays', async () => {
    const id = await sent('a@example.com');
    const mail = await box.next('a@example.com');
    expect(mail).toMatchObject({ subject: '一份通知', text: '内容：请查看 https://dossier.example.com/x#y', messageId: `<${id}@dossier.example.com>` });
    expect(await until(id, 'SENT')).toMatchObject({ attempts: 1, letter: null, error: null });
  });

  it('never leaves when the change is taken back', async () => {
    await api.app.get(Database).work(actor, 'spec', async () => {
      await api.app.get(Mailer).send({ to: 'never@example.com', language: 'zh', subject: 'x', text: 'x' });
      throw new Error('taken back');
    }).catch(() => undefined);
    await new Promise((done) => setTimeout(done, 1_200));
    expect(countFor('never@example.com')).toBe(0);
  });

  it('waits sealed while the server puts it off, and goes once its pause is over', async () => {
    box.behave('LATER');
    const id = await sent('later@example.com');
    const deadline = Date.now() + 10_000;
    while ((await rowOf(id)).attempts < 1 || (await rowOf(id)).state !== 'QUEUED') {
      if (Date.now() > deadline) throw new Error('It was never tried');
      await new Promise((done) => setTimeout(done, 50));
    }
    const waiting = await rowOf(id);
    expect(waiting.error).toBe('EENVELOPE 451');
    for (const clear of ['later@example.com', 'dossier.example.com/x#y']) expect(waiting.letter.includes(Buffer.from(clear))).toBe(false);
    box.behave('TAKE');
    await again();
    await new Promise((done) => setTimeout(done, 800));
    expect((await rowOf(id)).attempts).toBe(1);
    clock.advance({ minutes: 2 });
    await again();
    expect(await until(id, 'SENT')).toMatchObject({ attempts: 2, letter: null });
    expect(countFor('later@example.com')).toBe(1);
  });

  it('is given up when the server refuses it for good', async () => {
    box.behave('REFUSE');
    expect(await until(await sent('nobody@example.com'), 'FAILED')).toMatchObject({ attempts: 1, error: 'EENVELOPE 550', letter: null });
  });

  it('is not sent again when the line broke after the server had it', async () => {
    box.behave('HANG_UP');
    const id = await sent('unsure@example.com');
    expect(await until(id, 'UNKNOWN')).toMatchObject({ attempts: 1, letter: null });
    box.behave('TAKE');
    clock.advance({ minutes: 30 });
    await again();
    await new Promise((done) => setTimeout(done, 800));
    expect(countFor('unsure@example.com')).toBe(1);
  });

  it('is not sent again when its sender died, and is sent once however many jobs ask for it', async () => {
    const id = await sent('once@example.com');
    await until(id, 'SENT');
    const handler = api.app.get(SendMail);
    const run = { id: 'x', data: { mailId: id }, viewer: async () => actor, work: (act: (viewer: typeof actor) => Promise<unknown>) => api.app.get(Database).work(actor, 'spec', () => act(actor)), progress: async () => undefined, cancelled: async () => false };
    await Promise.all([1, 2, 3].map(() => handler.run(run as never)));
    expect(countFor('once@example.com')).toBe(1);
    await api.db.query(`with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) update mail set state = 'SENDING', updated_at = now() - interval '10 minutes' from context where id = $1`, [id]);
    await again();
    expect(await until(id, 'UNKNOWN')).toMatchObject({ error: 'SENDER_LOST' });
    expect(countFor('once@example.com')).toBe(1);
  });
});

describe('an installation without a mail server', () => {
  it('says so on the row, keeps nothing of the content, and shows the link of an invitation once', async () => {
    const bare = await startApi();
    try {
      const id = await bare.app.get(Database).work(actor, 'spec', () => bare.app.get(Mailer).send({ to: 'x@example.com', language: 'en', subject: 's', text: 't' }));
      expect((await bare.db.query('select state, letter from mail where id = $1', [id])).rows[0]).toEqual({ state: 'NO_SERVER', letter: null });
      const admin = await bare.as('ADMINISTRATOR');
      const { inviteUser } = await admin.mutate('mutation { inviteUser(input: { name: "Nia", email: "nia@example.com" }) { link user { id } } }');
      expect(inviteUser.link).toMatch(/^http:\/\/localhost\/welcome#[\w-]{43}$/);
      expect((await bare.anonymous().query('query($t: String!) { accountLink(token: $t) { email } }', { t: inviteUser.link.split('#')[1] })).accountLink).toEqual({ email: 'nia@example.com' });
    } finally {
      await bare.close();
    }
  });
});
