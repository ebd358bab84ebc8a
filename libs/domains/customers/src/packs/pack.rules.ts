import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { PackCode } from '@dossier/vocabulary/pack-enums';

/** A rule that a pack has brought, in the edition that is in force. */
export interface RuleInForce extends Record<string, unknown> {
  code: string;
  edition: number;
  params: Readonly<Record<string, unknown>>;
}

/** The rules in force: those of the packs that are applied now. */
@Injectable()
export class Rules {
  constructor(private readonly database: Database) {}

  async find(code: string): Promise<RuleInForce | null> {
    const [rule] = await this.database.query<RuleInForce>('select code, edition, params from pack_rule where code = $1', [code]);
    return rule ?? null;
  }

  /** The rule, or a refusal that names the pack to apply first. */
  async require(code: string, pack: PackCode): Promise<RuleInForce> {
    const rule = await this.find(code);
    if (!rule) throw new DomainError('PACK_MISSING', { pack });
    return rule;
  }

  async requirePack(pack: PackCode): Promise<void> {
    const found = await this.database.query('select 1 from industry_pack where code = $1', [pack]);
    if (found.length === 0) throw new DomainError('PACK_MISSING', { pack });
  }
}
