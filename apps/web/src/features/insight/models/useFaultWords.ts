import { useLanguage } from '@dossier/ui';
import { errors } from '@dossier/vocabulary/errors';

/** Why a fit ended: the sentence of its error; a code that needs facts that are not kept stands by itself. */
export function useFaultWords(): (code?: string | null) => string {
  const language = useLanguage();
  return (code) => {
    const sentence = code && code in errors ? errors[code as keyof typeof errors][language] : (code ?? '–');
    return sentence.includes('{') ? (code ?? '–') : sentence;
  };
}
