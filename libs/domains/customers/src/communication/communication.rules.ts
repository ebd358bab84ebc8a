import { DomainError } from '@dossier/kernel/errors';
import { CommunicationDirection, CommunicationKind, NextStepState } from '@dossier/vocabulary/archive-enums';
import { tidy } from '../profile/customer.rules';
import type { Communication } from './communication.entity';
import type { CommunicationInput } from './communication.inputs';

/** A text as it is kept, its lines left as they are: nothing instead of empty. */
export const kept = (text: string | null | undefined): string | null => (text?.trim() ? text.trim() : null);

const MINUTES_AHEAD = 10;

/** What an input changes on a communication; nothing that it leaves out. The private note is sealed by whoever holds the key. */
export function communicated(input: CommunicationInput, now: Date, before?: Communication): Partial<Communication> {
  const change: Partial<Communication> = before ? {} : { kind: CommunicationKind.CALL, direction: CommunicationDirection.OUTGOING, at: now, answers: [] };
  if (input.kind) change.kind = input.kind;
  if (input.direction) change.direction = input.direction;
  if (input.at) change.at = happened(input.at, now);
  if (input.contactName !== undefined) change.contactName = tidy(input.contactName);
  if (input.summary !== undefined) change.summary = kept(input.summary);
  if (input.outcome !== undefined) change.outcome = input.outcome;
  if (input.templateId !== undefined) change.templateId = input.templateId;
  if (input.answers) change.answers = input.answers.map(({ question, answer }) => ({ question: question.trim(), answer: kept(answer) }));
  return { ...change, ...nextOf(input, before) };
}

/** What has been said cannot lie ahead; clocks that differ a little may. */
function happened(at: Date, now: Date): Date {
  if (at.getTime() > now.getTime() + MINUTES_AHEAD * 60_000) throw new DomainError('INVALID_INPUT', { field: 'at', reason: 'FUTURE' });
  return at;
}

/** A next step is open as long as it has a text or a day, and nobody has done it. */
function nextOf(input: CommunicationInput, before?: Communication): Partial<Communication> {
  if (input.nextStep === undefined && input.nextOn === undefined && before) return {};
  const nextStep = input.nextStep === undefined ? (before?.nextStep ?? null) : tidy(input.nextStep);
  const nextOn = input.nextOn === undefined ? (before?.nextOn ?? null) : input.nextOn;
  if (nextStep === null && nextOn === null) return { nextStep, nextOn, nextState: null };
  const isSame = before !== undefined && before.nextStep === nextStep && before.nextOn === nextOn;
  return { nextStep, nextOn, nextState: isSame ? before.nextState : NextStepState.OPEN };
}

/** One thing must have been said: a summary, an outcome, a note, an answer or a next step. */
export function requireContent(row: Partial<Communication>, hasNote: boolean): void {
  const said = [row.summary, row.outcome, row.nextStep, row.nextOn].some(Boolean) || hasNote || (row.answers ?? []).some(({ answer }) => answer);
  if (!said && row.kind !== CommunicationKind.VISIT && row.kind !== CommunicationKind.CALL) throw new DomainError('INVALID_INPUT', { field: 'summary', reason: 'EMPTY' });
}
