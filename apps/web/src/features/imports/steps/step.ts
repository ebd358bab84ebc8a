import type { ReactNode } from 'react';
import type { Mapping, Step } from '../import.rules';
import type { ImportRecord } from '../import.types';
import type { ImportVerbs } from './useImportVerbs';

/** What every step of the wizard is given. */
export interface StepProps { record: ImportRecord; verbs: ImportVerbs; go: (step: Step) => void; mapping: Mapping; head: ReactNode }
