/** Languages that are offered by name; any other may be told too. */
export const LANGUAGES: readonly string[] = ['zh', 'en', 'yue', 'ja', 'ko', 'fr', 'de', 'es', 'pt', 'it', 'ru', 'ar', 'th', 'vi', 'id', 'ms'];

const isCode = (said: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(said);

/** What a language is called by whoever reads; what is no code stays as it was said. */
export function languageName(code: string, reader: string): string {
  return isCode(code) ? (new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code) : code;
}

/** The code of a language that was told by its name: rules compare codes. */
export function languageCode(said: string, reader: string): string {
  const wanted = said.trim().toLowerCase();
  return LANGUAGES.find((code) => code === wanted || languageName(code, reader).toLowerCase() === wanted) ?? said.trim();
}
