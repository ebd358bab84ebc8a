import type { ResultOf } from '@graphql-typed-document-node/core';
import { useAsk } from '../asks';
import { useLanguage, useText, type Option } from '@dossier/ui';
import { useMemo } from 'react';
import { PurposeChoicesDocument } from './customer.documents';
import { consentWords } from './customer.words';

const FIVE_MINUTES = 300_000;
type Purpose = NonNullable<ResultOf<typeof PurposeChoicesDocument>['purposes']>[number];
type Way = NonNullable<Purpose['channels']>[number];

/** Purposes and their ways, in the reader's words; asked only where they are named. */
export function usePurposes(skip = false) {
  const language = useLanguage();
  const term = useText(consentWords);
  const purposes = useAsk(PurposeChoicesDocument, {}, { staleTime: FIVE_MINUTES, skip }).data?.purposes;
  return useMemo(() => {
    const nameOf = (purpose: Purpose): string => (language === 'zh' ? purpose.name : purpose.nameEn) ?? purpose.code ?? '';
    const wayName = (way: string): string => term(`ConsentChannel.${way as Way}`);
    const named = (code: string | undefined): string => {
      const found = purposes?.find((purpose) => purpose.code === code);
      return found ? nameOf(found) : (code ?? '');
    };
    const ways = (code: string | undefined): Option[] => (purposes?.find((purpose) => purpose.code === code)?.channels ?? []).map((way) => ({ value: way, label: wayName(way) }));
    return { options: (purposes ?? []).map((purpose): Option => ({ value: purpose.code ?? '', label: nameOf(purpose) })), named, ways, wayName };
  }, [purposes, language, term]);
}
