import { createHash } from 'node:crypto';
import { FormField, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { SCALE_MOST, type FormConsent, type FormDefinition, type FormQuestion } from '../forms/form.definition';
import { captchaScript } from './captcha.script';
import { MOST_WORK } from './captcha';
import { heightScript } from './embed.script';
import { pageStyle } from './page.style';
import { pageText } from './page.text';
import type { Posted, Wrong } from './posted';

/** A form as it is shown to one visitor. */
export interface Shown {
  code: string;
  definition: FormDefinition;
  language: 'zh' | 'en';
  token: string;
  /** The token of a signed link, which comes back with the answers. */
  link: string | null;
  posted: Posted;
  wrong: readonly Wrong[];
  notice: string | null;
  /** The site whose page shows it. */
  parent?: Parent | null;
  /** The work that it asks of a browser, and the solution where it was done before. */
  work?: { task: string; solution: string } | null;
}

/** The page around a form: it is told how high the form is. */
export interface Parent {
  origin: string;
  code: string;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const STYLE = hashOf(pageStyle);
const HEIGHT = hashOf(heightScript);
const WORK = hashOf(captchaScript);

/** What may run on a page: the one that tells its height, and the one that does the work it asks for. */
export interface Runs {
  told?: boolean;
  works?: boolean;
}

/**
 * Nothing comes from elsewhere, and nothing can be put into the page. Nothing runs on it either: it works without a script. Inside a page of
 * a site that the form names, it runs the one that tells its height; where the form asks for work, the one that does it. Which sites may show it stands with the form; none may unless named.
 */
export const pagePolicy = (origins: readonly string[] = [], { told = false, works = false }: Runs = {}): string =>
  `default-src 'none'; style-src ${STYLE};${told || works ? ` script-src${told ? ` ${HEIGHT}` : ''}${works ? ` ${WORK}` : ''};` : ''} form-action 'self'; base-uri 'none'; frame-ancestors ${origins.length > 0 ? origins.join(' ') : "'none'"}; img-src 'none'`;

/** A field that people do not see and programs fill in. */
export const TRAP = 'website';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

const frame = (language: 'zh' | 'en', title: string, body: string, parent?: Parent | null): string => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${parent ? ` data-parent="${escaped(parent.origin)}" data-form="${parent.code}"` : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${pageStyle}</style></head><body><main>${body}</main>${parent ? `<script>${heightScript}</script>` : ''}</body></html>`;

/** A page that only says something: thanks, closed, not here. */
export const plainPage = (language: 'zh' | 'en', title: string, text: string, parent?: Parent | null): string => frame(language, title, `<h1>${escaped(title)}</h1><p role="status">${lines(text)}</p>`, parent);

/** A page that says something and asks for one click: what a program opens on its way does nothing yet. */
export const askingPage = (language: 'zh' | 'en', { title, text, button }: { title: string; text: string; button: string }, action: string): string =>
  frame(language, title, `<h1>${escaped(title)}</h1><p>${lines(text)}</p><form method="post" action="${escaped(action)}"><button type="submit">${escaped(button)}</button></form>`);

/** The page of a form, whole: with what was written before, and what is wrong with it. */
export function formPage(shown: Shown): string {
  const { definition, language, code, token, wrong, notice, parent } = shown;
  const other = language === 'zh' ? 'en' : 'zh';
  const rest = restOf(shown);
  const summary = wrong.length > 0
    ? `<div class="faults" role="alert" tabindex="-1" id="faults"><p>${escaped(pageText.faults[language].replace('{count}', String(wrong.length)))}</p><ul>${wrong.map(({ key, text }) => `<li><a href="#${key}">${escaped(labelOf(definition, key)[language])}</a>${language === 'zh' ? '：' : ': '}${escaped(text)}</li>`).join('')}</ul></div>` : '';
  return frame(language, definition.title[language], `<p class="language"><a href="/f/${code}?lang=${other}${rest}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${pageText.otherLanguage[language]}</a></p>
<h1>${escaped(definition.title[language])}</h1>${definition.intro ? `<p class="intro">${lines(definition.intro[language])}</p>` : ''}
${notice ? `<p class="faults" role="alert">${escaped(notice)}</p>` : ''}${summary}
<form method="post" action="/f/${code}?lang=${language}${rest}" novalidate accept-charset="utf-8">
<input type="hidden" name="t" value="${token}">
<div class="trap" aria-hidden="true"><label for="${TRAP}">${pageText.trap[language]}</label><input id="${TRAP}" name="${TRAP}" tabindex="-1" autocomplete="off"></div>
${definition.questions.map((question) => questionOf(question, shown)).join('\n')}
${definition.consents.map((consent) => consentOf(consent, shown)).join('\n')}${workOf(shown)}
<button type="submit">${pageText.send[language]}</button></form>${shown.work ? `<script>${captchaScript}</script>` : ''}`, parent);
}

/** The work of a browser: its task, where its solution goes, and how far it is. Whoever has no scripts is told so before they fill anything in. */
function workOf({ work, language }: Shown): string {
  if (!work) return '';
  const say = (which: 'working' | 'worked'): string => escaped(pageText[which][language]);
  return `
<input type="hidden" name="w" id="pow-task" value="${escaped(work.task)}"><input type="hidden" name="s" id="pow" value="${escaped(work.solution)}">
<noscript><p class="faults">${escaped(pageText.needsScript[language])}</p></noscript>
<p class="help" id="pow-say" role="status" data-most="${MOST_WORK}" data-working="${say('working')}" data-done="${say('worked')}"></p>`;
}

/** What comes back with the answers: the signed link, and the page around. */
const restOf = ({ link, parent }: Shown): string => `${link ? `&amp;c=${encodeURIComponent(link)}` : ''}${parent ? `&amp;e=${encodeURIComponent(parent.origin)}` : ''}`;

const labelOf = ({ questions, consents }: FormDefinition, key: string): { zh: string; en: string } => [...questions, ...consents].find((one) => one.key === key)?.label ?? { zh: key, en: key };

function questionOf(question: FormQuestion, shown: Shown): string {
  const { key, label, help, required } = question;
  const { language } = shown;
  const fault = shown.wrong.find((one) => one.key === key);
  const name = `${escaped(label[language])}${required ? '' : ` <span class="optional">${pageText.optional[language]}</span>`}`;
  const notes = `${help ? `<p class="help" id="${key}-help">${lines(help[language])}</p>` : ''}${fault ? `<p class="fault" id="${key}-fault">${escaped(fault.text)}</p>` : ''}`;
  const described = [help ? `${key}-help` : '', fault ? `${key}-fault` : ''].filter(Boolean).join(' ');
  const said = `${described ? ` aria-describedby="${described}"` : ''}${fault ? ' aria-invalid="true"' : ''}`;
  const options = optionsOf(question, language);
  if (options) return `<fieldset id="${key}"${said}><legend>${name}</legend>${notes}${options.hint}<div class="${options.kind}">${options.choices.map((choice) => radio(key, choice, shown.posted.get(key) === choice.key)).join('')}</div></fieldset>`;
  return `<div class="question"><label for="${key}">${name}</label>${notes}${control(question, shown, `${said}${required ? ' aria-required="true"' : ''}`)}</div>`;
}

interface Option {
  key: string;
  text: string;
}

function optionsOf({ kind, field, choices }: FormQuestion, language: 'zh' | 'en'): { kind: 'scale' | 'choices'; hint: string; choices: Option[] } | null {
  if (kind === QuestionKind.SCALE) {
    const hint = `<p class="help">${pageText.least[language]}${language === 'zh' ? '，' : ', '}${pageText.most[language]}</p>`;
    return { kind: 'scale', hint, choices: Array.from({ length: SCALE_MOST + 1 }, (_, value) => ({ key: String(value), text: String(value) })) };
  }
  if (kind === QuestionKind.CHOICE) return { kind: 'choices', hint: '', choices: choices.map((one) => ({ key: one.key, text: one[language] })) };
  if (field !== FormField.GENDER) return null;
  return { kind: 'choices', hint: '', choices: [...(['FEMALE', 'MALE', 'OTHER'] as const).map((one) => ({ key: one, text: pageText[one][language] })), { key: '', text: pageText.notSaid[language] }] };
}

const radio = (name: string, { key, text }: Option, checked: boolean): string =>
  `<label class="option"><input type="radio" name="${name}" value="${escaped(key)}"${checked ? ' checked' : ''}><span>${escaped(text)}</span></label>`;

const CONTROLS: Readonly<Partial<Record<FormField, string>>> = {
  NAME: 'type="text" autocomplete="name"', COMPANY_NAME: 'type="text" autocomplete="organization"', PHONE: 'type="tel" inputmode="tel" autocomplete="tel"', EMAIL: 'type="email" autocomplete="email"',
  BIRTH_DATE: 'type="date" autocomplete="bday"', REGION: 'type="text" autocomplete="address-level1"', CITY: 'type="text" autocomplete="address-level2"', ADDRESS: 'type="text" autocomplete="street-address"', OCCUPATION_TEXT: 'type="text" autocomplete="organization-title"',
};

function control({ key, kind, field }: FormQuestion, { posted }: Shown, said: string): string {
  const value = escaped(posted.get(key) ?? '');
  if (kind === QuestionKind.TEXT) return `<textarea id="${key}" name="${key}" rows="4" maxlength="2000"${said}>${value}</textarea>`;
  return `<input id="${key}" name="${key}" maxlength="300" ${field ? (CONTROLS[field] ?? 'type="text"') : 'type="text"'} value="${value}"${said}>`;
}

function consentOf({ key, label, required }: FormConsent, { language, posted, wrong }: Shown): string {
  const fault = wrong.find((one) => one.key === key);
  return `<div class="consent"><label class="option"><input type="checkbox" id="${key}" name="${key}" value="yes"${posted.get(key) === 'yes' ? ' checked' : ''}${fault ? ` aria-invalid="true" aria-describedby="${key}-fault"` : ''}><span>${lines(label[language])}${required ? '' : ` <span class="optional">${pageText.optional[language]}</span>`}</span></label>${fault ? `<p class="fault" id="${key}-fault">${escaped(fault.text)}</p>` : ''}</div>`;
}
