import { Gender } from '@dossier/vocabulary/enums';
import { FormField, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { SCALE_MOST, type FormDefinition, type FormQuestion } from '../forms/form.definition';
import type { Answered, Content, Ticked } from '../intake.content';
import { contact } from '../validation/contacts';
import { refusalText } from '../validation/judged';
import { pageText } from './page.text';

/** What a visitor wrote, as their browser sent it. */
export type Posted = ReadonlyMap<string, string>;

/** What is wrong with an answer, by the key of its question. */
export interface Wrong {
  key: string;
  text: string;
}

export interface Read {
  content: Content;
  wrong: readonly Wrong[];
}

export interface Reader {
  language: 'zh' | 'en';
  /** Where numbers without a country code belong to. */
  region: string;
  today: string;
  customerId: string | null;
}

const LONGEST = 2_000;
const CONTACT = { PHONE: 'PHONE', EMAIL: 'EMAIL' } as const;

/** Reads the answers of a form and says, for each that cannot stand, why. */
export function readPosted(definition: FormDefinition, posted: Posted, reader: Reader): Read {
  const answers: Answered[] = [];
  const wrong: Wrong[] = [];
  for (const question of definition.questions) {
    const value = (posted.get(question.key) ?? '').trim();
    const fault = faultOf(question, value, reader);
    if (fault) wrong.push({ key: question.key, text: fault });
    if (value !== '') answers.push(answered(question, value));
  }
  const consents = definition.consents.flatMap((consent): Ticked[] => {
    if (posted.get(consent.key) === 'yes') return [{ key: consent.key, label: consent.label, purposeId: consent.purposeId }];
    if (consent.required) wrong.push({ key: consent.key, text: pageText.tickNeeded[reader.language] });
    return [];
  });
  const fields = Object.fromEntries(answers.flatMap(({ field, value }) => (field ? [[field, value]] : [])));
  return { content: { language: reader.language, fields, answers, consents, customerId: reader.customerId }, wrong };
}

function answered({ key, kind, field, label, choices }: FormQuestion, value: string): Answered {
  const choice = choices.find((one) => one.key === value);
  return { question: key, kind, field, label, value, said: choice ? { zh: choice.zh, en: choice.en } : null };
}

function faultOf({ kind, field, required, choices }: FormQuestion, value: string, reader: Reader): string | null {
  const say = (sentence: { zh: string; en: string }): string => sentence[reader.language];
  if (value === '') return required ? say(pageText.needed) : null;
  if (value.length > LONGEST) return say(pageText.tooLong).replace('{limit}', String(LONGEST));
  if (kind === QuestionKind.CHOICE) return choices.some((one) => one.key === value) ? null : say(pageText.notAChoice);
  if (kind === QuestionKind.SCALE) return /^\d{1,2}$/.test(value) && Number(value) <= SCALE_MOST ? null : say(pageText.notAChoice);
  return field ? fieldFault(field, value, reader) : null;
}

function fieldFault(field: FormField, value: string, { language, region, today }: Reader): string | null {
  if (field === FormField.PHONE || field === FormField.EMAIL) {
    const judged = contact(CONTACT[field], value, { region, language });
    return judged.ok ? null : refusalText(judged, language);
  }
  if (field === FormField.GENDER) return value in Gender ? null : pageText.notAChoice[language];
  if (field === FormField.BIRTH_DATE) return isDay(value) && value <= today && value > '1880-01-01' ? null : pageText.notADay[language];
  const limit = field === FormField.ADDRESS ? 300 : field === FormField.REGION || field === FormField.CITY ? 80 : field === FormField.OCCUPATION_TEXT ? 100 : 200;
  return value.length > limit ? pageText.tooLong[language].replace('{limit}', String(limit)) : null;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
