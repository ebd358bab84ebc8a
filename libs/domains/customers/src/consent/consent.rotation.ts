import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rotations } from '@dossier/kernel/keys';

/** Evidence is sealed under the key of its person, and that key is wrapped anew elsewhere: nothing of its own has to move. */
@Injectable()
export class ConsentRotation implements OnModuleInit {
  constructor(private readonly rotations: Rotations) {}

  onModuleInit(): void {
    this.rotations.columns.add('consent_entry.proof_cipher');
  }
}
