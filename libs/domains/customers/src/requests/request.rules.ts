import { DomainError } from '@dossier/kernel/errors';
import { SubjectRequestKind, SubjectRequestState } from '@dossier/vocabulary/privacy-enums';

/** How long an answer may take, and from when on the clock is amber. */
export const ANSWER_DAYS = 15;
export const AMBER_DAYS = 3;

const DAY = 86_400_000;

/** When a request that came in then must be answered. */
export const dueAt = (receivedAt: Date): Date => new Date(receivedAt.getTime() + ANSWER_DAYS * DAY);

/** How much of the time is left, as the statement tells it. */
export const clockOf = (alias: string): string =>
  `(case when ${alias}.state <> 'OPEN' then 'STOPPED' when ${alias}.due_at < now() then 'LATE' when ${alias}.due_at < now() + interval '${AMBER_DAYS} days' then 'AMBER' else 'CALM' end)`;

/** Requests that hand out data or take it away for good: nobody may make them in another's name. */
const delicate = new Set([SubjectRequestKind.ACCESS, SubjectRequestKind.COPY, SubjectRequestKind.CORRECT, SubjectRequestKind.ERASE, SubjectRequestKind.EXPLAIN]);

/** Refuses to answer what is answered already, and to grant what is delicate before it is known who asks. */
export function requireAnswerable(request: { state: SubjectRequestState; kind: SubjectRequestKind; identityCheckedAt: Date | null }, granted: boolean): void {
  if (request.state !== SubjectRequestState.OPEN) throw new DomainError('REQUEST_CLOSED');
  if (granted && delicate.has(request.kind) && request.identityCheckedAt === null) throw new DomainError('IDENTITY_UNCHECKED');
}
