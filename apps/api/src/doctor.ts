import pg from 'pg';
import { HEALTH_CHECKS, sayHealth, worstOf, HealthState, type HealthFinding } from '@dossier/vocabulary/health';
import { plainFault } from '@dossier/kernel/errors';
import { examine, type HealthSource } from '@dossier/workspace';
import { installationOf } from './installation';
import { addressOf, readSettings, type Settings } from './settings';

/*
 * `npm run doctor`: the lines of the Health screen from the outside, by a connection of its own, so that it answers also when the product is down.
 * It ends with 0 when all is well, 1 with warnings, 2 with failures.
 */
const language = /^zh/i.test(process.env['LC_ALL'] || process.env['LANG'] || '') ? 'zh' : 'en';
const WIDTH = 18;
const exits = { [HealthState.OK]: 0, [HealthState.WARN]: 1, [HealthState.FAIL]: 2 } as const;

type Ask = HealthSource['look'];

/** One connection for all checks; made at the first question, so that a missing database is told by the check. */
function asker(url: string | null): { look: Ask; end(): Promise<void> } {
  let client: Promise<pg.Client> | null = null;
  const connect = async (): Promise<pg.Client> => {
    if (url === null) throw new Error('the embedded database does not run');
    const made = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 5_000, application_name: 'dossier doctor' });
    made.on('error', () => undefined);
    await made.connect();
    return made;
  };
  return {
    look: async (text, values = []) => (await (client ??= connect())).query(text, values as unknown[]).then(({ rows }) => rows as never[]),
    end: async () => void (await client?.then((made) => made.end(), () => undefined)),
  };
}

/** Whether the product answers, asked the way a load balancer asks. */
async function product(settings: Settings): Promise<HealthFinding> {
  const url = addressOf({ ...settings, publicUrl: null }, settings.port);
  const measured = (reading: string, facts: HealthFinding['facts']): HealthFinding => ({ check: 'PRODUCT', reading, facts: { url, ...facts }, measuredAt: new Date().toISOString() });
  const begun = performance.now();
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    const { checks = {} } = (await response.json()) as { checks?: Record<string, boolean> };
    const missing = Object.entries(checks).filter(([, isWell]) => !isWell).map(([name]) => name).join(', ');
    return response.ok ? measured('answers', { ms: Math.round(performance.now() - begun) }) : measured('notReady', { missing: missing || response.status });
  } catch {
    return measured('down', {});
  }
}

/** The second lock is that of the application's own login: what the doctor's login may do says nothing about it. */
async function secondLock(look: Ask): Promise<HealthFinding | null> {
  const measuredAt = new Date().toISOString();
  const found = await look<{ login: string; open: boolean }>(`select rolname as login, rolsuper or rolbypassrls as open from pg_roles where rolname = 'dossier_app'`).catch(() => null);
  if (!found?.[0]) return null;
  const { login, open } = found[0];
  return { check: 'SECOND_LOCK', reading: open ? 'open' : 'own', facts: { login }, measuredAt };
}

async function findings(settings: Settings): Promise<HealthFinding[]> {
  const { look, end } = asker(settings.databaseUrl);
  try {
    const inside = await examine({ installation: installationOf(settings, 'PRODUCT'), look, vitals: null, now: () => new Date() });
    const lock = await secondLock(look);
    const all = [await product(settings), ...inside.map((line) => (line.check === 'SECOND_LOCK' && lock ? lock : line))];
    return all.sort((one, other) => HEALTH_CHECKS.indexOf(one.check) - HEALTH_CHECKS.indexOf(other.check));
  } finally {
    await end();
  }
}

/** Characters of Chinese take two places. */
const pad = (text: string): string => text + ' '.repeat(Math.max(1, WIDTH - [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)));

function print(lines: readonly HealthFinding[], asJson: boolean): HealthState {
  const said = lines.map((line) => ({ key: line.check, ...sayHealth(line, language), facts: line.facts, measuredAt: line.measuredAt }));
  const state = worstOf(said.map((line) => line.state));
  if (asJson) console.log(JSON.stringify({ state, measuredAt: new Date().toISOString(), lines: said }, null, 2));
  else for (const line of said) console.log(`${line.state.padEnd(5)} ${pad(line.title)} ${line.evidence}${line.advice ? `\n${' '.repeat(6)}${' '.repeat(WIDTH)} -> ${line.advice}` : ''}`);
  return state;
}

if (process.argv[1]?.includes('doctor')) {
  try {
    process.exitCode = exits[print(await findings(readSettings(process.env)), process.argv.includes('--json'))];
  } catch (fault) {
    console.error((fault as { sentences?: string[] }).sentences?.join('\n') ?? plainFault(fault));
    process.exitCode = 2;
  }
}
