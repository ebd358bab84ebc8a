import { mailOf } from '../seed/demo.company';
import { atLeast, exactly, told, type Fault, type FaultOptions, type Figure, type Figures } from './figures';
import { Asker, type Answer } from './load';
import { dataFolder, onDatabase, startProduct } from './process';

const CREATE = 'mutation($n: String!) { createCustomer(input: { name: $n, city: "before" }) { id version } }';
const SAVE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id version city } }';
const READ = 'query($id: ID!) { customer(id: $id) { version city } }';

interface Clash {
  errors?: { extensions: { code: string; facts: { version?: number; fields?: Record<string, { mine: unknown; theirs: unknown }> } } }[];
}

/** What became of one customer that two people saved in the same moment. */
interface Round {
  winners: number;
  refused: number;
  other: string[];
  /** The loser was shown its own value and the winner's, under the version that it may save upon. */
  sawBoth: boolean;
  /** What stands is what the winner wrote, once. */
  stands: boolean;
  /** Saving again upon what was shown succeeds. */
  resolved: boolean;
}

const cityOf = (answer: Answer): string | null => (answer.data?.['updateCustomer'] as { city?: string } | null)?.city ?? null;

function clashOf({ text }: Answer): { version: number; mine: unknown; theirs: unknown } | null {
  const { version, fields } = (JSON.parse(text) as Clash).errors?.[0]?.extensions.facts ?? {};
  return version !== undefined && fields?.['city'] ? { version, ...fields['city'] } : null;
}

/** Two people with the same page open press save at once, each with another city. The first reaches all, the second what it made. */
async function round(people: readonly [Asker, Asker], at: number): Promise<Round> {
  const made = (await people[1].ask(CREATE, { n: `together ${at}` })).data?.['createCustomer'] as { id: string; version: number };
  const cities = [`left ${at}`, `right ${at}`];
  const save = (who: number, version: number): Promise<Answer> => people[who]!.ask(SAVE, { id: made.id, v: version, i: { city: cities[who] } });
  const answers = await Promise.all([save(0, made.version), save(1, made.version)]);
  const won = answers.findIndex((answer) => answer.code === null);
  const lost = 1 - won;
  const clash = won < 0 || answers[lost]!.code !== 'CONFLICT' ? null : clashOf(answers[lost]!);
  const stands = (await people[0].ask(READ, { id: made.id })).data?.['customer'] as { version: number; city: string };
  const again = clash ? await save(lost, clash.version) : null;
  return {
    winners: answers.filter(({ code }) => code === null).length,
    refused: answers.filter(({ code }) => code === 'CONFLICT').length,
    other: answers.flatMap(({ code, status }) => (code === null || code === 'CONFLICT' ? [] : [`${status} ${code}`])),
    sawBoth: clash !== null && clash.mine === cities[lost] && clash.theirs === cities[won] && clash.version === made.version + 1,
    stands: won >= 0 && cityOf(answers[won]!) === cities[won] && stands.city === cities[won] && stands.version === made.version + 1,
    resolved: again !== null && cityOf(again) === cities[lost],
  };
}

/** Two who change different fields of one record do not stand in each other's way. */
async function apart(people: readonly [Asker, Asker], at: number): Promise<boolean> {
  const made = (await people[1].ask(CREATE, { n: `apart ${at}` })).data?.['createCustomer'] as { id: string; version: number };
  const answers = await Promise.all([people[0].ask(SAVE, { id: made.id, v: made.version, i: { city: 'both' } }), people[1].ask(SAVE, { id: made.id, v: made.version, i: { region: 'both' } })]);
  const both = (await people[0].ask('query($id: ID!) { customer(id: $id) { city region version } }', { id: made.id })).data?.['customer'] as { city: string; region: string; version: number };
  return answers.every(({ code }) => code === null) && both.city === 'both' && both.region === 'both' && both.version === made.version + 2;
}

/** Runs rounds, so many at once, and gives what each came to. */
async function many<R>(count: number, atOnce: number, one: (at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) results.push(await one((next += 1)));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

function figuresOf(rounds: readonly Round[], wanted: number): Figure[] {
  const other = [...new Set(rounds.flatMap((one) => one.other))].join(', ');
  return [
    exactly('records that two people saved in the same moment', rounds.length, wanted),
    exactly('with exactly one winner', rounds.filter(({ winners }) => winners === 1).length, wanted),
    exactly('where the other was refused for the clash', rounds.filter(({ refused }) => refused === 1).length, wanted),
    exactly('where the other saw both values', rounds.filter(({ sawBoth }) => sawBoth).length, wanted),
    exactly('where the winner\'s value stands, written once', rounds.filter(({ stands }) => stands).length, wanted),
    exactly('where saving upon what was shown succeeded', rounds.filter(({ resolved }) => resolved).length, wanted),
    exactly('other answers', other || 'none', 'none'),
  ];
}

async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const people = await Promise.all([new Asker(product.url).signIn(), new Asker(product.url).signIn(mailOf('manager'))]) as [Asker, Asker];
    const count = small ? 20 : 1_000;
    const begun = performance.now();
    const rounds = await many(count, small ? 4 : 16, (at) => round(people, at));
    const beside = await many(count / 5, small ? 4 : 16, (at) => apart(people, at));
    const ms = performance.now() - begun;
    for (const one of people) one.end();
    const revisions = await onDatabase(dataDir, async (client) => Number((await client.query(`select count(*)::int as count from customer where name like 'together %' and version <> 3`)).rows[0].count));
    return [
      ...figuresOf(rounds, count),
      exactly('records with more or fewer than their two saves', revisions, 0),
      atLeast('records where two changed different fields, and both stand', beside.filter(Boolean).length, count / 5),
      told('all of it within', ms / 1_000, 's'),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

export const oneRecord: Fault = { name: 'one-record', title: 'Two people save one record', run };
