import { Injectable } from '@nestjs/common';
import { toString as drawn } from 'qrcode';
import { decryptField, encryptField, KeyRing } from '@dossier/kernel/crypto';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { LEAST_LENGTH } from '../passwords/password.rules';
import { asSubject } from '../sessions/subject';
import type { FactorSecret, SecondFactor } from './factor.views';
import { factorPlace, FACTOR_PURPOSE } from './factor.place';
import { addressOf, codeOf, newRecoveryCode, newSecret, RECOVERY_CODES, recoveryHash, stepOf } from './totp';

interface FactorRow {
  id: string;
  secret: Buffer;
  confirmed_at: Date | null;
  last_step: string | number;
}

const ISSUER = 'Dossier';

/** The second factor of an account: an authenticator's secret, encrypted, and ten recovery codes, hashed. */
@Injectable()
export class FactorService {
  constructor(
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  /** How the factor of a user stands. */
  async stateOf(userId: string): Promise<SecondFactor> {
    const [row] = await this.database.query<{ confirmed_at: Date | null; codes_left: number; required: boolean; providers: SecondFactor['providers'] }>('select * from factor_of($1)', [userId]);
    return { confirmedAt: row?.confirmed_at ?? null, codesLeft: row?.codes_left ?? 0, required: row?.required ?? false, providers: row?.providers ?? [] };
  }

  /** Makes a secret that counts once a code of it was given; whoever has a factor turns that off first. */
  async begin(user: { id: string; email: string }): Promise<FactorSecret> {
    await asSubject(user.id);
    const known = await this.rowOf(user.id);
    if (known?.confirmed_at) throw new DomainError('FACTOR_EXISTS');
    const id = known?.id ?? newId();
    const secret = newSecret();
    await currentWork().query(
      `insert into second_factor (id, user_id, secret) values ($1, $2, $3)
       on conflict (user_id) do update set secret = excluded.secret, last_step = 0, version = second_factor.version + 1, updated_at = now()`,
      [id, user.id, encryptField(this.ring.derive(FACTOR_PURPOSE), secret, factorPlace(id), this.ring.current)],
    );
    const address = addressOf(secret, user.email, ISSUER);
    const picture = `data:image/svg+xml;base64,${Buffer.from(await drawn(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })).toString('base64')}`;
    return { secret, address, picture };
  }

  /** The first code proves that the authenticator has the secret: from now on it is asked for. Gives the recovery codes. */
  async confirm(userId: string, code: string): Promise<string[]> {
    await asSubject(userId);
    const row = await this.rowOf(userId);
    if (!row) throw new DomainError('FACTOR_MISSING');
    if (row.confirmed_at) throw new DomainError('FACTOR_EXISTS');
    if (!(await this.spend(userId, row, code))) throw new DomainError('CODE_WRONG', { field: 'code' });
    await currentWork().query('update second_factor set confirmed_at = $2, version = version + 1, updated_at = now() where user_id = $1', [userId, this.clock.now()]);
    return this.renewCodes(userId);
  }

  /** Whether this is a code of now that was not used before. It is used afterwards. */
  async accepts(userId: string, code: string): Promise<boolean> {
    await asSubject(userId);
    const row = await this.rowOf(userId);
    return row?.confirmed_at ? this.spend(userId, row, code) : false;
  }

  /** Whether this is an unused recovery code. It is used afterwards. */
  async acceptsRecovery(userId: string, code: string): Promise<boolean> {
    await asSubject(userId);
    const spent = await currentWork().query(
      'update recovery_code set used_at = $3, version = version + 1, updated_at = now() where user_id = $1 and code_hash = $2 and used_at is null returning id',
      [userId, recoveryHash(userId, code), this.clock.now()],
    );
    return spent.length === 1;
  }

  /** Ten new recovery codes; those before are worth nothing any more. */
  async renewCodes(userId: string): Promise<string[]> {
    await asSubject(userId);
    if (!(await this.rowOf(userId))?.confirmed_at) throw new DomainError('FACTOR_MISSING');
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await currentWork().query('delete from recovery_code where user_id = $1', [userId]);
    await currentWork().query('insert into recovery_code (id, user_id, code_hash) select unnest($2::uuid[]), $1, unnest($3::bytea[])', [userId, codes.map(() => newId()), codes.map((code) => recoveryHash(userId, code))]);
    return codes;
  }

  /** Turns the factor off; refused where the roles ask for one, or where the password was let pass because of it. */
  async disable(userId: string): Promise<void> {
    const { confirmedAt, required } = await this.stateOf(userId);
    if (!confirmedAt) throw new DomainError('FACTOR_MISSING');
    if (required) throw new DomainError('FACTOR_REQUIRED');
    const [user] = await currentWork().query<{ short_password: boolean }>('select short_password from app_user where id = $1', [userId]);
    if (user?.short_password) throw new DomainError('PASSWORD_STANDS_ALONE', { least: LEAST_LENGTH });
    await this.remove(userId);
  }

  /** Takes the factor of an account away, whatever asks for one: the next sign-in binds another where roles demand it. */
  async remove(userId: string): Promise<void> {
    await asSubject(userId);
    const gone = await currentWork().query('delete from second_factor where user_id = $1 returning id', [userId]);
    if (gone.length === 0) throw new DomainError('FACTOR_MISSING');
    await currentWork().query('delete from recovery_code where user_id = $1', [userId]);
  }

  private async rowOf(userId: string): Promise<FactorRow | undefined> {
    const [row] = await currentWork().query<FactorRow & Record<string, unknown>>('select id, secret, confirmed_at, last_step from second_factor where user_id = $1 for update', [userId]);
    return row;
  }

  private async spend(userId: string, row: FactorRow, given: string): Promise<boolean> {
    const secret = decryptField(this.ring.derive(FACTOR_PURPOSE, row.secret[0] ?? 0), row.secret, factorPlace(row.id));
    const step = stepOf(secret, codeOf(given), this.clock.now(), Number(row.last_step));
    if (step === null) return false;
    const moved = await currentWork().query('update second_factor set last_step = $2, version = version + 1, updated_at = now() where user_id = $1 and last_step < $2 returning id', [userId, step]);
    return moved.length === 1;
  }
}
