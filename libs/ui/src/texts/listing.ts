import { useLanguage } from '../theme/appearance';

/** Several words in a row, as the reader's language joins them. */
export function useListing(): (parts: readonly (string | null | undefined)[]) => string {
  const language = useLanguage();
  return parts => parts.filter(Boolean).join(language === 'zh' ? '、' : ', ');
}
