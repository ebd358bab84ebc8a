import { createHash } from 'node:crypto';
import type { ConsentChannel } from '@dossier/vocabulary/privacy-enums';
import { channelName, text, type Language } from './preferences.text';

/** One purpose as the page shows it. */
export interface ShownPurpose {
  code: string;
  name: string;
  notice: string;
  isChosen: boolean;
  byDefault: boolean;
  ways: readonly { channel: ConsentChannel; on: boolean }[];
}

export interface PageFacts {
  company: string;
  language: Language;
  /** Path of the page itself, to which its form is sent. */
  path: string;
  restricted: boolean;
  said: 'saved' | 'off' | null;
  purposes: readonly ShownPurpose[];
}

const style = `:root{color-scheme:light dark;--paper:#fdfcfa;--card:#fff;--ink:#1e1d1b;--soft:#54514a;--line:#8f897e;--edge:#ddd8ce;--accent:#1f4068;--well:#2f6b45;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#1c1b19;--card:#272522;--ink:#ece9e3;--soft:#b8b3a9;--line:#757067;--edge:#3d3a35;--accent:#9dbbe0;--well:#8cc9a1;--on:#0f1a28}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:640px;margin:0 auto;padding:24px 16px 48px}h1{font-size:26px;line-height:1.3;margin:8px 0;text-wrap:balance}h2{font-size:17px;margin:0 0 4px}
section,.said{background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:16px;margin:12px 0}.said{border-color:var(--well)}
label{display:flex;align-items:center;gap:10px;min-height:44px}input{width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
button{font:inherit;font-weight:600;min-height:44px;padding:8px 20px;border-radius:6px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}button.plain{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}a{color:var(--accent);text-underline-offset:3px}p{margin:4px 0}fieldset{border:0;margin:0;padding:0;min-width:0}.row{display:flex;gap:12px;flex-wrap:wrap;align-items:center;margin-top:16px}.quiet{color:var(--soft)}summary{min-height:32px;cursor:pointer}`;

/** Nothing but this style and a form back to us: no script, no picture, no frame, no other host. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const escaped = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const frame = (language: Language, title: string, company: string, body: string): string =>
  `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${escaped(company === '' ? title : `${title} · ${company}`)}</title><style>${style}</style></head><body><main>${company === '' ? '' : `<p class="quiet">${escaped(company)}</p>`}<h1>${escaped(title)}</h1>${body}</main></body></html>`;

/** The page with all choices. It shows no name and no contact: whoever finds the link learns nothing about the person. */
export function preferencesPage({ company, language, path, restricted, said, purposes }: PageFacts): string {
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const t = (key: keyof typeof text): string => escaped(text[key][language]);
  const note = said === null ? '' : `<p class="said" role="status">${t(said)}</p>`;
  const closed = restricted ? `<p class="said">${t('restricted')}</p>` : '';
  return frame(language, text.title[language], company,
    `${note}<p>${t('intro')}</p>${closed}<form method="post" action="${escaped(path)}?lang=${language}">${purposes.map((purpose) => block(purpose, language)).join('')}<div class="row"><button type="submit">${t('save')}</button><button class="plain" type="submit" name="none" value="1">${t('none')}</button></div></form><p class="row"><a href="${escaped(path)}?lang=${other}" lang="${other}">${t('other')}</a></p>`);
}

function block({ code, name, notice, isChosen, byDefault, ways }: ShownPurpose, language: Language): string {
  const id = `p-${code.toLowerCase()}`;
  const rows = ways.map(({ channel, on }) => `<label><input type="checkbox" name="on" value="${escaped(`${code}/${channel}`)}"${on ? ' checked' : ''}>${escaped(channelName(channel, language))}</label>`).join('');
  const choice = isChosen ? `<fieldset aria-labelledby="${id}">${byDefault ? `<p class="quiet">${escaped(text.byDefault[language])}</p>` : ''}${rows}</fieldset>` : `<p class="quiet">${escaped(text.noChoice[language])}</p>`;
  return `<section><h2 id="${id}">${escaped(name)}</h2>${choice}<details><summary>${escaped(text.notice[language])}</summary><p>${escaped(notice)}</p></details></section>`;
}

/** What a look at an unsubscribe link shows: nothing has happened yet, for whatever follows links would otherwise unsubscribe people. */
export const confirmPage = (facts: Pick<PageFacts, 'company' | 'language' | 'path'> & { whole: string; name: string; way: string }): string =>
  frame(facts.language, text.askOff[facts.language], facts.company,
    `<section><h2>${escaped(facts.name)}</h2><p>${escaped(facts.way)}</p><form method="post" action="${escaped(facts.path)}"><button type="submit">${escaped(text.confirmOff[facts.language])}</button></form></section><p><a href="${escaped(facts.whole)}">${escaped(text.back[facts.language])}</a></p>`);

export const sentencePage = (language: Language, title: string, sentence: string): string => frame(language, title, '', `<p>${escaped(sentence)}</p>`);
