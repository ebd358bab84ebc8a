import { Injectable, type OnModuleInit } from '@nestjs/common';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Replay } from '@dossier/kernel/spool';
import { IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import { Confirmations } from './confirmations';
import { Intake, SPOOLED, SPOOLED_WORD, type Incoming } from './intake';

/** By which request something came. */
interface Came {
  operation: string;
  requestId: string;
  language: 'zh' | 'en';
  ip?: string | null;
  device?: string | null;
}

interface Waited extends Came {
  incoming: Incoming;
}

interface Word extends Came {
  id: string;
  at: string;
}

/** Takes in what came while the database was away, as it would have been then: its key sees to it that it is there once. */
@Injectable()
export class IntakeReplay implements OnModuleInit {
  constructor(
    private readonly replay: Replay,
    private readonly database: Database,
    private readonly intake: Intake,
    private readonly confirmations: Confirmations,
  ) {}

  onModuleInit(): void {
    this.replay.take(SPOOLED, (payload) => this.takeIn(payload as unknown as Waited));
    this.replay.take(SPOOLED_WORD, (payload) => this.hear(payload as unknown as Word));
  }

  private async takeIn({ incoming, ...came }: Waited): Promise<void> {
    await this.database.work(door(incoming.origin, came), came.operation, async () => {
      const { isNew } = await this.intake.take(incoming);
      currentWork().note.facts = { formId: incoming.form?.id ?? null, at: incoming.at ?? null, isNew };
    });
  }

  private async hear({ id, at, ...came }: Word): Promise<void> {
    await this.database.work(door(IntakeOrigin.FORM, came), came.operation, async () => {
      const confirmed = await this.confirmations.confirm(id, new Date(at));
      currentWork().note.facts = { at, confirmed };
    });
  }
}

/** Who acts in the trail: the door it came by, with the request of then. Nobody is signed in there, and the act is the product's own. */
function door(origin: IntakeOrigin, { requestId, language, ip = null, device = null }: Came): Viewer {
  return { ...jobViewer(origin === IntakeOrigin.SURVEY ? 'customers.survey-replay' : 'customers.form-replay', [], requestId), language, ip, device };
}
