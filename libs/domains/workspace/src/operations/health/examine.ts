import { HEALTH_CHECKS, healthChecks, type HealthCheckName, type HealthFinding } from '@dossier/vocabulary/health';
import { plainFault } from '@dossier/kernel/errors';
import { backupChecks } from './checks.backup';
import { databaseChecks } from './checks.database';
import { machineChecks } from './checks.machine';
import { workChecks } from './checks.work';
import type { Checks, Found, HealthSource, Look } from './source';

const all: Checks = { ...databaseChecks, ...machineChecks, ...workChecks, ...backupChecks };

/** What a check says when it could not look: most lack the database then. */
function blind(check: HealthCheckName, fault: unknown): Found | null {
  const { readings } = healthChecks[check];
  if (check === 'DATABASE') return { reading: 'away', facts: { reason: plainFault(fault) } };
  return 'unknown' in readings ? { reading: 'unknown' } : null;
}

async function one(check: HealthCheckName, look: Look, source: HealthSource): Promise<HealthFinding[]> {
  const seen = await look(source).catch((fault: unknown) => blind(check, fault));
  return seen ? [{ check, reading: seen.reading, facts: seen.facts ?? {}, measuredAt: source.now().toISOString() }] : [];
}

/** Looks at everything, one after the other so that looking is no burden itself. A database that is away is asked once. */
export async function examine(source: HealthSource): Promise<HealthFinding[]> {
  let away: unknown;
  const asked: HealthSource = {
    ...source,
    look: (text, values) => (away === undefined ? source.look(text, values) : Promise.reject(away as Error)),
  };
  const findings: HealthFinding[] = [];
  const [first] = await one('DATABASE', async (from) => all.DATABASE!(from).catch((fault: unknown) => {
    away = fault;
    throw fault;
  }), asked);
  for (const check of HEALTH_CHECKS) {
    const look = all[check];
    if (check === 'DATABASE') findings.push(first!);
    else if (look) findings.push(...(await one(check, look, asked)));
  }
  return findings;
}
