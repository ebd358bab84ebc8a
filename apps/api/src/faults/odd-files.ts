import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figure, type Figures } from './figures';
import { Asker } from './load';
import { ENDLESS, oddFiles, type OddFile } from './odd-bytes';
import { dataFolder, memoryOf, onDatabase, startProduct } from './process';
import { pause, until } from './waiting';

const CHECK = 'mutation($id: ID!) { checkImport(id: $id) { id } }';
const COMMIT = 'mutation($id: ID!) { commitImport(id: $id) { id } }';
const LOOK = 'query($id: ID!) { import(id: $id) { encoding headerRow preview rowCount } }';
const MOST_SECONDS = 5;
const PATIENCE = 60_000;

/** What became of one file. */
interface Outcome {
  name: string;
  seconds: number;
  /** What was not as it must be; empty where all was. */
  faults: string[];
}

interface Site {
  dataDir: string;
  asker: Asker;
}

const rowsOf = <R extends object>({ dataDir }: Site, text: string, id: string): Promise<R[]> => onDatabase(dataDir, async (client) => (await client.query<R>(text, [id])).rows);

async function reached(site: Site, id: string, states: readonly string[]): Promise<void> {
  await until(async () => states.includes((await rowsOf<{ state: string }>(site, 'select state from import where id = $1', id))[0]?.state ?? ''), PATIENCE, 20);
}

const differs = (what: string, found: unknown, wanted: unknown): string[] => (JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${what}: ${JSON.stringify(found)?.slice(0, 200)} instead of ${JSON.stringify(wanted)?.slice(0, 200)}`]);

/** Gives a file in and has it tried; gives how long that took and what differs from what must be. */
async function tried(site: Site, file: OddFile, round: number): Promise<Outcome> {
  const begun = performance.now();
  const answer = await site.asker.post('/api/imports?kind=customers', file.bytes(round), { 'content-type': 'application/octet-stream', 'x-file-name': 'odd.csv' });
  if (file.refusal || answer.status !== 201) return { name: file.name, seconds: (performance.now() - begun) / 1_000, faults: differs('refusal', `${answer.status} ${answer.code}`, file.refusal ?? '201 null') };
  const { id } = JSON.parse(answer.text) as { id: string };
  await site.asker.ask(CHECK, { id });
  await reached(site, id, ['CHECKED', 'UPLOADED', 'FAILED']);
  const seconds = (performance.now() - begun) / 1_000;
  return { name: file.name, seconds, faults: await read(site, id, file, round) };
}

/** The text that was read, the rows that were refused, and, when it is written, the names in the table. */
async function read(site: Site, id: string, file: OddFile, round: number): Promise<string[]> {
  const { data } = await site.asker.ask(LOOK, { id });
  const found = data?.['import'] as { encoding: string; preview: string[][]; rowCount: number };
  const failed = await rowsOf<{ row: number; code: string }>(site, `select row_no as row, problems->0->>'code' as code from import_row where import_id = $1 and verdict = 'FAILED' order by row_no`, id);
  const faults = [
    ...differs('encoding', found.encoding, file.encoding),
    ...differs('rows', found.rowCount, file.rows),
    ...differs('first rows', found.preview.slice(0, file.preview(round).length), file.preview(round)),
    ...differs('refused rows', failed.map(({ row, code }) => `${row} ${code}`), file.failed),
  ];
  // Written once: the text in the table does not differ from round to round.
  if (faults.length > 0 || round > 1 || file.names(round).length === 0) return faults;
  await site.asker.ask(COMMIT, { id });
  await reached(site, id, ['DONE', 'FAILED']);
  const names = await rowsOf<{ name: string; company: string | null }>(site, `select c.name, c.company_name as company from customer c join import_row r on r.target_id = c.id where r.import_id = $1 and r.outcome = 'INSERTED' order by r.row_no`, id);
  return differs('customers', names.map(({ name, company }) => [name, company]), file.names(round));
}

/** Looks at the memory of a process until it is told to stop, and gives the most it saw. */
function watched(pid: number): () => Promise<number> {
  let most = 0;
  let going = true;
  const looking = (async () => {
    for (; going; await pause(20)) most = Math.max(most, memoryOf(pid));
  })();
  return async () => {
    going = false;
    await looking;
    return most;
  };
}

async function roundOf(site: Site, pid: number, files: readonly OddFile[], round: number): Promise<{ outcomes: Outcome[]; most: number }> {
  const stop = watched(pid);
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(await tried(site, file, round));
  return { outcomes, most: await stop() };
}

const shown = ({ name, faults }: Outcome): string => `${name}: ${faults.join('; ')}`;

async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const site: Site = { dataDir, asker: await new Asker(product.url).signIn() };
    const [plain, ...odd] = oddFiles(small);
    const first = await roundOf(site, product.pid, [plain!], -1);
    const ordinary = await roundOf(site, product.pid, [plain!], 0);
    const rounds = [];
    for (let round = 1; round <= (small ? 1 : 3); round += 1) rounds.push(await roundOf(site, product.pid, odd, round));
    site.asker.end();
    const outcomes = rounds.flatMap((one) => one.outcomes);
    const slowest = outcomes.filter(({ name }) => name !== ENDLESS).reduce((a, b) => (a.seconds > b.seconds ? a : b));
    const endless = outcomes.filter(({ name }) => name === ENDLESS).map(({ seconds }) => seconds);
    const wrong = [...first.outcomes, ...ordinary.outcomes, ...outcomes].filter(({ faults }) => faults.length > 0);
    return [
      atLeast('odd files', outcomes.length, odd.length),
      told('each of', small ? '300 rows' : '5,000 rows'),
      ...odd.map(({ name }): Figure => told(name, Math.max(...outcomes.filter((one) => one.name === name).map(({ seconds }) => seconds)), 's')),
      exactly('files with wrong text or a wrong verdict on a row', wrong.map(shown).join(' | ') || 'none', 'none'),
      atMost(`slowest from the upload to the verdict (${slowest.name})`, slowest.seconds, MOST_SECONDS, 's'),
      atMost(`${ENDLESS}${small ? '' : ', 100 MB'}: from the upload to the verdict`, Math.max(...endless), MOST_SECONDS * 3, 's'),
      told('most memory in ordinary files of that size', ordinary.most, 'MB'),
      told('most memory in odd ones, round by round', rounds.map(({ most }) => Math.round(most)).join(', '), 'MB'),
      atMost('odd files need more than ordinary ones by', Math.max(0, ...rounds.map(({ most }) => most - ordinary.most)), 256, 'MB'),
      atMost('the last round needs more than the first by', Math.max(0, rounds.at(-1)!.most - rounds[0]!.most), 64, 'MB'),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

export const oddFilesFault: Fault = { name: 'odd-files', title: 'Odd files', run };
