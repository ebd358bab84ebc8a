import { Agent, request } from 'node:http';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figure, type Figures } from './figures';
import { Asker } from './load';
import { databaseAnswers, dataFolder, isAlive, onDatabase, postmasterOf, startProduct } from './process';
import { pause, until } from './waiting';

const CREATE = 'mutation($i: FormInput!) { createForm(kind: FORM, input: $i) { id path } }';
const PUBLISH = 'mutation($id: ID!) { publishForm(id: $id) { id } }';
const FORM = {
  name: '展会询价', title: { zh: '展会询价', en: 'Enquiry' }, makesLead: true,
  questions: [
    { kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Name' }, required: true }, { kind: 'FIELD', field: 'PHONE', label: { zh: '手机', en: 'Mobile' }, required: true }, { kind: 'FIELD', field: 'EMAIL', label: { zh: '邮箱', en: 'E-mail' } },
    { kind: 'CHOICE', label: { zh: '规模', en: 'Size' }, choices: [{ zh: '小', en: 'Small' }, { zh: '大', en: 'Large' }] }, { kind: 'TEXT', label: { zh: '需要什么', en: 'Need' }, isNeed: true },
  ],
};
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰'];
/** Nobody fills in a form faster; so a page is shown this long before it is sent. */
const FILLS_IN_MS = 2_200;
const PATIENCE_MS = 20_000;

interface Visitor {
  no: number;
  token: string;
  shownAt: number;
}

/** What the visitors have seen. */
interface Seen {
  thanked: Map<string, number>;
  repeats: number;
  broken: number;
  statuses: Map<number, number>;
  times: number[];
  kept: number;
}

/** Visitors who fill in one form at the same time; whoever is not thanked sends the same page again, as a person would. */
class Crowd {
  readonly seen: Seen = { thanked: new Map(), repeats: 0, broken: 0, statuses: new Map(), times: [], kept: 0 };
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private next = 0;

  constructor(
    private readonly base: string,
    private readonly path: string,
    private readonly count: number,
  ) {}

  async run(lanes: number): Promise<void> {
    await Promise.all(Array.from({ length: lanes }, () => this.lane()));
    this.agent.destroy();
  }

  /** Shows some pages, lets them be filled in, and sends them: so a lane need not wait for each one by itself. */
  private async lane(): Promise<void> {
    for (;;) {
      const group: Visitor[] = [];
      while (group.length < 20 && this.next < this.count) group.push(await this.shown(this.next++));
      if (group.length === 0) return;
      for (const visitor of group) {
        await pause(Math.max(0, visitor.shownAt + FILLS_IN_MS - performance.now()));
        await this.sent(visitor);
      }
    }
  }

  private async shown(no: number): Promise<Visitor> {
    for (;;) {
      const { text } = await this.ask('GET', no, null);
      const token = /name="t" value="([^"]+)"/.exec(text)?.[1];
      if (token) return { no, token, shownAt: performance.now() };
      await pause(500);
    }
  }

  private async sent({ no, token }: Visitor): Promise<void> {
    const fields = { t: token, q1: nameOf(no), q2: `139${String(10_000_000 + no)}`, q3: `visitor.${no}@capture.example`, q4: no % 2 === 0 ? 'c1' : 'c2', q5: `${(no % 9) + 1} 台` };
    const body = new URLSearchParams(fields).toString();
    for (let tries = 0; ; tries += 1) {
      const begun = performance.now();
      const { status } = await this.ask('POST', no, body);
      this.seen.statuses.set(status, (this.seen.statuses.get(status) ?? 0) + 1);
      if (status === 200) {
        this.seen.times.push(performance.now() - begun);
        this.seen.thanked.set(keyOf(token), no);
        return;
      }
      if (status === 0) this.seen.broken += 1;
      this.seen.repeats += 1;
      if (tries > 200) throw new Error(`Visitor ${no} was never thanked: ${status}`);
      await pause(400);
    }
  }

  private ask(method: string, no: number, body: string | null): Promise<{ status: number; text: string }> {
    return new Promise((resolve) => {
      const lost = (): void => resolve({ status: 0, text: '' });
      const headers = { 'x-forwarded-for': `10.${(no >> 14) & 255}.${(no >> 7) & 127}.${(no & 127) + 1}`, 'accept-language': 'zh', ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }) };
      const sent = request(new URL(this.path, this.base), { method, agent: this.agent, timeout: PATIENCE_MS, headers });
      sent.on('timeout', () => sent.destroy()).on('error', lost).on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('error', lost).on('end', () => resolve({ status: response.complete ? (response.statusCode ?? 0) : 0, text }));
      });
      sent.end(body ?? undefined);
    });
  }
}

const nameOf = (no: number): string => `${SURNAMES[no % SURNAMES.length]}${GIVEN[Math.floor(no / SURNAMES.length) % GIVEN.length]}${GIVEN[Math.floor(no / (SURNAMES.length * GIVEN.length)) % GIVEN.length]}`;
/** The key under which a page's submission is kept: it stands in the mark of the page. */
const keyOf = (token: string): string => Buffer.from(token, 'base64url').subarray(1, 17).toString('hex');
const spooled = (dataDir: string): number => (existsSync(join(dataDir, 'spool')) ? readdirSync(join(dataDir, 'spool')).filter((name) => name.endsWith('.spool')).length : 0);

