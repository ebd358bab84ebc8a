import { useLanguage } from '@dossier/ui';
import { errors } from '@dossier/vocabulary/errors';
import { jobName } from '@dossier/vocabulary/job-names';

/** A job in words. */
export function useSayJob(): (name?: string | null) => string {
  const language = useLanguage();
  return name => (name ? jobName(name, language) : '–');
}

/** Why a job ended: the sentence of its error; a fault whose sentence needs facts that are not kept stands by its code. */
export function useSayFault(): (job: { error?: string | null; requestId?: string | null }) => string {
  const language = useLanguage();
  return ({ error, requestId }) => {
    if (!error) return '–';
    const sentence = error in errors ? errors[error as keyof typeof errors][language].replace('{requestId}', requestId ?? '–') : error;
    return sentence.includes('{') ? error : sentence;
  };
}
