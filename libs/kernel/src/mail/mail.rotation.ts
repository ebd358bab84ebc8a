import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyRing } from '../crypto';
import { Database } from '../data/database';
import { Rotations } from '../keys/rotations';
import { sealedColumn } from '../keys/sealed-column';
import { openLetter, sealLetter } from './mail.seal';

/** Letters that wait to be sent move along when the key changes. */
@Injectable()
export class MailRotation implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly rotations: Rotations,
  ) {}

  onModuleInit(): void {
    const step = sealedColumn(this.database, {
      table: 'mail', column: 'letter', key: ['id'],
      reseal: ({ id }, box) => sealLetter(this.ring, String(id), openLetter(this.ring, String(id), box)),
    });
    this.rotations.add(step, step.name);
  }
}
