import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nobody } from '@dossier/kernel/access';
import { onCipherFault, type CipherError } from '@dossier/kernel/crypto';
import { Database, recordAct } from '@dossier/kernel/data';
import { currentRequest } from '@dossier/kernel/graphql';

/** One entry a place and quarter of an hour: a page of moved values would fill the trail. */
const QUIET_MS = 15 * 60_000;
const MOST = 1_000;

/** What a stranger can send us in any form proves nothing about the data; it is refused where it arrives. */
const FROM_OUTSIDE = /^(provider|cookie)/;

/** Writes into the trail that a sealed value did not open where it lay: the alert follows from the entry. */
@Injectable()
export class CipherWatch implements OnModuleInit {
  private readonly told = new Map<string, number>();

  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    onCipherFault((fault) => this.hear(fault));
  }

  private hear({ fault, place }: CipherError): void {
    const now = Date.now();
    if (fault === 'KEY_MISSING' || FROM_OUTSIDE.test(place) || now - (this.told.get(place) ?? 0) < QUIET_MS) return;
    if (this.told.size >= MOST) this.told.clear();
    this.told.set(place, now);
    const request = currentRequest();
    const viewer = request?.viewer ?? nobody('vault');
    recordAct(this.database.aside, { viewer, action: 'openSealed', outcome: 'FAILED', code: `CIPHER_${fault}`, note: { facts: { place } } }).catch(() => this.told.delete(place));
  }
}
