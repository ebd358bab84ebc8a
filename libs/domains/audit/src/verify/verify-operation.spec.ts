import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { Deployment } from '@dossier/kernel/data';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { checkpointFile } from '../checkpoints/checkpoint-file';
import { Checkpoints } from '../checkpoints/checkpoints';

const VERIFY = 'mutation { verifyAudit { id state jobId askedBy { name } } }';
const CHECKS = '{ auditChecks(first: 5) { nodes { id state checked total millis fault sequence facts askedBy { name } } } auditSeal { sequence head sealedAt waiting lateSeconds isLate checkpointAt checkpointSequence isTrue keptSince } }';

let api: Api;
let auditor: Client;
beforeAll(async () => {
  api = await startApi();
  auditor = await api.as('AUDITOR');
});
afterAll(() => api?.close());

const until = async <R>(look: () => Promise<R | null | undefined | false>): Promise<R> => {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('It did not come');
};

interface Check {
  id: string;
  state: string;
  fault: string | null;
  checked: number;
}
const checked = async (): Promise<Check> => {
  const { verifyAudit } = await auditor.mutate(VERIFY);
  return until(async () => ((await auditor.query(CHECKS)).auditChecks.nodes as Check[]).find((one) => one.id === verifyAudit.id && one.state !== 'RUNNING'));
};

describe('the check of the trail, as a person asks for it', () => {
  it('takes the word', async () => {
    expect(await (await api.as('SALES')).refusal(VERIFY)).toBe('FORBIDDEN');
    expect(await (await api.as('SALES')).refusal(CHECKS)).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(VERIFY)).toBe('NOT_SIGNED_IN');
  });

  it('runs in the background, finds the trail sound, and is itself in the trail', async () => {
    await until(async () => (await auditor.query(CHECKS)).auditSeal.waiting === 0);
    const check = await checked();
    expect(check).toMatchObject({ state: 'SOUND', fault: null, askedBy: { name: '何审' } });
    expect(check.checked).toBeGreaterThan(10);
    const { rows } = await api.db.query(`select 1 from audit_entry where action = 'verifyAudit' and actor_id = $1 and outcome = 'DONE'`, [personId('AUDITOR')]);
    expect(rows).toHaveLength(1);
  });

  it('shows where the chain stands, and signs it outside the database', async () => {
    const { auditSeal } = await auditor.query(CHECKS);
    expect(auditSeal).toMatchObject({ head: expect.stringMatching(/^[0-9a-f]{64}$/), isLate: false, isTrue: true, keptSince: null });
    await api.app.get(Checkpoints, { strict: false }).write();
    expect(existsSync(checkpointFile(api.app.get(Deployment, { strict: false }).dataDir))).toBe(true);
    expect((await auditor.query(CHECKS)).auditSeal.checkpointSequence).toBeGreaterThan(0);
  });

  it('names what somebody has done to the database, and tells it', async () => {
    const client = await api.db.connect();
    await client.query(`set session_replication_role = 'replica'`);
    const { rows } = await client.query(`update audit_entry set reason = 'nothing happened' where id = (select entry_id from audit_seal where entry_id is not null order by sequence limit 1) returning id`);
    await client.query('reset session_replication_role');
    client.release();
    expect(await checked()).toMatchObject({ state: 'BROKEN', fault: 'EDITED', sequence: expect.any(Number), facts: { faults: [{ kind: 'EDITED', facts: { entry: rows[0].id } }] } });
    const told = async () => (await auditor.query('{ alerts(first: 20) { nodes { kind facts } } }')).alerts.nodes as { kind: string }[];
    // The alert is an act of its own, after the check has ended.
    for (let tries = 0; tries < 50 && !(await told()).some(({ kind }) => kind === 'TRAIL_BROKEN'); tries += 1) await new Promise((heard) => setTimeout(heard, 200));
    expect(await told()).toContainEqual({ kind: 'TRAIL_BROKEN', facts: expect.objectContaining({ fault: 'EDITED' }) });
  });
});

describe('how long the trail is kept', () => {
  it('is a setting of the company that cannot fall below six months', async () => {
    const admin = await api.as('ADMINISTRATOR');
    const SET = 'mutation($m: Int!) { updateCompany(input: { auditMonths: $m }) { auditMonths } }';
    expect((await admin.mutate(SET, { m: 24 })).updateCompany.auditMonths).toBe(24);
    expect(await admin.refusal(SET, { m: 5 })).toBe('INVALID_INPUT');
    expect(await auditor.refusal(SET, { m: 24 })).toBe('FORBIDDEN');
    await expect(api.db.query('update company set audit_months = 3')).rejects.toThrow(/audit_months|unit of work/);
  });
});
