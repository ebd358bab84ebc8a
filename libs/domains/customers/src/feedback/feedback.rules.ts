import { DomainError } from '@dossier/kernel/errors';
import { FeedbackKind, FeedbackStatus } from '@dossier/vocabulary/archive-enums';
import { kept } from '../communication/communication.rules';
import type { CustomerFeedback } from './feedback.entity';
import type { FeedbackInput } from './feedback.inputs';

/** What an input changes on feedback; nothing that it leaves out. A text or a score must stand. */
export function feltBy(input: FeedbackInput, now: Date, before?: CustomerFeedback): Partial<CustomerFeedback> {
  const change: Partial<CustomerFeedback> = before ? {} : { kind: FeedbackKind.SUGGESTION, at: now, status: FeedbackStatus.OPEN };
  if (input.kind) change.kind = input.kind;
  if (input.at) change.at = input.at;
  if (input.score !== undefined) change.score = input.score;
  if (input.productId !== undefined) change.productId = input.productId;
  if (input.channelId !== undefined) change.channelId = input.channelId;
  if (input.text !== undefined) change.text = kept(input.text);
  if (input.status) change.status = input.status;
  const whole = { ...before, ...change };
  if (!whole.text && typeof whole.score !== 'number') throw new DomainError('INVALID_INPUT', { field: 'text', reason: 'EMPTY' });
  if (whole.at && whole.at.getTime() > now.getTime() + 600_000) throw new DomainError('INVALID_INPUT', { field: 'at', reason: 'FUTURE' });
  return change;
}

/** The change that an answer makes: who said what when, and that it is answered. */
export function answered(text: string, by: string | null, now: Date): Partial<CustomerFeedback> {
  const answer = kept(text);
  if (answer === null) throw new DomainError('INVALID_INPUT', { field: 'answer', reason: 'EMPTY' });
  return { answer, answeredAt: now, answeredBy: by, status: FeedbackStatus.ANSWERED };
}
