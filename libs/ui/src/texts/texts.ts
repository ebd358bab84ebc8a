import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { appearance, onAppearance, useLanguage, type Language } from '../theme/appearance';

/** One sentence in both languages; `one` is the English singular, chosen by `{count}`. */
export interface Sentence { zh: string; en: string; one?: string }
export interface Texts<K extends string = string> { namespace: string; table: Record<K, Sentence> }
type Facts = Record<string, string | number>;

i18next.use(initReactI18next).init({
  lng: appearance().language,
  fallbackLng: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});
onAppearance(() => {
  if (i18next.language !== appearance().language) i18next.changeLanguage(appearance().language);
});

/** Gives i18next a feature's sentences, one namespace a feature; they arrive with the feature's own chunk. */
export function texts<const K extends string>(namespace: string, table: Record<K, Sentence>): Texts<K> {
  for (const language of ['zh', 'en'] as const) {
    const bundle: Record<string, string> = {};
    for (const [key, sentence] of Object.entries<Sentence>(table)) {
      bundle[key] = sentence[language];
      if (language === 'en' && sentence.one) bundle[`${key}_one`] = sentence.one;
    }
    i18next.addResourceBundle(language, namespace, bundle, true, true);
  }
  return { namespace, table };
}

export type Say<K extends string> = (key: K, facts?: Facts) => string;

/** Numbers are shown with separators; a count of one takes the English singular. */
function spoken<K extends string>(of: Texts<K>, key: K, facts: Facts, language: Language): [string, Record<string, string>] {
  const words = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? value.toLocaleString('en-US') : value]));
  return [language === 'en' && facts['count'] === 1 && of.table[key]?.one ? `${key}_one` : key, words];
}

/** The same as `useText`, outside of React. */
export function say<K extends string>(of: Texts<K>, key: K, facts: Facts = {}, language: Language = appearance().language): string {
  const [name, words] = spoken(of, key, facts, language);
  return i18next.t(name, { ...words, ns: of.namespace, lng: language });
}

/** The sentences of a feature in the reader's language; speaks anew when the language changes. */
export function useText<K extends string>(of: Texts<K>): Say<K> {
  useTranslation(of.namespace);
  const language = useLanguage();
  return useCallback((key: K, facts?: Facts) => say(of, key, facts, language), [of, language]);
}

export { i18next };
