import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { KeyRing } from '@dossier/kernel/crypto';
import { Clock } from '@dossier/kernel/time';

const SIGNED = 16;
const ID_BYTES = 16;
const WHEN_BYTES = 6;
const PURPOSE = 'survey-link';

/** What stands in a survey's link: whom it speaks of and until when, signed. It takes no database. */
@Injectable()
export class SurveyTokens {
  constructor(
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  make(code: string, customerId: string, expiresAt: Date): string {
    const body = Buffer.alloc(ID_BYTES + WHEN_BYTES);
    Buffer.from(customerId.replaceAll('-', ''), 'hex').copy(body);
    body.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), ID_BYTES, WHEN_BYTES);
    const version = this.ring.current;
    return Buffer.concat([Buffer.from([version]), body, this.signature(code, body, version)]).toString('base64url');
  }

  /** Whom a token of this survey speaks of; null where it was not made here, or has run out. */
  customerOf(code: string, token: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + WHEN_BYTES + SIGNED + 1) return null;
    const body = bytes.subarray(1, 1 + ID_BYTES + WHEN_BYTES);
    const version = bytes[0]!;
    if (!this.ring.versions.includes(version) || !timingSafeEqual(this.signature(code, body, version), bytes.subarray(1 + ID_BYTES + WHEN_BYTES))) return null;
    if (body.readUIntBE(ID_BYTES, WHEN_BYTES) * 1000 < this.clock.now().getTime()) return null;
    const hex = body.subarray(0, ID_BYTES).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  private signature(code: string, body: Buffer, version: number): Buffer {
    return createHmac('sha256', this.ring.derive(PURPOSE, version)).update(code).update(body).digest().subarray(0, SIGNED);
  }
}
