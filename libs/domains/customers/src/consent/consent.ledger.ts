import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { CryptoPool, KeyRing } from '@dossier/kernel/crypto';
import { currentWork, newId } from '@dossier/kernel/data';
import type { ConsentAct, ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';

/** One thing that was said, ready to be written. */
export interface Said {
  customerId: string;
  /** The record it came in for, where that one has been merged into this one. */
  sideId?: string | null;
  purposeId: string;
  channel: ConsentChannel;
  act: ConsentAct;
  at: Date;
  source: ConsentSource;
  noticeId: string | null;
  /** Evidence in clear; stored sealed. */
  proof?: string | null;
  undoes?: string | null;
}

interface Line extends Said {
  id: string;
  cipher: Buffer | null;
}

const PLACE = { table: 'consent_entry', column: 'proof_cipher' } as const;

/** Writes lines of the ledger, many at once, and what stands after them: in the unit of work that is open, so that both are seen at the same moment. */
@Injectable()
export class ConsentLedger {
  constructor(
    private readonly pool: CryptoPool,
    private readonly ring: KeyRing,
  ) {}

  /** Appends lines and gives their ids. `actor` stands in the ledger as the one who recorded them. */
  async write(actor: Pick<Viewer, 'userId' | 'name'>, said: readonly Said[]): Promise<string[]> {
    if (said.length === 0) return [];
    const lines = await this.sealed(said.map((one) => ({ ...one, id: newId(), cipher: null })));
    await currentWork().query(
      `insert into consent_entry (id, customer_id, side_id, purpose_id, channel, act, at, source, notice_id, proof_cipher, undoes, actor_id, actor_name, covers)
       select x.*, $12, $13, case when x.side_id is null then array(select m.id from customer m where m.merged_into_id = x.customer_id order by m.id) else '{}' end
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::uuid[], $10::bytea[], $11::uuid[])
         x(id, customer_id, side_id, purpose_id, channel, act, at, source, notice_id, proof_cipher, undoes)`,
      [
        lines.map(({ id }) => id), lines.map(({ customerId }) => customerId), lines.map(({ sideId }) => sideId ?? null), lines.map(({ purposeId }) => purposeId), lines.map(({ channel }) => channel),
        lines.map(({ act }) => act), lines.map(({ at }) => at), lines.map(({ source }) => source), lines.map(({ noticeId }) => noticeId), lines.map(({ cipher }) => cipher), lines.map(({ undoes }) => undoes ?? null),
        actor.userId, actor.name,
      ],
    );
    await this.refresh([...new Set(lines.map(({ customerId }) => customerId))]);
    return lines.map(({ id }) => id);
  }

  /** Counts anew what stands for these customers. */
  async refresh(ids: readonly string[]): Promise<void> {
    await currentWork().query('select refresh_consent_state($1::uuid[])', [ids]);
  }

  /** Evidence is sealed under the key of the person it is about. */
  private async sealed(lines: Line[]): Promise<Line[]> {
    const byPerson = Map.groupBy(lines.filter(({ proof }) => (proof ?? '') !== ''), ({ customerId }) => customerId);
    if (byPerson.size === 0) return lines;
    const ids = [...byPerson.keys()];
    const keys = new Map((await currentWork().query<{ customer_id: string; wrapped: Buffer }>('select customer_id, wrapped from customer_key where customer_id = any($1::uuid[])', [ids])).map((row) => [row.customer_id, row.wrapped]));
    const people = await this.pool.encryptBatch(ids.map((id) => ({ personId: id, wrapped: keys.get(id) ?? null, fields: byPerson.get(id)!.map((line) => ({ ...PLACE, rowId: line.id, text: line.proof! })) })));
    const fresh = people.filter(({ personId }) => !keys.has(personId));
    if (fresh.length > 0) {
      await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) select x.id, x.wrapped, $3 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped)', [fresh.map(({ personId }) => personId), fresh.map(({ wrapped }) => wrapped), this.ring.current]);
    }
    for (const { personId, fields } of people) for (const [at, { cipher }] of fields.entries()) byPerson.get(personId)![at]!.cipher = cipher;
    return lines;
  }
}
