import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outside, readAllowances } from '@dossier/kernel/net';
import { type Api, type Client, startApi } from '@dossier/kernel/testing';
import { InboxWatch } from './inbox.watch';
import { letter, letterWith, MailHouse } from './testing/mail-house';
import { selfSigned } from './testing/self-signed';

const FIELDS = 'id version name host port security username folder state checkedAt fault takenCount setAsideCount can owner { id } source { id }';
const CREATE = `mutation($input: MailInboxInput!) { createMailInbox(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation($id: ID!, $version: Int!, $input: MailInboxInput!) { updateMailInbox(id: $id, version: $version, input: $input) { ${FIELDS} } }`;
const CHECK = 'mutation($id: ID!) { checkMailInbox(id: $id) { isOk fault count } }';
const verb = (name: string): string => `mutation($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`;
const NOBODY = '0199dead-0000-7000-8000-000000000000';

describe('mailboxes', () => {
  let api: Api;
  let admin: Client;
  let house: MailHouse;
  let outside: Outside;
  let id = '';
  const input = (over: object = {}) => ({ name: '销售邮箱', host: '127.0.0.1', port: house.port, security: 'NONE', username: 'testuser', password: 'testpass', ...over });

  beforeAll(async () => {
    api = await startApi();
    admin = await api.as('ADMIN');
    house = await new MailHouse().open([letter({ from: 'Old <old@example.com>', id: 'old', subject: 'From before' })]);
    outside = api.app.get(Outside);
    outside.allowed = readAllowances(`127.0.0.1:${house.port}`);
  });
  afterAll(async () => {
    await api.close();
    await house.close();
  });

  const one = async () => (await admin.query(`query($id: ID!) { mailInbox(id: $id) { ${FIELDS} } }`, { id })).mailInbox;
  const leadsOf = async (subject: string) => (await api.db.query('select l.id, l.customer_id, l.origin, l.need, l.touches, c.name from lead l join customer c on c.id = l.customer_id where l.subject = $1 order by l.opened_at, l.id', [subject])).rows;
  const until = async <T>(find: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const found = await find();
      if (isThere(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('It does not come');
  };
  /** The mailbox is due, and visited by this process; a beat of its own may have come first. */
  const visit = async () => {
    const watch = api.app.get(InboxWatch, { strict: false });
    await until(async () => {
      await api.write('update mail_watch set due_at = now() where inbox_id = $1', [id]);
      return watch.visitAll();
    }, (visited) => visited > 0);
  };
  const items = async () => (await api.db.query('select state, reason, count(*)::int as n from mail_item where inbox_id = $1 group by 1, 2 order by 1, 2', [id])).rows;

  it('are added by whoever may, with a password that stands nowhere in clear', async () => {
    const made = (await admin.mutate(CREATE, { input: input() })).createMailInbox;
    id = made.id;
    expect(made).toMatchObject({ name: '销售邮箱', folder: 'INBOX', state: 'ACTIVE', fault: null, can: expect.arrayContaining(['CHECK', 'PAUSE', 'UPDATE', 'ARCHIVE']) });
    expect((await admin.mutate(CHECK, { id })).checkMailInbox).toEqual({ isOk: true, fault: null, count: 1 });
    const { rows } = await api.db.query(`select (select string_agg(t::text, '') from mail_inbox t) || coalesce((select string_agg(a::text, '') from audit_entry a), '') as text`);
    for (const secret of ['testpass', Buffer.from('testpass').toString('hex')]) expect(rows[0].text).not.toContain(secret);
  });

  it('are refused to others, out of reach, twice under one name, and without a password', async () => {
    const sales = await api.as('SALES');
    expect(await sales.refusal(CREATE, { input: input({ name: 'x' }) })).toBe('FORBIDDEN');
    expect(await sales.refusal(CHECK, { id })).toBe('FORBIDDEN');
    expect(await admin.refusal(CHECK, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { input: input({ name: 'y', ownerId: NOBODY }) })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { input: input({ name: 'y', sourceId: NOBODY }) })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { input: input() })).toBe('NAME_TAKEN');
    expect(await admin.refusal(CREATE, { input: input({ name: 'z', password: null }) })).toBe('INVALID_INPUT');
  });

  it('lie where this product may call: not inside a house unless the operator says so, nor on an unsafe line outside of it', async () => {
    for (const over of [{ host: '127.0.0.1', port: house.port + 1 }, { host: '10.0.0.5', port: 993, security: 'TLS' }, { host: 'localhost', port: 993, security: 'TLS' }, { host: '169.254.169.254', port: 993, security: 'TLS' }, { host: '[::1]', port: 993, security: 'TLS' }, { host: '93.184.216.34', port: 143, security: 'NONE' }, { host: '93.184.216.34', port: 25, security: 'TLS' }, { host: 'a@b/c', port: 993, security: 'TLS' }]) {
      expect([over, await admin.refusal(CREATE, { input: input({ name: 'w', ...over }) })]).toEqual([over, 'ADDRESS_REFUSED']);
    }
    outside.allowed = [];
    expect((await admin.mutate(CHECK, { id })).checkMailInbox).toEqual({ isOk: false, fault: 'ADDRESS', count: null });
    outside.allowed = readAllowances(`127.0.0.1:${house.port}`);
  });

  it('keep their password for the server and the user it was given for', async () => {
    const { version } = await one();
    outside.allowed = readAllowances(`127.0.0.1:${house.port}, 127.0.0.1:${house.port + 1}`);
    expect(await admin.refusal(UPDATE, { id, version, input: input({ password: null, port: house.port + 1 }) })).toBe('INVALID_INPUT');
    expect(await admin.refusal(UPDATE, { id, version, input: input({ password: null, username: 'other' }) })).toBe('INVALID_INPUT');
    for (const over of [{ ownerId: NOBODY }, { sourceId: NOBODY }]) expect(await admin.refusal(UPDATE, { id, version, input: input({ password: null, ...over }) })).toBe('NOT_FOUND');
    expect((await admin.mutate(UPDATE, { id, version, input: input({ password: null, name: '销售收件箱' }) })).updateMailInbox).toMatchObject({ name: '销售收件箱' });
    outside.allowed = readAllowances(`127.0.0.1:${house.port}`);
  });

  it('bring letters that come from now on, each once, to their record and a lead', async () => {
    await visit();
    expect(await items()).toEqual([]);
    house.receive(letter({ from: '周敏 <zhou@client.example.com>', id: 'first', subject: 'Quote for 200 units', text: 'We need 200 units by May. Call 13912345678.' }));
    house.receive(letter({ from: '周敏 <zhou@client.example.com>', id: 'first', subject: 'Quote for 200 units', text: 'We need 200 units by May. Call 13912345678.' }));
    await visit();
    const [lead] = await until(() => leadsOf('Quote for 200 units'), (rows) => rows.length > 0);
    expect(lead).toMatchObject({ origin: 'EMAIL', need: null, touches: 1, name: '周敏' });
    expect(await items()).toEqual([{ state: 'TAKEN', reason: null, n: 1 }]);
    await visit();
    expect(await items()).toEqual([{ state: 'TAKEN', reason: null, n: 1 }]);
    expect(await leadsOf('From before')).toEqual([]);
    expect(await one()).toMatchObject({ takenCount: 1, fault: null });
    house.receive(letter({ from: '周敏 <zhou@client.example.com>', id: 'second', subject: 'Once more', text: 'Any news?' }));
    await visit();
    await until(async () => (await leadsOf('Quote for 200 units'))[0], (row) => row.touches === 2);
    // Once somebody has verified the address, it alone says whose letter it is.
    await api.write('update customer_identity set verified_at = now() where customer_id = $1', [lead.customer_id]);
    house.receive(letter({ from: 'zhou@client.example.com', id: 'third', subject: 'A third time', text: 'Still there?' }));
    await visit();
    await until(async () => (await leadsOf('Quote for 200 units'))[0], (row) => row.touches === 3);
    expect([...(await leadsOf('Once more')), ...(await leadsOf('A third time'))]).toEqual([]);
  }, 300_000);

  it('leave no letter in clear', async () => {
    const { rows } = await api.db.query(`select coalesce((select string_agg(t::text, '') from mail_item t), '') || coalesce((select string_agg(t::text, '') from intake_submission t), '') || coalesce((select string_agg(t::text, '') from lead t), '') as text`);
    for (const secret of ['200 units by May', '13912345678', 'zhou@client']) expect(rows[0].text).not.toContain(secret);
  });

  it('lie on the record of their sender as letters, with the files that may be kept', async () => {
    const pdf = Buffer.from('%PDF-1.7\nspec');
    const files = [
      { name: '询价单.pdf', bytes: pdf }, { name: 'logo.png', bytes: Buffer.from('89504e470d0a1a0a', 'hex'), inline: true }, { name: 'run.exe', bytes: Buffer.from('4d5a90000300', 'hex') },
      { name: 'page.html', bytes: Buffer.from('<script>alert(1)</script>') }, { name: 'large.txt', bytes: Buffer.alloc(5 * 1024 * 1024 + 1, 'a') }, { name: '../../etc/notes.txt', bytes: Buffer.from('twelve lamps') },
    ];
    house.receive(letterWith(files, { from: 'Files <files@client.example.com>', id: 'files', subject: 'With a drawing', text: 'The drawing is attached. 麒麟' }));
    await visit();
    const [lead] = await until(() => leadsOf('With a drawing'), (rows) => rows.length > 0);
    const told = async () => (await admin.query(`query($id: ID!) { communications(filter: { customer: { in: [$id] } }) { nodes { id kind direction at summary hasNote author { id } files { name mediaType size url } } } timeline: customerTimeline(id: $id) { nodes { kind what text } } }`, { id: lead.customer_id }));
    await visit();
    const { communications, timeline } = await until(told, (found) => found.communications.nodes.length > 0);
    expect(communications.nodes).toEqual([expect.objectContaining({ kind: 'EMAIL', direction: 'INCOMING', summary: 'With a drawing', hasNote: true, author: null })]);
    const [{ id: letterId, files: kept }] = communications.nodes;
    expect(kept.map(({ name, mediaType }: { name: string; mediaType: string }) => [name, mediaType]).toSorted()).toEqual([['notes.txt', 'text/plain'], ['询价单.pdf', 'application/pdf']].toSorted());
    expect(timeline.nodes.filter(({ kind }: { kind: string }) => kind === 'COMMUNICATION' || kind === 'FORM')).toEqual([{ kind: 'COMMUNICATION', what: 'EMAIL', text: 'With a drawing' }]);
    const note = (await admin.mutate('mutation($id: ID!) { openNote(id: $id) }', { id: letterId })).openNote;
    expect(note).toContain('The drawing is attached. 麒麟');
    for (const left of ['run.exe: 类型不收', 'page.html: 类型不收', 'large.txt: 超过 5 MB']) expect(note).toContain(left);
    expect(note).not.toContain('logo.png');
    const file = await admin.get(kept.find(({ name }: { name: string }) => name === '询价单.pdf').url).buffer(true).parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done(null, Buffer.concat(parts)));
    });
    expect(Buffer.compare(file.body, pdf)).toBe(0);
    // It is no answer of ours, and nobody was spoken with: the lead waits as before.
    expect((await api.db.query('select stage, first_response_at, touches from lead where id = $1', [lead.id])).rows[0]).toEqual({ stage: 'NEW', first_response_at: null, touches: 1 });
    expect((await api.db.query(`select count(*)::int as n from mail_item where state = 'TAKEN' and raw is not null and inbox_id = $1`, [id])).rows[0].n).toBe(0);
    const { rows } = await api.db.query(`select coalesce((select string_agg(t::text, '') from communication t), '') || coalesce((select string_agg(t::text, '') from communication_file t), '') || coalesce((select string_agg(t::text, '') from audit_entry t), '') as text`);
    for (const secret of ['drawing is attached', '麒麟', 'twelve lamps', Buffer.from('twelve lamps').toString('hex')]) expect(rows[0].text).not.toContain(secret);
    await visit();
    expect((await told()).communications.nodes).toHaveLength(1);
  }, 300_000);

  it('are forgotten with their person, also before they lay on the record', async () => {
    house.receive(letterWith([{ name: 'x.txt', bytes: Buffer.from('forget me') }], { from: 'Gone <gone@client.example.com>', id: 'gone', subject: 'Somebody who goes' }));
    await visit();
    const [lead] = await until(() => leadsOf('Somebody who goes'), (rows) => rows.length > 0);
    await admin.mutate('mutation($id: ID!, $i: EraseInput!) { eraseCustomer(id: $id, input: $i) { id } }', { id: lead.customer_id, i: { reason: 'spec' } });
    await visit();
    expect((await api.db.query(`select (select count(*)::int from communication where customer_id = $1) as letters, (select count(*)::int from mail_item where state = 'TAKEN' and raw is not null) as raw`, [lead.customer_id])).rows[0]).toEqual({ letters: 0, raw: 0 });
  }, 300_000);

  it('set aside what nobody wrote, and what cannot be read, without stopping', async () => {
    const own = (await api.db.query(`select email from app_user where kind = 'PERSON' order by email limit 1`)).rows[0].email;
    house.receive(letter({ from: 'auto@x.example.com', id: 'a1', headers: ['Auto-Submitted: auto-replied'] }));
    house.receive(letter({ from: 'MAILER-DAEMON@x.example.com', id: 'a2' }));
    house.receive(letter({ from: 'news@x.example.com', id: 'a3', headers: ['List-Id: <news.x.example.com>'] }));
    house.receive(letter({ from: own, id: 'a4' }));
    house.receive(letter({ from: null, id: 'a5' }));
    house.receive('\u0000\u0001\u0002 not a letter at all');
    house.receive(letter({ from: 'Real <real@x.example.com>', id: 'a7', subject: 'After the broken ones' }));
    await visit();
    await until(() => leadsOf('After the broken ones'), (rows) => rows.length === 1);
    expect((await items()).filter(({ state }) => state === 'SET_ASIDE')).toEqual([
      { state: 'SET_ASIDE', reason: 'AUTOMATIC', n: 1 }, { state: 'SET_ASIDE', reason: 'BOUNCE', n: 1 }, { state: 'SET_ASIDE', reason: 'LIST', n: 1 }, { state: 'SET_ASIDE', reason: 'NO_SENDER', n: 2 }, { state: 'SET_ASIDE', reason: 'OWN', n: 1 },
    ]);
    expect(await one()).toMatchObject({ setAsideCount: 6 });
    expect(await leadsOf('Hello')).toEqual([]);
  }, 300_000);

  it('say why they cannot be read, and go on once they can: nothing lost, nothing twice', async () => {
    await house.close();
    await visit();
    expect(await one()).toMatchObject({ fault: 'UNREACHABLE' });
    const kept = [letter({ from: 'old@example.com', id: 'old', subject: 'From before' }), letter({ from: 'Zoe <zoe@x.example.com>', id: 'z1', subject: 'While you were away' })];
    await house.open(kept);
    await api.write('update mail_watch set last_uid = 1, uid_validity = $2 where inbox_id = $1', [id, '1']);
    await visit();
    await until(() => leadsOf('While you were away'), (rows) => rows.length === 1);
    expect(await one()).toMatchObject({ fault: null });
    const { version } = await one();
    await admin.mutate(UPDATE, { id, version, input: input({ name: '销售收件箱', folder: 'Nowhere' }) });
    await visit();
    expect(await one()).toMatchObject({ fault: 'FOLDER' });
    await admin.mutate(UPDATE, { id, version: version + 1, input: input({ name: '销售收件箱', password: 'wrong' }) });
    await visit();
    expect(await one()).toMatchObject({ fault: 'SIGN_IN' });
    await admin.mutate(UPDATE, { id, version: version + 2, input: input({ name: '销售收件箱' }) });
    await visit();
    expect(await one()).toMatchObject({ fault: null });
  }, 300_000);

  it('take no letter twice when the server numbers them anew, and miss none', async () => {
    await visit();
    const before = await items();
    house.renumber();
    house.receive(letter({ from: 'Neo <neo@x.example.com>', id: 'n1', subject: 'Under a new number' }));
    await visit();
    await until(() => leadsOf('Under a new number'), (rows) => rows.length === 1);
    const after = await items();
    const taken = (rows: { state: string; n: number }[]) => rows.filter(({ state }) => state === 'TAKEN').reduce((sum, { n }) => sum + n, 0);
    // The new one, and the one of the house that had never been looked at: what was taken before is known by its Message-ID.
    expect(taken(after) - taken(before)).toBe(2);
    expect(await leadsOf('While you were away')).toHaveLength(1);
  }, 300_000);

  it('are read by one process at a time', async () => {
    house.receive(letter({ from: 'Two <two@x.example.com>', id: 't1', subject: 'Two at once' }));
    const watch = api.app.get(InboxWatch, { strict: false });
    await api.write('update mail_watch set due_at = now() where inbox_id = $1', [id]);
    const visited = await Promise.all([watch.visitAll(), watch.visitAll()]);
    expect(visited.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(1);
    await visit();
    await until(() => leadsOf('Two at once'), (rows) => rows.length > 0);
    expect(await leadsOf('Two at once')).toHaveLength(1);
  }, 300_000);

  it('rest while they are paused, and end', async () => {
    expect((await admin.mutate(verb('pauseMailInbox'), { id })).pauseMailInbox).toMatchObject({ state: 'PAUSED' });
    expect(await admin.refusal(verb('pauseMailInbox'), { id })).toBe('FORBIDDEN');
    await api.write('update mail_watch set due_at = now() where inbox_id = $1', [id]);
    expect(await api.app.get(InboxWatch, { strict: false }).visitAll()).toBe(0);
    expect((await admin.mutate(verb('resumeMailInbox'), { id })).resumeMailInbox).toMatchObject({ state: 'ACTIVE' });
    expect((await admin.mutate(verb('archiveMailInbox'), { id })).archiveMailInbox.can).toEqual(['RESTORE']);
    expect(await api.app.get(InboxWatch, { strict: false }).visitAll()).toBe(0);
    expect(await (await api.as('SALES')).refusal(verb('archiveMailInbox'), { id })).toBe('FORBIDDEN');
    const other = (await admin.mutate(CREATE, { input: input({ name: '销售收件箱' }) })).createMailInbox;
    expect(await admin.refusal(verb('restoreMailInbox'), { id })).toBe('INVALID_INPUT');
    await admin.mutate(verb('archiveMailInbox'), { id: other.id });
    expect((await admin.mutate(verb('restoreMailInbox'), { id })).restoreMailInbox).toMatchObject({ state: 'ACTIVE' });
  });

  it('make their line safe by STARTTLS before the password goes over it, and not at all where that cannot be', async () => {
    const own = selfSigned();
    const trusted = getCACertificates('default');
    const safe = await new MailHouse(own).open([letter({ from: 'S <s@x.example.com>', id: 's1' })]);
    const bare = await new MailHouse().open();
    outside.allowed = readAllowances(`127.0.0.1:${safe.port}, 127.0.0.1:${bare.port}`);
    const checked = async (of: MailHouse, name: string) => {
      const made = (await admin.mutate(CREATE, { input: input({ name, port: of.port, security: 'STARTTLS' }) })).createMailInbox;
      await admin.mutate(verb('pauseMailInbox'), { id: made.id });
      of.heard.length = 0;
      return (await admin.mutate(CHECK, { id: made.id })).checkMailInbox;
    };
    try {
      expect(await checked(bare, 'bare')).toEqual({ isOk: false, fault: expect.any(String), count: null });
      // A certificate that nobody vouches for.
      expect(await checked(safe, 'unknown')).toEqual({ isOk: false, fault: 'UNREACHABLE', count: null });
      setDefaultCACertificates([...trusted, own.cert]);
      expect(await checked(safe, 'safe')).toEqual({ isOk: true, fault: null, count: 1 });
      expect(safe.heard.join('')).toMatch(/STARTTLS/);
      for (const { heard } of [safe, bare]) for (const secret of ['testpass', Buffer.from('\u0000testuser\u0000testpass').toString('base64')]) expect(heard.join('')).not.toContain(secret);
    } finally {
      setDefaultCACertificates(trusted);
      await safe.close();
      await bare.close();
    }
  }, 120_000);
});
