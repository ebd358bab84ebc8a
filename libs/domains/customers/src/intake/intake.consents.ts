import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { ConsentAct, ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { SubmissionState } from '@dossier/vocabulary/intake-enums';
import { ConsentLedger } from '../consent/consent.ledger';
import type { Content } from './intake.content';
import type { Brought } from './intake.types';

interface Agreed {
  purposeId: string;
  noticeId: string | null;
}

/** Notes in the ledger what a visitor has agreed to, with the wording of their box as evidence. */
@Injectable()
export class IntakeConsents {
  constructor(private readonly ledger: ConsentLedger) {}

  /**
   * One line for each purpose that was ticked; a box that was left empty says nothing. Whoever only names a contact has not proven to be
   * its owner: where that person has withdrawn, their withdrawal stands, and only a link of their own can take it back.
   */
  async record(viewer: Viewer, { customerId, sideId, state }: Brought, content: Content, receivedAt: Date): Promise<void> {
    const ticked = new Map(content.consents.flatMap((one) => (one.purposeId ? [[one.purposeId, one]] : [])));
    if (ticked.size === 0) return;
    const proven = state === SubmissionState.CREATED || content.customerId !== null;
    const open = await currentWork().query<Agreed & Record<string, unknown>>(
      `select p.id as "purposeId", (select n.id from notice n where n.purpose_id = p.id and n.created_at <= $4 order by n.number desc limit 1) as "noticeId" from purpose p
        where p.id = any($1::uuid[]) and p.archived_at is null and p.legal_basis in ('CONSENT','LEGITIMATE_INTEREST')
          and ($3 or not exists (select 1 from consent_state s where s.customer_id = $2 and s.purpose_id = p.id and s.state = 'WITHDRAWN'))`,
      [[...ticked.keys()], customerId, proven, receivedAt]);
    await this.ledger.write(viewer, open.map(({ purposeId, noticeId }) => ({
      customerId, sideId, purposeId, channel: ConsentChannel.ANY, act: ConsentAct.GIVEN, at: receivedAt, source: ConsentSource.FORM, noticeId, proof: ticked.get(purposeId)!.label[content.language],
    })));
  }
}
