import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Leftovers, Rotations, sealedColumn } from '@dossier/kernel/keys';
import { rawPlace } from './intake';
import { PersonSeal } from './person.seal';

/** What came in and is nobody's yet moves along when the key of the installation changes; what is a person's stays under their key. */
@Injectable()
export class IntakeRotation implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly seal: PersonSeal,
    private readonly rotations: Rotations,
    private readonly leftovers: Leftovers,
  ) {}

  onModuleInit(): void {
    const raw = sealedColumn(this.database, {
      table: 'intake_submission', column: 'raw', key: ['id'],
      reseal: (row, box) => this.seal.seal(rawPlace(String(row['id'])), this.seal.open(rawPlace(String(row['id'])), box)),
    });
    this.leftovers.add({ table: 'intake_submission', column: 'raw', key: ['id'], goes: 'VALUE', open: (row, box) => this.seal.open(rawPlace(String(row['id'])), box) });
    // The others are sealed under keys of persons, which are wrapped anew by a step of their own.
    this.rotations.add(raw, raw.name, 'intake_submission.payload', 'field_suggestion.value', 'field_suggestion.replaced');
  }
}
