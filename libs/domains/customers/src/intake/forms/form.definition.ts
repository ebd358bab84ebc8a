import { FormField, FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { DomainError } from '@dossier/kernel/errors';

/** A text in both languages; where one is missing the other stands in. */
export interface FormText {
  zh: string;
  en: string;
}

export interface FormChoice extends FormText {
  key: string;
}

export interface FormQuestion {
  key: string;
  kind: QuestionKind;
  /** The customer's field that the answer is about, for FIELD alone. */
  field: FormField | null;
  label: FormText;
  help: FormText | null;
  required: boolean;
  choices: readonly FormChoice[];
  /** Of a TEXT in a form that makes leads: the answer says what the person needs. */
  isNeed?: boolean;
}

/** A box to tick; it is asked for, never ticked beforehand. */
export interface FormConsent {
  key: string;
  label: FormText;
  required: boolean;
  /** The purpose of the company's list that a tick agrees to. */
  purposeId: string | null;
}

/** What a form asks, in the version that a visitor saw. */
export interface FormDefinition {
  title: FormText;
  intro: FormText | null;
  thanks: FormText;
  questions: readonly FormQuestion[];
  consents: readonly FormConsent[];
  /** Each submission opens a lead, about this product where one is named. Absent: none does. */
  lead?: { productId: string | null };
  /** A browser proves that it has worked before what it sends is looked at. */
  captcha?: boolean;
  /** Whoever sends it confirms their e-mail by a link before it is taken in. */
  doubleOptIn?: boolean;
}

/** A definition as a person writes it: keys and the other language may be left out. */
export interface WrittenDefinition {
  title: Partial<FormText>;
  intro?: Partial<FormText> | null;
  thanks?: Partial<FormText> | null;
  questions: readonly (Partial<Omit<FormQuestion, 'label' | 'help' | 'choices'>> & { kind: QuestionKind; label: Partial<FormText>; help?: Partial<FormText> | null; choices?: readonly (Partial<FormText> & { key?: string | null })[] | null })[];
  consents?: readonly (Partial<Omit<FormConsent, 'label'>> & { label: Partial<FormText> })[] | null;
  makesLead?: boolean | null;
  productId?: string | null;
  captcha?: boolean | null;
  doubleOptIn?: boolean | null;
}

/** The field of an answer that holds a person's contact: class A. */
export const CONTACT_FIELDS: ReadonlySet<FormField> = new Set([FormField.PHONE, FormField.EMAIL, FormField.ADDRESS]);
const NAMING: ReadonlySet<FormField> = new Set([FormField.NAME, FormField.COMPANY_NAME, FormField.PHONE, FormField.EMAIL]);

const THANKS: FormText = { zh: '谢谢，我们已经收到。', en: 'Thank you, we have received it.' };
export const SCALE_MOST = 10;

const wrong = (field: string, reason: string): DomainError => new DomainError('INVALID_INPUT', { field, reason });

function both(text: Partial<FormText> | null | undefined, field: string): FormText {
  const [zh, en] = [text?.zh?.trim() ?? '', text?.en?.trim() ?? ''];
  if (zh === '' && en === '') throw wrong(field, 'EMPTY');
  return { zh: zh || en, en: en || zh };
}

const maybe = (text: Partial<FormText> | null | undefined): FormText | null => (text?.zh?.trim() || text?.en?.trim() ? both(text, '') : null);

/** Gives each a key of its own: what was given where it is free, else the next number. A key stays through all versions, for answers are counted by it. */
function keyed<T extends { key?: string | null }>(written: readonly T[], letter: string): (T & { key: string })[] {
  const used = new Set<string>();
  const given = written.map(({ key }) => (key && /^[a-z]\d{1,3}$/.test(key) && !used.has(key) ? (used.add(key), key) : null));
  let next = 1;
  const free = (): string => {
    while (used.has(`${letter}${next}`)) next += 1;
    used.add(`${letter}${next}`);
    return `${letter}${next}`;
  };
  return written.map((one, at) => ({ ...one, key: given[at] ?? free() }));
}

/** The definition as it is kept, or what is wrong with it. */
export function definitionOf(written: WrittenDefinition): FormDefinition {
  const questions = keyed(written.questions, 'q').map((question, at): FormQuestion => {
    const field = question.kind === QuestionKind.FIELD ? (question.field ?? null) : null;
    if (question.kind === QuestionKind.FIELD && field === null) throw wrong(`questions.${at}.field`, 'EMPTY');
    const choices = question.kind === QuestionKind.CHOICE ? keyed(question.choices ?? [], 'c').map(({ key, ...text }) => ({ key, ...both(text, `questions.${at}.choices`) })) : [];
    if (question.kind === QuestionKind.CHOICE && choices.length < 2) throw wrong(`questions.${at}.choices`, '2..');
    return { key: question.key, kind: question.kind, field, label: both(question.label, `questions.${at}.label`), help: maybe(question.help), required: question.required ?? false, choices, ...(written.makesLead && question.kind === QuestionKind.TEXT && question.isNeed ? { isNeed: true } : {}) };
  });
  const fields = questions.flatMap(({ field }) => (field ? [field] : []));
  if (new Set(fields).size < fields.length) throw wrong('questions', 'FIELD_TWICE');
  return {
    title: both(written.title, 'title'), intro: maybe(written.intro), thanks: maybe(written.thanks) ?? THANKS, questions,
    consents: keyed(written.consents ?? [], 'a').map((one, at) => ({ key: one.key, label: both(one.label, `consents.${at}.label`), required: one.required ?? false, purposeId: one.purposeId ?? null })),
    // Switches that are off leave no word: what was written before there were any stays the same.
    ...(written.makesLead ? { lead: { productId: written.productId ?? null } } : {}), ...(written.captcha ? { captcha: true } : {}), ...(written.doubleOptIn ? { doubleOptIn: true } : {}),
  };
}

/** Refuses a definition that visitors could not make use of. */
export function requirePublishable(kind: FormKind, { questions, doubleOptIn }: FormDefinition, canMail: boolean): void {
  if (questions.length === 0) throw new DomainError('FORM_WITHOUT_QUESTIONS');
  // A survey is sent to people who are known: it need not ask who they are.
  if (kind === FormKind.FORM && !questions.some(({ field }) => field && NAMING.has(field))) throw new DomainError('FORM_WITHOUT_CONTACT');
  if (doubleOptIn && !questions.some(({ field, required }) => field === FormField.EMAIL && required)) throw new DomainError('FORM_WITHOUT_EMAIL');
  if (doubleOptIn && !canMail) throw new DomainError('FORM_WITHOUT_MAIL');
}
