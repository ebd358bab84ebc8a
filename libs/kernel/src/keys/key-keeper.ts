import { Injectable } from '@nestjs/common';
import { BlindIndexes } from '../crypto/blind-indexes';
import { keysIn } from '../crypto/keys';
import { CryptoPool } from '../crypto/pool';
import { KeyRing } from '../crypto/sealing';
import { Database } from '../data/database';
import { currentWork } from '../data/unit-of-work';
import { Signals } from '../events/signals';
import type { KeyAgreement } from './key-state';

const ROW = 'keys';

/** Where the keys of this process come from: a file that may grow, or the environment (null). */
export class KeySource {
  constructor(readonly file: string | null) {}
}

/** Keeps the ring of this process in step with what the installation has agreed on. */
@Injectable()
export class KeyKeeper {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly indexes: BlindIndexes,
    private readonly pool: CryptoPool,
    private readonly signals: Signals,
    readonly source: KeySource,
  ) {}

  async start(): Promise<void> {
    const first: KeyAgreement = { current: this.ring.current, live: { slot: 'a', version: this.ring.current }, beside: [] };
    await this.database.query('insert into installation (key, value) values ($1, $2) on conflict (key) do nothing', [ROW, JSON.stringify(first)]);
    await this.load();
    this.signals.on('keys', () => this.load());
    this.signals.on('reconnected', () => this.load());
  }

  async agreed(): Promise<KeyAgreement> {
    const [row] = await this.database.query<{ value: KeyAgreement }>('select value from installation where key = $1', [ROW]);
    return row!.value;
  }

  /** Takes up the agreement, and first the keys that it may speak of. */
  async load(): Promise<void> {
    const { current, live, beside } = await this.agreed();
    if (this.source.file) this.ring.adopt(keysIn(this.source.file));
    if (this.ring.current !== current) this.ring.sealWith(current);
    this.indexes.use(live, beside);
    this.pool.renew();
  }

  /** Agrees on something else in the open unit of work; every process hears of it with the commit. */
  async agree(next: KeyAgreement): Promise<void> {
    const work = currentWork();
    await work.query('update installation set value = $2 where key = $1', [ROW, JSON.stringify(next)]);
    await this.signals.send('keys');
    work.after(() => this.load());
  }
}
