import type { VariablesOf } from '@dossier/client';
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import type { RecordCommunicationDocument } from './archive.documents';
import { parseNextDay } from './nextDay';
import type { Communication } from './useArchive';

export type CommunicationInput = VariablesOf<typeof RecordCommunicationDocument>['input'];

/** What the form holds: the next day as it was typed, the time as the picker has it. */
export interface LogValues {
  kind: NonNullable<CommunicationInput['kind']>;
  summary?: string | null;
  outcome?: CommunicationInput['outcome'];
  nextStep?: string | null;
  nextOn?: string;
  at?: Dayjs | null;
  direction?: CommunicationInput['direction'];
  contactName?: string | null;
  note?: string;
  templateId?: string | null;
  answers?: { question: string; answer?: string | null }[];
}

/** The form of a new contact, or of one that is corrected. */
export function valuesOf(before?: Communication): LogValues {
  if (!before) return { kind: 'CALL', direction: 'OUTGOING' };
  return {
    kind: before.kind ?? 'CALL', summary: before.summary, outcome: before.outcome, nextStep: before.nextStep, nextOn: before.nextOn ?? '', at: before.at ? dayjs(before.at) : null,
    direction: before.direction ?? 'OUTGOING', contactName: before.contactName, templateId: before.templateId,
    answers: (before.answers ?? []).map(({ question, answer }) => ({ question: question ?? '', answer })),
  };
}

/** What is sent; a private note that was left empty stays as it is. */
export function inputOf(values: LogValues, today: string, isChange: boolean): CommunicationInput {
  const { at, nextOn, note, ...plain } = values;
  const day = parseNextDay(nextOn, today) ?? null;
  return {
    ...plain, outcome: values.outcome ?? null, nextOn: day,
    ...(at ? { at: at.toISOString() } : {}),
    ...(note?.trim() ? { note } : {}),
    ...(values.answers && values.answers.length > 0 ? {} : { answers: isChange ? [] : undefined }),
  } as CommunicationInput;
}
