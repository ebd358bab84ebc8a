import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, compared, Load, type Ledger } from './load';
import { dataFolder, forSeconds, isAlive, postmasterOf, startProduct, type Running } from './process';
import { until } from './waiting';

const READ = '{ customers(first: 20) { nodes { id name } } }';

/** A small disk of its own: memory as a file system, which takes the rights of root. Null where that is not allowed. */
function smallDisk(megabytes: number): { path: string; remove(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'dossier-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', path]);
  if (status !== 0) {
    rmSync(path, { recursive: true });
    return null;
  }
  return { path, remove: () => (spawnSync('umount', ['-l', path]), rmSync(path, { recursive: true, force: true })) };
}

/** Fills a disk to its last byte. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const size of [1 << 20, 1 << 16, 1 << 12, 1]) {
      const block = Buffer.alloc(size, 1);
      try {
        for (;;) if (writeSync(handle, block) < size) break;
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
      }
    }
  } finally {
    closeSync(handle);
  }
}

/** The disk of database and files is filled under load, and freed again; nobody repairs anything. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const disk = smallDisk(small ? 512 : 1_024);
  if (!disk) return [told('not measured: this machine lets nobody mount a small disk', 'needs root')];
  const { path: dataDir } = dataFolder(disk.path);
  const product = await startProduct(dataDir);
  try {
    const first = postmasterOf(dataDir);
    const asker = await new Asker(product.url).signIn();
    const load = new Load(asker, { writers: small ? 4 : 8, readers: small ? 4 : 8, mark: 'full' });
    await forSeconds(small ? 2 : 5);
    const rounds = small ? 1 : 3;
    const seen: Full[] = [];
    for (let round = 0; round < rounds; round += 1) seen.push(await filled(join(disk.path, 'ballast'), load.ledger, { asker, seconds: small ? 4 : 10 }));
    const ledger = await load.stop();
    asker.end();
    return [told('times the disk was filled', rounds), ...figuresOf(seen), ...(await afterwards({ dataDir, product, ledger, first }))];
  } finally {
    await product.stop();
    disk.remove();
  }
}

interface Full {
  reads: number;
  writes: number;
  upload: string;
  back: number;
}

async function filled(ballast: string, ledger: Ledger, { asker, seconds }: { asker: Asker; seconds: number }): Promise<Full> {
  fill(ballast);
  const writes = ledger.acknowledged.size;
  const reads = ledger.readsDone;
  await forSeconds(1);
  const upload = await asker.post('/api/imports?kind=CUSTOMERS', Buffer.alloc(2_000_000, 'name,phone\n'), { 'content-type': 'application/octet-stream', 'x-file-name': 'full.csv' });
  await forSeconds(seconds);
  const full = { reads: ledger.readsDone - reads, writes: ledger.acknowledged.size - writes, upload: `${upload.status} ${upload.code}` };
  rmSync(ballast);
  const freed = performance.now();
  await until(() => ledger.lastWriteAt > freed, 30_000, 20);
  await until(async () => (await asker.ask(READ)).status === 200, 5_000);
  return { ...full, back: ledger.lastWriteAt - freed };
}

const figuresOf = (seen: readonly Full[]): Figures => [
  atLeast('fewest reads answered while it was full', Math.min(...seen.map(({ reads }) => reads)), 50),
  told('writes acknowledged while it was full', Math.max(...seen.map(({ writes }) => writes))),
  exactly('an upload while it was full', [...new Set(seen.map(({ upload }) => upload))].join(', '), '507 STORAGE_FULL'),
  atMost('longest from "freed" to the first write', Math.max(...seen.map(({ back }) => back)) / 1_000, 10, 's'),
];

async function afterwards({ dataDir, product, ledger, first }: { dataDir: string; product: Running; ledger: Ledger; first: number | null }): Promise<Figures> {
  const { lost, doubled } = await compared(dataDir, 'full', ledger);
  return [
    atLeast('acknowledged writes', ledger.acknowledged.size, 20),
    exactly('acknowledged writes lost', lost.length, 0),
    exactly('rows written twice', doubled, 0),
    exactly('codes of refused writes and reads', [...ledger.refusedBy.keys()].sort().join(', '), 'STORAGE_FULL'),
    told('refusals', ledger.refusals()),
    exactly('reads without an answer', ledger.readsBroken, 0),
    exactly('PostgreSQL restarted', postmasterOf(dataDir) === first ? 'no' : 'yes', 'no'),
    exactly('product restarted', isAlive(product.pid) ? 'no' : 'yes', 'no'),
  ];
}

export const diskFull: Fault = { name: 'disk-full', title: 'The disk full, then freed', run };
