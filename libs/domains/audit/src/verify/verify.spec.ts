import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { KeyRing } from '@dossier/kernel/crypto';
import { dueHash, entryDigest } from '../seal/line';
import { openTrail, type Trail } from '../testing/trail';

let trail: Trail;
beforeAll(async () => {
  trail = await openTrail();
});
afterAll(() => trail?.close());

const sealOf = async (entry: string): Promise<number> => (await trail.database.query<{ sequence: number }>('select sequence from audit_seal where entry_id = $1', [entry]))[0]!.sequence;

/** What an owner does who computes every hash anew from a place on. */
const rechain = (from: number): Promise<void> => trail.forge(`do $$ declare
    s record; head bytea := coalesce((select hash from audit_seal where sequence = ${from} - 1), decode(repeat('00', 32), 'hex'));
  begin
    for s in select * from audit_seal where sequence >= ${from} order by sequence loop
      update audit_seal x set hash = ${dueHash('head', 'x')} where x.sequence = s.sequence returning x.hash into head;
    end loop;
    update audit_state set head = (select hash from audit_seal order by sequence desc limit 1), sequence = (select max(sequence) from audit_seal);
  end $$`);

/** Does something to a sound trail and undoes it: the rows as they were are laid beside. */
async function tampered(act: () => Promise<void>, judge: () => Promise<void>): Promise<void> {
  const tables = ['audit_entry', 'audit_change', 'audit_seal', 'audit_state'];
  for (const table of tables) await trail.forge(`create table kept_${table} as select * from ${table}`);
  try {
    await act();
    await judge();
  } finally {
    for (const table of tables) await trail.forge(`delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`);
  }
}

