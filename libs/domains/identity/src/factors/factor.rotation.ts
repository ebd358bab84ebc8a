import { Injectable, type OnModuleInit } from '@nestjs/common';
import { decryptField, encryptField, KeyRing } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { type KeyAgreement, Rotations, type RotationStep } from '@dossier/kernel/keys';
import { asSubject } from '../sessions/subject';
import { factorPlace, FACTOR_PURPOSE } from './factor.place';

/** The secrets of authenticators are sealed anew, one account at a time: nobody reads two of them at once. */
@Injectable()
export class FactorRotation implements RotationStep, OnModuleInit {
  readonly name = 'second_factor.secret';

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly rotations: Rotations,
  ) {}

  onModuleInit(): void {
    this.rotations.add(this, this.name);
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from second_factors_behind($1)', [current]);
    return row?.count ?? 0;
  }

  async move({ current }: KeyAgreement, limit: number): Promise<number> {
    const work = currentWork();
    const behind = await work.query<{ user_id: string }>('select user_id from second_factors_behind($1) limit $2', [current, limit]);
    for (const { user_id: userId } of behind) {
      await asSubject(userId);
      const [row] = await work.query<{ id: string; secret: Buffer }>('select id, secret from second_factor where user_id = $1 for update', [userId]);
      if (row) await work.query('update second_factor set secret = $2 where id = $1', [row.id, this.again(row.id, row.secret)]);
    }
    return behind.length;
  }

  private again(id: string, box: Buffer): Buffer {
    const secret = decryptField(this.ring.derive(FACTOR_PURPOSE, box[0] ?? 0), box, factorPlace(id));
    return encryptField(this.ring.derive(FACTOR_PURPOSE), secret, factorPlace(id), this.ring.current);
  }
}
