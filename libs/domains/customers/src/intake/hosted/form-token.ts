import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { KeyRing } from '@dossier/kernel/crypto';
import { Clock } from '@dossier/kernel/time';

const NONCE = 16;
const WHEN = 6;
const SIGNED = 16;
const PURPOSE = 'form-page';
/** Nobody fills in a form faster than this; a program does. */
const FASTEST_MS = 2_000;
const LONGEST_MS = 24 * 3_600_000;

/** What a page was given along when it was shown. */
export interface Seen {
  /** Names the submission, however often it is sent. */
  key: string;
  verdict: 'FINE' | 'TOO_FAST' | 'TOO_OLD';
}

/** The mark on a shown form: it says when it was shown, and that it was shown by us. */
@Injectable()
export class FormToken {
  constructor(
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  make(code: string): string {
    const body = Buffer.alloc(NONCE + WHEN);
    randomBytes(NONCE).copy(body);
    body.writeUIntBE(this.clock.now().getTime(), NONCE, WHEN);
    const version = this.ring.current;
    return Buffer.concat([Buffer.from([version]), body, this.signature(code, body, version)]).toString('base64url');
  }

  /** What a mark says; null where it was not made here for this form. */
  read(code: string, token: string): Seen | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== 1 + NONCE + WHEN + SIGNED) return null;
    const body = bytes.subarray(1, 1 + NONCE + WHEN);
    const version = bytes[0]!;
    if (!this.ring.versions.includes(version) || !timingSafeEqual(this.signature(code, body, version), bytes.subarray(1 + NONCE + WHEN))) return null;
    const age = this.clock.now().getTime() - body.readUIntBE(NONCE, WHEN);
    return { key: body.subarray(0, NONCE).toString('hex'), verdict: age < FASTEST_MS ? 'TOO_FAST' : age > LONGEST_MS ? 'TOO_OLD' : 'FINE' };
  }

  private signature(code: string, body: Buffer, version: number): Buffer {
    return createHmac('sha256', this.ring.derive(PURPOSE, version)).update(code).update(body).digest().subarray(0, SIGNED);
  }
}
