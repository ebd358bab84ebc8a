import { Injectable } from '@nestjs/common';
import { CryptoPool, KeyRing } from '@dossier/kernel/crypto';
import { currentWork } from '@dossier/kernel/data';
import { customerParts, refreshers, type CustomerPart } from './parts';

/** The rows that one record holds for one side go to another record. */
export interface Move {
  holder: string;
  side: string;
  to: string;
}

interface SealedRow extends Record<string, unknown> {
  id: string;
  cipher: Buffer;
  holder: string;
  to: string;
  opens: Buffer;
  seals: Buffer | null;
}

const MOVES = 'unnest($1::uuid[], $2::uuid[], $3::uuid[]) m(holder, side, moved_to)';
const listed = (moves: readonly Move[]): unknown[] => [moves.map(({ holder }) => holder), moves.map(({ side }) => side), moves.map(({ to }) => to)];

/** A table whose index by customer knows its live rows alone is asked twice, so that an index answers for each half. */
const halves = ({ split }: CustomerPart): readonly string[] => (split ? [' and t.archived_at is null', ' and t.archived_at is not null'] : ['']);

/** Moves all that hangs on records to other records, a statement or two for each table. */
@Injectable()
export class MergeMover {
  constructor(
    private readonly pool: CryptoPool,
    private readonly ring: KeyRing,
  ) {}

  async move(moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    for (const part of await this.filled([...new Set(moves.map(({ holder }) => holder))])) {
      for (const column of part.sealed ?? []) await this.reseal(part, column, moves);
      await this.movePart(part, moves);
    }
    const touched = [...new Set(moves.flatMap(({ holder, to }) => [holder, to]))];
    for (const refresh of refreshers()) await currentWork().query(`select ${refresh}($1::uuid[])`, [touched]);
  }

  /** Rows that bear the reach of their customer take on that of the record they belong to now. */
  async follow(records: readonly string[]): Promise<void> {
    for (const part of customerParts()) {
      if (!part.reach) continue;
      for (const half of halves(part)) {
        await currentWork().query(
          `update ${part.table} t set owner_id = c.owner_id, team_id = c.team_id from customer c where c.id = any($1::uuid[]) and t.${part.column ?? 'customer_id'} = c.id${half}
            and (t.owner_id, t.team_id) is distinct from (c.owner_id, c.team_id)`, [records]);
      }
    }
  }

  /** The parts in which these records hold anything at all: most hold little, and an update of nothing still wakes its triggers. */
  private async filled(holders: readonly string[]): Promise<CustomerPart[]> {
    const parts = customerParts();
    const asks = parts.flatMap((part, at) => halves(part).map((half) => `select ${at} as at where exists (select 1 from ${part.table} t where t.${part.column ?? 'customer_id'} = any($1::uuid[])${half})`));
    const found = new Set((await currentWork().query<{ at: number }>(asks.join(' union all '), [holders])).map(({ at }) => at));
    return parts.filter((_, at) => found.has(at));
  }

  private async movePart(part: CustomerPart, moves: readonly Move[]): Promise<void> {
    const { table, column = 'customer_id', sideColumn: side = 'side_id' } = part;
    for (const half of halves(part)) {
      await currentWork().query(
        `update ${table} t set ${column} = m.moved_to, ${side} = nullif(coalesce(t.${side}, t.${column}), m.moved_to) from ${MOVES} where t.${column} = m.holder and coalesce(t.${side}, t.${column}) = m.side${half}`, listed(moves));
    }
  }

  /** What is sealed under the key of the one record is opened, and sealed under the key of the other. A value whose key was destroyed stays closed. */
  private async reseal({ table, column = 'customer_id', sideColumn: side = 'side_id' }: CustomerPart, sealed: string, moves: readonly Move[]): Promise<void> {
    const rows = await currentWork().query<SealedRow>(
      `select t.id, t.${sealed} as cipher, m.holder, m.moved_to as to, h.wrapped as opens, s.wrapped as seals from ${MOVES} join ${table} t on t.${column} = m.holder and coalesce(t.${side}, t.${column}) = m.side
        join customer_key h on h.customer_id = m.holder left join customer_key s on s.customer_id = m.moved_to where t.${sealed} is not null order by m.moved_to`, listed(moves));
    if (rows.length === 0) return;
    const place = { table, column: sealed };
    const texts = await this.pool.decryptBatch(rows.map((row) => ({ personId: row.holder, wrapped: row.opens, fields: [{ ...place, rowId: row.id, cipher: row.cipher }] })));
    const plain = rows.map((row, at) => ({ row, text: texts[at]![0]! }));
    const people = [...Map.groupBy(plain, ({ row }) => row.to)];
    const boxes = await this.pool.encryptBatch(people.map(([to, own]) => ({ personId: to, wrapped: own[0]!.row.seals, fields: own.map(({ row, text }) => ({ ...place, rowId: row.id, text })) })));
    await this.keep(boxes.filter((_, at) => people[at]![1][0]!.row.seals === null));
    const ids = people.flatMap(([, own]) => own.map(({ row }) => row.id));
    await currentWork().query(`update ${table} t set ${sealed} = x.cipher from unnest($1::uuid[], $2::bytea[]) x(id, cipher) where t.id = x.id`, [ids, boxes.flatMap(({ fields }) => fields.map(({ cipher }) => cipher))]);
  }

  private async keep(made: readonly { personId: string; wrapped: Buffer }[]): Promise<void> {
    if (made.length === 0) return;
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) select x.id, x.wrapped, $3 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped)', [made.map(({ personId }) => personId), made.map(({ wrapped }) => wrapped), this.ring.current]);
  }
}
