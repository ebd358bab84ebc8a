import { FormField, FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { intakeTerms } from '@dossier/vocabulary/terms/intake';
import type { VariablesOf } from '@dossier/client';
import { formsText } from './forms.text';
import type { CreateFormDocument } from './forms.documents';

export interface Words { zh: string; en: string }
export interface ChoiceDraft extends Words { key?: string }
export interface QuestionDraft { key?: string; kind: QuestionKind; field: FormField | null; label: Words; help: Words; required: boolean; choices: ChoiceDraft[]; isNeed?: boolean }
export interface ConsentDraft { key?: string; label: Words; required: boolean; purposeId: string | null }

/** A form as it stands in the editor. */
export interface FormDraft { name: string; sourceId: string | null; title: Words; intro: Words; thanks: Words; questions: QuestionDraft[]; consents: ConsentDraft[]; makesLead: boolean; productId: string | null; captcha: boolean; doubleOptIn: boolean }

type Input = VariablesOf<typeof CreateFormDocument>['input'];

const nothing = (): Words => ({ zh: '', en: '' });
const wordsOf = (given: unknown): Words => ({ ...nothing(), ...((given ?? {}) as Partial<Words>) });

/** A text of the server in the reader's language; a plain one as it is. */
export function inLanguage(value: unknown, language: 'zh' | 'en'): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return wordsOf(value)[language];
}

export const newQuestion = (kind: QuestionKind = QuestionKind.TEXT): QuestionDraft => ({ kind, field: null, label: nothing(), help: nothing(), required: false, choices: kind === QuestionKind.CHOICE ? [nothing(), nothing()] : [] });
export const newConsent = (): ConsentDraft => ({ label: nothing(), required: false, purposeId: null });

const ask = (field: FormField, required = false): QuestionDraft => {
  const { zh, en } = intakeTerms[`FormField.${field}`];
  return { ...newQuestion(QuestionKind.FIELD), field, label: { zh, en }, required };
};

/** What a new form begins with: enough to find or make a customer. A survey begins with the one question that most ask. */
export function freshDraft(kind: FormKind): FormDraft {
  const questions = kind === FormKind.SURVEY
    ? [{ ...newQuestion(QuestionKind.SCALE), label: { ...formsText.table.recommend }, required: true }]
    : [ask(FormField.NAME, true), ask(FormField.PHONE, true), ask(FormField.EMAIL)];
  return { name: '', sourceId: null, title: nothing(), intro: nothing(), thanks: nothing(), questions, consents: [], makesLead: false, productId: null, captcha: false, doubleOptIn: false };
}

interface Kept { title?: unknown; intro?: unknown; thanks?: unknown; questions?: QuestionDraft[]; consents?: ConsentDraft[]; lead?: { productId: string | null }; captcha?: boolean; doubleOptIn?: boolean }

/** The draft that the server keeps, in the shape of the editor. */
export function draftOf(form: { name?: string | null; sourceId?: string | null; draft?: unknown }): FormDraft {
  const kept = (form.draft ?? {}) as Kept;
  return {
    name: form.name ?? '', sourceId: form.sourceId ?? null, title: wordsOf(kept.title), intro: wordsOf(kept.intro), thanks: wordsOf(kept.thanks),
    questions: (kept.questions ?? []).map(one => ({ ...one, label: wordsOf(one.label), help: wordsOf(one.help), choices: one.choices ?? [] })),
    consents: (kept.consents ?? []).map(one => ({ ...one, label: wordsOf(one.label) })),
    makesLead: kept.lead !== undefined, productId: kept.lead?.productId ?? null, captcha: kept.captcha ?? false, doubleOptIn: kept.doubleOptIn ?? false,
  };
}

const said = (words: Words): boolean => words.zh.trim() !== '' || words.en.trim() !== '';

/** What is sent of the editor: empty hints and choices are left out. */
export function inputOf(draft: FormDraft): Input {
  return {
    name: draft.name, sourceId: draft.sourceId, title: said(draft.title) ? draft.title : { zh: draft.name, en: draft.name }, intro: said(draft.intro) ? draft.intro : null, thanks: said(draft.thanks) ? draft.thanks : null,
    makesLead: draft.makesLead, productId: draft.makesLead ? draft.productId : null, captcha: draft.captcha, doubleOptIn: draft.doubleOptIn,
    questions: draft.questions.map(({ key, kind, field, label, help, required, choices, isNeed }) => ({
      ...(key ? { key } : {}), kind, field: kind === QuestionKind.FIELD ? field : null, label, help: said(help) ? help : null, required, ...(isNeed && draft.makesLead && kind === QuestionKind.TEXT ? { isNeed } : {}),
      choices: kind === QuestionKind.CHOICE ? choices.filter(said).map(({ key: known, zh, en }) => ({ ...(known ? { key: known } : {}), zh, en })) : null,
    })),
    consents: draft.consents.filter(({ label }) => said(label)).map(({ key, label, required, purposeId }) => ({ ...(key ? { key } : {}), label, required, purposeId })),
  };
}

/** A list with one of its things in another place. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const left = [...all];
  left.splice(to, 0, ...left.splice(from, 1));
  return left;
}