describe('a check of the trail', () => {
  let ids: string[];
  let entry: string;
  let at: number;
  beforeEach(async () => {
    const written = await trail.write(20);
    await trail.seal();
    await trail.checkpoints.write();
    ids = (await trail.database.query<{ id: string }>('select entry_id as id from audit_seal where entry_id = any($1::uuid[]) order by sequence', [written])).map((row) => row.id);
    entry = ids[5]!;
    at = await sealOf(entry);
  });

  it('accepts what nobody has touched', async () => {
    expect(await trail.verify()).toMatchObject({ isSound: true, faults: [], waiting: 0, checked: expect.any(Number) });
  });

  it('names an entry that was edited', () => tampered(
    () => trail.forge(`update audit_entry set outcome = 'REFUSED' where id = $1`, [entry]),
    async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'EDITED', sequence: at, facts: { entry } }),
  ));

  it('names a changed row that was edited', () => tampered(
    () => trail.forge(`update audit_change set after = '{"name":"别"}' where entry_id = $1`, [entry]),
    async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'EDITED', facts: { change: expect.any(String) } }),
  ));

  it('names an entry whose digest was edited with it', () => tampered(
    async () => {
      await trail.forge(`update audit_entry set action = 'nothing' where id = $1`, [entry]);
      await trail.forge(`update audit_seal set digest = sha256('x') where entry_id = $1`, [entry]);
    },
    async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'EDITED', sequence: at }),
  ));

  it('names an entry that was deleted, alone or with its seal or closed up behind it', async () => {
    await tampered(() => trail.forge('delete from audit_entry where id = $1', [entry]), async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'DELETED', sequence: at, facts: { entry } }));
    await tampered(async () => {
      await trail.forge('delete from audit_entry where id = $1', [entry]);
      await trail.forge('delete from audit_seal where entry_id = $1', [entry]);
    }, async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'DELETED', sequence: at }));
    await tampered(async () => {
      await trail.forge('delete from audit_entry where id = $1', [entry]);
      await trail.forge('delete from audit_seal where entry_id = $1', [entry]);
      await trail.forge('update audit_seal set sequence = sequence - 1 where sequence > $1', [at]);
    }, async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'DELETED', sequence: at }));
  });

  it('names an entry that was inserted: without a seal, with a time that has passed, or pushed into the chain', async () => {
    const copy = (more: string): string => `insert into audit_entry (id, at, ${more ? 'xid, ' : ''}actor_kind, action, outcome, request_id)
      values ('0199ffff-0000-7000-8000-000000000001', now() - interval '1 hour', ${more} 'USER', 'signIn', 'DONE', 'forged')`;
    await tampered(() => trail.forge(copy(`'10',`)), async () => {
      expect((await trail.verify()).fault).toMatchObject({ kind: 'INSERTED', sequence: null, facts: { entry: '0199ffff-0000-7000-8000-000000000001' } });
    });
    await tampered(() => trail.forge(copy('')), async () => {
      await trail.seal();
      expect((await trail.verify()).fault).toMatchObject({ kind: 'INSERTED', facts: { entry: '0199ffff-0000-7000-8000-000000000001' } });
    });
    await tampered(async () => {
      await trail.forge(copy(`'10',`));
      await trail.forge('update audit_seal set sequence = sequence + 100000 where sequence >= $1', [at]);
      await trail.forge('update audit_seal set sequence = sequence - 99999 where sequence > 100000');
      await trail.forge(`insert into audit_seal select $1, sealed_at, '0199ffff-0000-7000-8000-000000000001', null, (select at from audit_entry where request_id = 'forged'), false, digest, hash from audit_seal where sequence = $1::bigint + 1`, [at]);
    }, async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'INSERTED', sequence: at }));
  });

  it('names two that changed places', async () => {
    const later = await sealOf(ids[11]!);
    const swap = async (one: number, other: number): Promise<void> => {
      for (const [from, to] of [[one, 0], [other, one], [0, other]]) await trail.forge('update audit_seal set sequence = $2 where sequence = $1', [from, to]);
    };
    await tampered(() => swap(at, later),
      async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'REORDERED', sequence: at, facts: { other: later } }));
    await tampered(() => swap(at, at + 1),
      async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'REORDERED', sequence: at, facts: { other: at + 1 } }));
    await tampered(() => trail.forge(`update audit_entry e set at = o.at from audit_entry o where e.id in ($1, $2) and o.id in ($1, $2) and o.id <> e.id`, [entry, ids[11]]),
      async () => expect((await trail.verify()).fault).toMatchObject({ kind: 'REORDERED' }));
  });

  it('names a cut at the end, also when the sealer\'s own memory was cut with it', async () => {
    const cut = async (): Promise<void> => {
      await trail.forge('delete from audit_entry e using audit_seal s where s.entry_id = e.id and s.sequence > $1', [at]);
      await trail.forge('delete from audit_change c using audit_seal s where s.change_id = c.id and s.sequence > $1', [at]);
      await trail.forge('delete from audit_seal where sequence > $1', [at]);
    };
    await tampered(cut, async () => expect((await trail.verify({ withFile: false })).fault).toMatchObject({ kind: 'TRUNCATED', sequence: at + 1 }));
    await tampered(async () => {
      await cut();
      await rechain(at);
    }, async () => {
      expect((await trail.verify()).fault).toMatchObject({ kind: 'TRUNCATED', sequence: at + 1, facts: { checkpoint: expect.any(Number) } });
      expect((await trail.verify({ withFile: false })).isSound).toBe(true);
    });
  });

  it('names a chain that its owner has computed anew, by the checkpoints alone', () => tampered(
    async () => {
      const before = (await trail.verify()).sequence;
      await trail.write(5);
      await trail.seal();
      await trail.checkpoints.write();
      const [first] = await trail.database.query<{ entry: string; sequence: number }>('select entry_id as entry, sequence from audit_seal where sequence > $1 and entry_id is not null order by sequence limit 1', [before]);
      await trail.forge(`update audit_entry set action = 'nothing' where id = $1`, [first!.entry]);
      await trail.forge(`update audit_seal s set digest = ${entryDigest('e')} from audit_entry e where e.id = s.entry_id and e.id = $1`, [first!.entry]);
      await rechain(first!.sequence);
      expect(await trail.verify({ withFile: false })).toMatchObject({ isSound: true });
      expect((await trail.verify()).fault).toMatchObject({ kind: 'RECHAINED', sequence: before + 1, facts: { upTo: before + 10 } });
    },
    () => Promise.resolve(),
  ));
});

describe('the checkpoint file', () => {
  it('is believed after the key has changed, and by its public key alone', async () => {
    const trail = await openTrail();
    await trail.write(1);
    await trail.seal();
    await trail.checkpoints.write();
    await trail.write(1);
    await trail.seal();
    trail.ring.adopt([[2, Buffer.alloc(32, 9)]]);
    trail.ring.sealWith(2);
    expect(await trail.checkpoints.write()).not.toBeNull();
    expect((await trail.verify()).faults.filter((one) => one.kind === 'CHECKPOINT_MISMATCH')).toEqual([]);
    const newer = new KeyRing(new Map([[2, Buffer.alloc(32, 9)]]));
    expect((await trail.verify({ ring: newer })).faults.filter((one) => one.kind === 'CHECKPOINT_MISMATCH')).toEqual([]);
    expect((await trail.verify({ ring: null })).faults.filter((one) => one.kind === 'CHECKPOINT_MISMATCH')).toEqual([]);
    const moved = join(mkdtempSync(join(trail.dataDir, 'away-')), 'checkpoints.jsonl');
    copyFileSync(trail.checkpoints.file, moved);
    expect((await trail.verify({ file: moved, ring: null })).fault).toMatchObject({ kind: 'CHECKPOINT_MISMATCH', facts: { line: 1 } });
    await trail.close();
  });
});
