import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figure, type Figures } from './figures';
import { customerFile, earlierFile, expectedOf, judgedRows } from './import-file';
import { Asker } from './load';
import { dataFolder, isAlive, onDatabase, startProduct, type Running } from './process';
import { uploaded } from './rest';
import { pause, until } from './waiting';

const CHECK = 'mutation($id: ID!) { checkImport(id: $id) { id } }';
const COMMIT = 'mutation($id: ID!) { commitImport(id: $id) { id } }';
const PATIENCE = 600_000;

/** Where an import stands, as its row and the row of its job say. */
interface Standing {
  state: string;
  checkpoint: number;
  jobState: string;
  holder: string | null;
  attempts: number;
}

/** One kill: in which state it struck, and how long after the next start the import went on. */
interface Kill {
  state: string;
  checkpoint: number;
  wentOnAfter: number;
}

interface Site {
  dataDir: string;
  id: string;
  product: Running;
  kills: Kill[];
}

const standing = ({ dataDir, id }: Pick<Site, 'dataDir' | 'id'>): Promise<Standing> => onDatabase(dataDir, async (client) => {
  const { rows } = await client.query<Standing>('select i.state, i.checkpoint, j.state as "jobState", j.lease_holder as holder, j.attempts from import i left join job j on j.id = i.job_id where i.id = $1', [id]);
  return rows[0]!;
});

async function asked(asker: Asker, document: string, id: string): Promise<void> {
  const { code } = await asker.ask(document, { id });
  if (code) throw new Error(`The import was refused: ${code}`);
}

const reached = (site: Pick<Site, 'dataDir' | 'id'>, ...states: string[]): Promise<number> => until(async () => states.includes((await standing(site)).state), PATIENCE, 100);

/** The whole way of an import that nobody disturbs. */
async function brought(dataDir: string, asker: Asker, bytes: Buffer): Promise<void> {
  const id = await uploaded(asker, bytes, 'earlier.csv');
  await asked(asker, CHECK, id);
  await reached({ dataDir, id }, 'CHECKED');
  await asked(asker, COMMIT, id);
  await reached({ dataDir, id }, 'DONE');
}

/** Kills the product now, starts it again, and waits until another worker holds the job. */
async function kill(site: Site): Promise<void> {
  const before = await standing(site);
  await site.product.kill();
  // What the import had come to when it died, not when it was last looked at.
  const { state, checkpoint, jobState } = await standing(site);
  site.product = await startProduct(site.dataDir);
  const begun = performance.now();
  if (jobState === 'RUNNING') await until(async () => ![before.holder, null].includes((await standing(site)).holder), 90_000, 100);
  site.kills.push({ state: jobState === 'RUNNING' ? state : `${state}, job ${jobState}`, checkpoint, wentOnAfter: performance.now() - begun });
}

/** Kills while the file is tried: each at a random moment after a worker took it. */
async function killWhileChecking(site: Site, kills: number, within: number): Promise<void> {
  for (let one = 0; one < kills; one += 1) {
    await until(async () => (await standing(site)).jobState === 'RUNNING', 60_000, 100);
    await pause(Math.random() * within);
    await kill(site);
  }
}

/** Kills while rows are written: each at a random row of its share of the file, early enough for a fast machine not to have ended. */
async function killWhileWriting(site: Site, kills: number, rows: number, within: number): Promise<void> {
  for (let one = 0; one < kills; one += 1) {
    const at = Math.floor(((one + Math.random()) / kills) * (kills > 1 ? 0.9 : 0.4) * rows);
    await until(async () => (await standing(site)).checkpoint >= at, PATIENCE, 20);
    await pause(Math.random() * within);
    await kill(site);
  }
}

const counts = (dataDir: string, id: string): Promise<Record<string, number>> => onDatabase(dataDir, async (client) =>
  (await client.query<Record<string, number>>('select row_count as rows, inserted_count as inserted, updated_count as updated, skipped_count as skipped, failed_count as failed from import where id = $1', [id])).rows[0]!);

/** What the import says of itself, what stands in the tables, and the file, side by side. */
async function judged(site: Site, rows: number): Promise<Figure[]> {
  const found = await counts(site.dataDir, site.id);
  const wanted = expectedOf(rows);
  const { attempts } = await standing(site);
  const sum = (found['inserted'] ?? 0) + (found['updated'] ?? 0) + (found['skipped'] ?? 0) + (found['failed'] ?? 0);
  return [
    exactly('rows of the file', found['rows'] ?? 0, rows),
    exactly('inserted + updated + skipped + failed', sum, rows),
    ...(['inserted', 'updated', 'skipped', 'failed'] as const).map((name) => exactly(name, found[name] ?? 0, wanted[name])),
    ...(await judgedRows(site.dataDir, rows)),
    told('times the writing was taken up', attempts),
  ];
}

/** The product is killed, again and again, while it brings a file in; each time it is started anew and goes on. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const [rows, checking, writing] = small ? [9_000, 1, 1] : [100_000, 3, 7];
  const site: Site = { dataDir, id: '', product: await startProduct(dataDir), kills: [] };
  try {
    const asker = await new Asker(site.product.url).signIn();
    await brought(dataDir, asker, earlierFile(rows));
    site.id = await uploaded(asker, customerFile(rows), 'customers.csv');
    await asked(asker, CHECK, site.id);
    asker.end();
    await killWhileChecking(site, checking, small ? 200 : 3_000);
    await reached(site, 'CHECKED');
    const again = await new Asker(site.product.url).signIn();
    await asked(again, COMMIT, site.id);
    again.end();
    await killWhileWriting(site, writing, rows, small ? 50 : 300);
    await reached(site, 'DONE', 'FAILED');
    const struck = site.kills.filter(({ state }) => state === 'CHECKING' || state === 'COMMITTING');
    return [
      exactly('kills', site.kills.length, checking + writing),
      atLeast('kills that struck a running job', struck.length, checking + writing),
      told('where', site.kills.map(({ state, checkpoint }) => `${state}${state === 'COMMITTING' ? ` behind row ${checkpoint}` : ''}`).join(', ')),
      atMost('longest from ready to going on', Math.max(...site.kills.map(({ wentOnAfter }) => wentOnAfter)) / 1_000, 10, 's'),
      exactly('state in the end', (await standing(site)).state, 'DONE'),
      ...(await judged(site, rows)),
    ];
  } finally {
    if (isAlive(site.product.pid)) await site.product.stop();
    remove();
  }
}

/** A process that brings a file in is killed ten times. */
export const importKilled: Fault = { name: 'import-killed', title: 'The product killed ten times in an import', run };
