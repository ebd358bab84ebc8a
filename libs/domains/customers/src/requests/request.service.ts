import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { oneOf, ref, sql, type ListArgs, type ListSpec, type Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ConsentAct, ConsentChannel, ConsentSource, SubjectRequestKind, SubjectRequestState, type SubjectRequestSort } from '@dossier/vocabulary/privacy-enums';
import { ConsentLedger } from '../consent/consent.ledger';
import { isChosen } from '../consent/consent.service';
import { PurposeService } from '../consent/purpose.service';
import type { Erasure } from '../erasure/erasure.entity';
import { ErasureService } from '../erasure/erasure.service';
import { Customer } from '../profile/customer.entity';
import { SubjectRequest } from './request.entity';
import type { AnswerInput, SubjectRequestFilter, SubjectRequestInput } from './request.inputs';
import { clockOf, dueAt, requireAnswerable } from './request.rules';

const requestList: ListSpec<keyof SubjectRequestFilter, SubjectRequestSort> = {
  filter: {
    kind: oneOf('kind'), state: oneOf('state'), customer: ref('customerId'),
    clock: sql<{ in?: string[] }>(['clock'], (value, { alias, params }) => `${clockOf(alias)} = any(${params.add(value.in ?? [], 'text[]')})`),
  },
  sort: { DUE_AT: { path: 'dueAt', type: 'timestamptz' }, RECEIVED_AT: { path: 'receivedAt', type: 'timestamptz' } },
  defaultSort: 'DUE_AT' as SubjectRequestSort,
};

/** Requests of persons about their own data: registered, checked, answered in time. */
@Injectable()
export class SubjectRequestService {
  constructor(
    @InjectRecords(SubjectRequest) private readonly requests: Records<SubjectRequest>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly erasures: ErasureService,
    private readonly ledger: ConsentLedger,
    private readonly purposes: PurposeService,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.requests.page(viewer, args, requestList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.requests.read(viewer, id, asked);
  }

  /** Notes that a person asks for something. From the day it came in, the clock runs. */
  async register(viewer: Viewer, customerId: string, input: SubjectRequestInput): Promise<SubjectRequest> {
    const customer = await this.customers.get(viewer, customerId, 'CONSENT');
    const receivedAt = input.receivedAt ?? this.clock.now();
    if (receivedAt.getTime() > this.clock.now().getTime() + 60_000) throw new DomainError('INVALID_INPUT', { field: 'receivedAt', reason: 'FUTURE' });
    return this.requests.add(viewer, { id: newId(), customerId: customer.id, kind: input.kind, state: SubjectRequestState.OPEN, receivedAt, dueAt: dueAt(receivedAt), note: input.note?.trim() || null });
  }

  /** Notes how it was checked that it is the person who asks. */
  async checkIdentity(viewer: Viewer, id: string, how: string): Promise<SubjectRequest> {
    const request = await this.open(viewer, id);
    if (how.trim() === '') throw new DomainError('INVALID_INPUT', { field: 'how', reason: 'EMPTY' });
    return this.requests.save(viewer, request, { identityCheck: how.trim(), identityCheckedAt: this.clock.now() }, 'ANSWER');
  }

  /** Answers a request and stops its clock. What it asks of the use of data takes effect in the same moment. */
  async answer(viewer: Viewer, id: string, { granted, answer }: AnswerInput): Promise<SubjectRequest> {
    const request = await this.open(viewer, id);
    requireAnswerable(request, granted);
    if (granted && request.kind === SubjectRequestKind.RESTRICT) await this.restrict(request);
    if (granted && request.kind === SubjectRequestKind.OBJECT) await this.object(viewer, request);
    return this.close(viewer, request, granted ? SubjectRequestState.ANSWERED : SubjectRequestState.REFUSED, answer);
  }

  /** Erases a person; a request that asked for it is answered by the same act. */
  async erase(viewer: Viewer, customerId: string, { requestId, reason }: { requestId: string | null; reason: string }): Promise<Erasure> {
    if (requestId !== null) {
      const request = await this.open(viewer, requestId);
      if (request.customerId !== customerId || request.kind !== SubjectRequestKind.ERASE) throw new DomainError('NOT_FOUND');
      requireAnswerable(request, true);
      await this.close(viewer, request, SubjectRequestState.ANSWERED, null);
    }
    return this.erasures.erase(viewer, customerId, { requestId, reason });
  }

  /** Opens marketing again for a customer whose restriction has ended; consent that was withdrawn stays so. */
  async lift(viewer: Viewer, customerId: string): Promise<void> {
    const customer = await this.customers.get(viewer, customerId, 'CONSENT');
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customer.id });
    await currentWork().query('update processing_limit set ended_at = $2, version = version + 1, updated_at = now() where customer_id = $1 and ended_at is null', [customer.id, this.clock.now()]);
  }

  /** A request that still runs, for whoever may answer it. */
  async open(viewer: Viewer, id: string): Promise<SubjectRequest> {
    const request = await this.requests.get(viewer, id);
    if (request.state !== SubjectRequestState.OPEN) throw new DomainError('REQUEST_CLOSED');
    this.requests.require(viewer, request, 'ANSWER');
    return request;
  }

  private close(viewer: Viewer, request: SubjectRequest, state: SubjectRequestState, answer: string | null): Promise<SubjectRequest> {
    return this.requests.save(viewer, request, { state, answer: answer?.trim() ?? null, answeredAt: this.clock.now(), answeredById: viewer.userId }, 'ANSWER');
  }

  private async restrict({ id, customerId }: SubjectRequest): Promise<void> {
    await currentWork().query('insert into processing_limit (id, customer_id, since, request_id) select $1, $2, $3, $4 where not exists (select 1 from processing_limit where customer_id = $2 and ended_at is null)', [newId(), customerId, this.clock.now(), id]);
  }

  /** An objection closes every purpose of marketing that the person has a say in, personalisation included. */
  private async object(viewer: Viewer, { customerId }: SubjectRequest): Promise<void> {
    const rows = await currentWork().query<{ id: string }>('select id from purpose where marketing and archived_at is null');
    const marketing = new Set(rows.map(({ id }) => id));
    const purposes = (await this.purposes.known()).filter((purpose) => marketing.has(purpose.id) && isChosen(purpose));
    await this.ledger.write(viewer, purposes.map((purpose) => ({ customerId, purposeId: purpose.id, channel: ConsentChannel.ANY, act: ConsentAct.WITHDRAWN, at: this.clock.now(), source: ConsentSource.REQUEST, noticeId: purpose.noticeId })));
  }
}
