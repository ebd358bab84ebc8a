import { Injectable } from '@nestjs/common';
import { decryptField, encryptField, KeyRing } from '@dossier/kernel/crypto';

/** Where a sealed text stands; it opens nowhere else. */
export interface TextPlace {
  table: string;
  column: string;
  rowId: string;
}

/** Seals texts that may hold class A values but belong to no person yet: stages, samples, filters of exports. */
@Injectable()
export class SealedText {
  constructor(private readonly ring: KeyRing) {}

  seal(place: TextPlace, text: string): Buffer {
    return encryptField(this.key(this.ring.current), text, place, this.ring.current);
  }

  open(place: TextPlace, box: Buffer): string {
    return decryptField(this.key(box[0] ?? 0), box, place);
  }

  sealJson(place: TextPlace, value: unknown): Buffer {
    return this.seal(place, JSON.stringify(value));
  }

  openJson<T>(place: TextPlace, box: Buffer): T {
    return JSON.parse(this.open(place, box)) as T;
  }

  private key(version: number): Buffer {
    return this.ring.derive('workspace-text', version);
  }
}
