import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nobody } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Replay } from '@dossier/kernel/spool';
import { Intake, SPOOLED, type Incoming } from './intake';

interface Waited {
  operation: string;
  requestId: string;
  language: 'zh' | 'en';
  incoming: Incoming;
}

/** Takes in what came while the database was away, as it would have been then: its key sees to it that it is there once. */
@Injectable()
export class IntakeReplay implements OnModuleInit {
  constructor(
    private readonly replay: Replay,
    private readonly database: Database,
    private readonly intake: Intake,
  ) {}

  onModuleInit(): void {
    this.replay.take(SPOOLED, async (payload) => {
      const { operation, requestId, language, incoming } = payload as unknown as Waited;
      await this.database.work(nobody(requestId, language, null, null), operation, () => this.intake.take(incoming));
    });
  }
}