/** Kills the database at so many thanked visitors, each time; gives how long it was away and how much was kept on the disk meanwhile. */
async function killsAt(dataDir: string, crowd: Crowd, marks: readonly number[]): Promise<{ away: number; kept: number }[]> {
  const kills: { away: number; kept: number }[] = [];
  for (const mark of marks) {
    await until(() => crowd.seen.thanked.size >= mark, 900_000, 20);
    const pid = postmasterOf(dataDir);
    if (pid === null) throw new Error('There is no database to kill');
    const begun = performance.now();
    process.kill(pid, 'SIGKILL');
    let kept = 0;
    await until(async () => {
      kept = Math.max(kept, spooled(dataDir));
      return postmasterOf(dataDir) !== pid && (await databaseAnswers(dataDir));
    }, 120_000, 20);
    kills.push({ away: performance.now() - begun, kept });
  }
  return kills;
}

interface Counted {
  keys: string[];
  leads: number;
  touches: number;
  customers: number;
  open: number;
  seconds: number;
}

const counted = (dataDir: string, formId: string): Promise<Counted> => onDatabase(dataDir, async (client) => {
  const { rows: keys } = await client.query<{ key: string }>('select key from intake_submission where form_id = $1', [formId]);
  const { rows: [sums] } = await client.query<Omit<Counted, 'keys'>>(`select (select count(*)::int from lead l join intake_submission s on s.id = l.submission_id where s.form_id = $1) as leads,
    (select count(*)::int from lead_touch t join intake_submission s on s.id = t.submission_id where s.form_id = $1) as touches, count(distinct customer_id)::int as customers,
    count(*) filter (where state not in ('CREATED', 'MATCHED', 'SUGGESTED'))::int as open, extract(epoch from max(settled_at) - min(settled_at))::float8 as seconds from intake_submission where form_id = $1`, [formId]);
  return { ...sums!, keys: keys.map(({ key }) => key) };
});

/** Strangers fill in a form while the database is killed again and again; nobody is sent away, and afterwards everything is there once. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const count = small ? 300 : 10_000;
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir, { TRUST_PROXY: '1' });
  try {
    const asker = await new Asker(product.url).signIn();
    const { data } = await asker.ask(CREATE, { i: FORM });
    const form = data!['createForm'] as { id: string; path: string };
    await asker.ask(PUBLISH, { id: form.id });
    const crowd = new Crowd(product.url, form.path, count);
    const begun = performance.now();
    const [kills] = await Promise.all([killsAt(dataDir, crowd, small ? [count / 3] : [count / 4, count / 2, (count * 3) / 4]), crowd.run(small ? 8 : 24)]);
    const sending = (performance.now() - begun) / 1_000;
    await until(async () => spooled(dataDir) === 0 && (await counted(dataDir, form.id)).open === 0, 1_800_000, 1_000);
    const whole = (performance.now() - begun) / 1_000;
    asker.end();
    return verdict(crowd.seen, { small, kills, count, sending, whole, after: await counted(dataDir, form.id), isUp: isAlive(product.pid) });
  } finally {
    await product.stop();
    remove();
  }
}

interface Outcome {
  small: boolean;
  kills: readonly { away: number; kept: number }[];
  count: number;
  sending: number;
  whole: number;
  after: Counted;
  isUp: boolean;
}

function verdict(seen: Seen, { small, kills, count, sending, whole, after, isUp }: Outcome): Figures {
  // So few may all be filling in their pages in the moment that the database is away.
  const kept = (name: string, value: number): Figure => (small ? told(name, value) : atLeast(name, value, 1));
  const there = new Set(after.keys);
  const sorted = [...seen.times].sort((one, other) => one - other);
  const share = (part: number): number => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) / 1_000;
  return [
    told('kills of PostgreSQL', kills.length), told('longest time the database was away', Math.max(...kills.map(({ away }) => away)) / 1_000, 's'), kept('most submissions kept on the disk at once', Math.max(...kills.map((kill) => kill.kept))),
    exactly('visitors thanked', seen.thanked.size, count),
    exactly('submissions in the database', after.keys.length, count),
    exactly('thanked and not there', [...seen.thanked.keys()].filter((key) => !there.has(key)).length, 0),
    exactly('there and never thanked', [...there].filter((key) => !seen.thanked.has(key)).length, 0),
    exactly('there twice', after.keys.length - there.size, 0),
    exactly('leads', after.leads, count), exactly('touches', after.touches, count), exactly('customers', after.customers, count), exactly('not settled', after.open, 0),
    told('sent again because there was no thanks', seen.repeats), told('connections that broke', seen.broken), told('answers by status', [...seen.statuses].map(([status, times]) => `${status} ${times}`).join(', ')),
    told('time until thanked, half of them', share(0.5), 's'), told('99 of 100', share(0.99), 's'), told('slowest', share(1), 's'),
    told('sending took', sending, 's'), told('all taken in after', whole, 's'), small ? told('brought to records a second', after.keys.length / Math.max(1, after.seconds)) : atLeast('brought to records a second', after.keys.length / Math.max(1, after.seconds), 5), atMost('all of it', whole / 60, 30, 'min'),
    exactly('product restarted', isUp ? 'no' : 'yes', 'no'),
  ];
}

export const capture: Fault = { name: 'capture', title: 'Forms filled in while PostgreSQL is killed', run };
