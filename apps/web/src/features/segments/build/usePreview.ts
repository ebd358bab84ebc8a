import { useAsk, type AnswerOf } from '@dossier/client';
import { useEffect, useMemo, useState } from 'react';
import { toInput } from '../rules/rule.input';
import type { Definition, DefinitionInput } from '../rules/rule.types';
import { EverybodyDocument, PreviewSegmentDocument, type DefinitionWish } from '../segments.documents';
import type { Counted } from './builder.context';

const QUIET = 400;
const FIVE_MINUTES = 300_000;
type Answer = NonNullable<AnswerOf<typeof PreviewSegmentDocument>['previewSegment']>;
const sendable = (definition: DefinitionInput) => definition as DefinitionWish;

/** The count of what is being built: asked after a pause, the last one stays until the next has come. */
export function usePreview(definition: Definition) {
  const written = useMemo(() => toInput(definition), [definition]);
  const text = written ? JSON.stringify(written.input) : null;
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === null ? 0 : QUIET);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = useMemo(() => (settled === null ? null : (JSON.parse(settled) as DefinitionInput)), [settled]);
  const ask = useAsk(PreviewSegmentDocument, { definition: sendable(asked ?? { rule: {} }) }, { skip: asked === null, keep: true });
  const everybody = useAsk(EverybodyDocument, {}, { staleTime: FIVE_MINUTES }).data?.customers;
  const answer: Answer | null = text === null ? null : (ask.data?.previewSegment ?? null);
  const counting = text !== null && (text !== settled || ask.isFetching || ask.isPlaceholderData);
  const counts = useMemo(() => {
    const byPath = new Map((counting ? [] : (answer?.leaves ?? [])).map((leaf) => [leaf.path, leaf.count]));
    const found = [...(written?.paths ?? [])].flatMap(([id, path]): [string, Counted][] => {
      const count = byPath.get(path);
      return typeof count === 'number' ? [[id, { count, isExact: true }]] : [];
    });
    return new Map(found);
  }, [answer, counting, written]);
  return { asks: text !== null, answer, counting, error: counting ? null : ask.error, retry: () => void ask.refetch(), counts, total: everybody?.totalIsExact ? (everybody.totalCount ?? null) : null, written };
}
export type Preview = ReturnType<typeof usePreview>;
