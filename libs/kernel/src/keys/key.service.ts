import { Injectable } from '@nestjs/common';
import { addKey, dropKey, keyCheck, keysIn } from '../crypto/keys';
import { KeyRing } from '../crypto/sealing';
import { Database } from '../data/database';
import { currentWork } from '../data/unit-of-work';
import { DomainError } from '../errors/domain-error';
import { Jobs } from '../events/jobs';
import { KeyKeeper } from './key-keeper';
import type { KeyAgreement, KeyState } from './key-state';
import { ROTATE_KEYS } from './rotate-keys.job';
import { Rotations } from './rotations';

/** The verbs over the keys: look, rotate, retire. */
@Injectable()
export class KeyService {
  constructor(
    private readonly database: Database,
    private readonly keeper: KeyKeeper,
    private readonly ring: KeyRing,
    private readonly rotations: Rotations,
    private readonly jobs: Jobs,
  ) {}

  async state(): Promise<KeyState> {
    const agreed = await this.keeper.agreed();
    return { current: agreed.current, versions: this.known(), rotating: await this.isRotating(agreed), leftBehind: await this.leftBehind(agreed), inFile: this.keeper.source.file !== null };
  }

  /**
   * Begins to move everything to a newer key: one that the operator has added, or one made here. The product goes on
   * meanwhile, and a rotation that was broken off is taken up again by the same verb.
   */
  async rotate(): Promise<string> {
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtext('rotate-keys'))`);
    const [open] = await work.query<{ id: string }>(`select id from job where name = $1 and state in ('QUEUED','RUNNING')`, [ROTATE_KEYS]);
    if (open) throw new DomainError('ROTATION_RUNNING');
    const agreed = await this.keeper.agreed();
    const to = this.isBetween(agreed) ? agreed.current : this.newer(agreed.current);
    await this.keeper.load();
    await work.query(`update installation set value = value || $1 where key = 'key-check'`, [JSON.stringify({ [to]: keyCheck(this.ring, to) })]);
    work.note.facts = { from: agreed.current, to };
    return this.jobs.start(ROTATE_KEYS, { to });
  }

  /** Takes an older key out of the key file, when nothing hangs on it any more. */
  async retire(version: number): Promise<void> {
    const agreed = await this.keeper.agreed();
    const file = this.keeper.source.file;
    if (!file) throw new DomainError('KEY_NOT_IN_FILE');
    if (!this.known().includes(version)) throw new DomainError('NOT_FOUND');
    const left = await this.leftBehind(agreed);
    if (version >= agreed.current || this.isBetween(agreed) || left > 0) throw new DomainError('KEY_IN_USE', { version, count: left });
    const work = currentWork();
    await work.query(`update installation set value = value - $1::text where key = 'key-check'`, [String(version)]);
    work.note.facts = { version };
    work.after(() => dropKey(file, version));
  }

  /** The ring keeps a retired key until the process ends; the file tells what there will be afterwards. */
  private known(): number[] {
    const { file } = this.keeper.source;
    return file ? [...keysIn(file).keys()].sort((a, b) => a - b) : this.ring.versions;
  }

  private newer(current: number): number {
    const known = Math.max(...this.ring.versions);
    if (known > current) return known;
    if (!this.keeper.source.file) throw new DomainError('KEY_NOT_IN_FILE');
    return addKey(this.keeper.source.file);
  }

  private isBetween(agreed: KeyAgreement): boolean {
    return agreed.beside.length > 0 || agreed.live.version !== agreed.current;
  }

  private async isRotating(agreed: KeyAgreement): Promise<boolean> {
    const rows = await this.database.query(`select 1 from job where name = $1 and state in ('QUEUED','RUNNING')`, [ROTATE_KEYS]);
    return rows.length > 0 || this.isBetween(agreed);
  }

  private async leftBehind(agreed: KeyAgreement): Promise<number> {
    let left = 0;
    for (const step of this.rotations.steps) left += await step.remaining(agreed);
    return left;
  }
}
