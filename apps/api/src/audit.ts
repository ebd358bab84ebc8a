import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import pg from 'pg';
import { checkpointFile, readCheckpoints, trustedFor, verifyTrail, type Ask, type Verdict } from '@dossier/audit';
import { KeyError, loadKeys, type KeyRing } from '@dossier/kernel/crypto';
import { readSettings, type Settings } from './settings';

const USAGE = 'npm run audit -- verify [--checkpoint <file>] [--json]';
const SOUND = 0;
const BROKEN = 1;
const NOT_CHECKED = 2;

/** `npm run audit -- verify`: checks the trail as whoever owns the database, and writes nothing. Gives the exit code. */
async function verify(settings: Settings, named: string | undefined, json: boolean): Promise<number> {
  const file = resolve(named ?? checkpointFile(settings.dataDir));
  const pool = new pg.Pool({ connectionString: settings.databaseUrl!, max: 2, options: '-c timezone=UTC -c default_transaction_read_only=on -c statement_timeout=0', application_name: 'dossier audit' });
  try {
    const ask: Ask = async <R extends object>(text: string, values: readonly unknown[] = []) => (await pool.query(text, values as unknown[])).rows as R[];
    const trusted = trustedFor(file, ringOf(settings));
    const checkpoints = readCheckpoints(file, trusted);
    if (named !== undefined && checkpoints === null) return failed(`There is no checkpoint file ${file}.`, json);
    const verdict = await verifyTrail({ ask, trusted, checkpoints, ...(json ? {} : { progress: counted() }) });
    print(verdict, file, json);
    return verdict.isSound ? SOUND : BROKEN;
  } finally {
    await pool.end();
  }
}

/** The key is not needed: the public keys beside the file serve as well, for an auditor who has that folder alone. */
function ringOf({ key, keyFile }: Settings): KeyRing | null {
  try {
    return loadKeys({ key: key ?? undefined, keyFile, defaultFile: keyFile, mayMake: false }).ring;
  } catch (fault) {
    if (fault instanceof KeyError) return null;
    throw fault;
  }
}

const counted = () => {
  let last = Date.now();
  return (checked: number, total: number): void => {
    if (Date.now() - last < 2_000) return;
    last = Date.now();
    process.stderr.write(`${checked} of ${total} rows\n`);
  };
};

const rateOf = ({ checked, millis }: Verdict): number => Math.round(checked / Math.max(millis / 1_000, 0.001));

function print(verdict: Verdict, file: string, json: boolean): void {
  if (json) return void process.stdout.write(`${JSON.stringify({ ...verdict, rowsPerSecond: rateOf(verdict), checkpointFile: file })}\n`);
  const { isSound, faults, checked, sequence, waiting, checkpoints, millis } = verdict;
  const lines = [
    `${checked} rows up to sequence ${sequence} in ${(millis / 1_000).toFixed(1)} s (${rateOf(verdict)} rows/s), ${checkpoints} checkpoints, ${waiting} rows wait for their seal.`,
    ...faults.map(({ kind, sequence: at, facts }) => `${kind}${at === null ? '' : ` at sequence ${at}`} ${JSON.stringify(facts)}`),
    isSound ? 'SOUND: every row stands as it was sealed.' : `BROKEN: first bad sequence ${verdict.fault!.sequence ?? 'none (a row without a seal)'}, ${verdict.fault!.kind}.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function failed(sentence: string, json: boolean): number {
  process.stderr.write(`${json ? JSON.stringify({ error: sentence }) : sentence}\n`);
  return NOT_CHECKED;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { checkpoint: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (positionals[0] !== 'verify' || positionals.length > 1) return failed(`Usage: ${USAGE}`, false);
  return verify(readSettings(process.env), values.checkpoint, values.json);
}

if (process.argv[1]?.endsWith('audit.mjs')) {
  process.exit(await main().catch((fault: unknown) => failed(`The trail could not be checked: ${fault instanceof Error ? fault.message : String(fault)}`, false)));
}
