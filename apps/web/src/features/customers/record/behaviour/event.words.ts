import { useLanguage } from '@dossier/ui';
import { eventTerms } from '@dossier/vocabulary/terms/events';

/** What an event is called in the reader's language. */
export function useEventName(): (name: string | null | undefined) => string {
  const language = useLanguage();
  return (name) => {
    const key = `EventName.${name ?? ''}`;
    return key in eventTerms ? eventTerms[key as keyof typeof eventTerms][language] : (name ?? '');
  };
}
