import { useLanguage } from '@dossier/ui';
import { intakeTerms } from '@dossier/vocabulary/terms/intake';

type Enum = 'FormKind' | 'FormState' | 'FormField' | 'QuestionKind' | 'IntakeOrigin' | 'SubmissionState';

/** The words of coded values, in the reader's language. */
export function useWords(): (of: Enum, value: string | null | undefined) => string {
  const language = useLanguage();
  return (of, value) => {
    const name = `${of}.${value ?? ''}`;
    return name in intakeTerms ? intakeTerms[name as keyof typeof intakeTerms][language] : (value ?? '');
  };
}
