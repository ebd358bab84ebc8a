import { Injectable } from '@nestjs/common';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { SealedText } from '../files/sealed-text';
import { newSecret } from './signature';

/** How long the secret before still holds after a change, so that the other side can follow without a gap. */
export const OVERLAP_HOURS = 24;

export const secretPlace = (rowId: string) => ({ table: 'webhook_secret', column: 'cipher', rowId });

/** The secrets of webhooks and sources: shown when they are made, sealed ever after. */
@Injectable()
export class Secrets {
  constructor(
    private readonly database: Database,
    private readonly sealed: SealedText,
  ) {}

  /** Makes a secret for a webhook or a source. */
  async make(ofId: string): Promise<string> {
    const id = newId();
    const secret = newSecret();
    await currentWork().query('insert into webhook_secret (id, of_id, cipher) values ($1, $2, $3)', [id, ofId, this.sealed.seal(secretPlace(id), secret)]);
    return secret;
  }

  /** Makes a new one; the one before holds for a day more, those before that no longer. */
  async rotate(ofId: string): Promise<string> {
    await currentWork().query('delete from webhook_secret where of_id = $1 and until is not null', [ofId]);
    await currentWork().query(`update webhook_secret set until = now() + make_interval(hours => $2) where of_id = $1 and until is null`, [ofId, OVERLAP_HOURS]);
    return this.make(ofId);
  }

  /** Those that hold now, the newest first. */
  async of(ofId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string; cipher: Buffer }>('select id, cipher from webhook_secrets($1)', [ofId]);
    return rows.map(({ id, cipher }) => this.sealed.open(secretPlace(id), cipher));
  }
}
