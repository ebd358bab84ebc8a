import { useLanguage } from '@dossier/ui';
import { terms } from '@dossier/vocabulary/terms';

type Named = 'MailSecurity' | 'MailInboxState' | 'MailInboxFault';

/** A value in the words of the dictionary. */
export function useInboxWords(): (name: Named, value: string | null | undefined) => string {
  const language = useLanguage();
  const words: Readonly<Record<string, { zh: string; en: string } | undefined>> = terms;
  return (name, value) => words[`${name}.${value ?? ''}`]?.[language] ?? value ?? '';
}
