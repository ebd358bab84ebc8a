import { Injectable, type OnModuleInit } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { Rotations, type KeyAgreement, type RotationStep } from '@dossier/kernel/keys';

/** Keys made under an older key of the installation find nobody any more: they go, and their records are compared anew. */
@Injectable()
export class MatchKeyRotation implements RotationStep, OnModuleInit {
  readonly name = 'match_key';

  constructor(
    private readonly database: Database,
    private readonly rotations: Rotations,
  ) {}

  onModuleInit(): void {
    this.rotations.add(this);
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from match_key where key_version <> $1', [current]);
    return row?.count ?? 0;
  }

  async move({ current }: KeyAgreement, limit: number): Promise<number> {
    const rows = await currentWork().query(
      `with old as (delete from match_key where (key, customer_id) in (select key, customer_id from match_key where key_version <> $1 limit $2) returning customer_id),
        due as (insert into match_due (customer_id) select distinct customer_id from old on conflict do nothing)
      select 1 from old`,
      [current, limit],
    );
    return rows.length;
  }
}
