import { Button } from 'antd';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { failure, useAsk, useDraft, useMay, useSave } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useText, Waiting, type Filter } from '@dossier/ui';
import { useMemo, useState } from 'react';
import { definitionOf, fromDefinition } from '../rules/rule.input';
import { copied, emptyDefinition } from '../rules/rule.tree';
import type { Definition, DefinitionInput, Group } from '../rules/rule.types';
import { SaveDialog, type Naming } from '../SaveDialog';
import { CreateSegmentDocument, SegmentDocument, UpdateSegmentDocument, type Segment, type SegmentWish } from '../segments.documents';
import { segmentsText } from '../segments.text';
import { keepView, REFRESHES } from '../useSegmentVerbs';
import { Builder } from './Builder';
import { builderText } from './builder.text';
import '../segments.css';

/** Ids are of one visit: what an earlier one left behind gets new ones. */
const revived = ({ rule, exclude }: Definition): Definition => ({ rule: copied(rule) as Group, exclude: copied(exclude) as Group });
const crumbsOf = (t: (key: 'title') => string) => [{ label: t('title'), to: '/segments' }];

/** A new segment: from nothing, from a draft, or from what the list of customers asks. */
export function NewSegmentScreen() {
  const t = useText(segmentsText);
  return useMay('segment.write') ? <NewSegment /> : <Page title={t('create')} crumbs={crumbsOf(t)}><NotAllowed /></Page>;
}

function NewSegment() {
  const t = useText(segmentsText);
  const b = useText(builderText);
  const navigate = useNavigate();
  const { filter } = useSearch({ strict: false }) as { filter?: Filter };
  const kept = useDraft<Definition>(filter ? 'segment.filter' : 'segment.new');
  const [naming, setNaming] = useState<DefinitionInput | null>(null);
  const [round, setRound] = useState(0);
  const initial = useMemo(() => (filter ? definitionOf(filter) : round === 0 && kept.draft ? revived(kept.draft) : emptyDefinition()), [filter, round, kept.draft]);
  const create = useSave(CreateSegmentDocument, { refreshes: REFRESHES });
  const save = async ({ name, description, visibility, withView }: Naming) => {
    const input: SegmentWish = { name, description: description || null, visibility, kind: 'DYNAMIC', definition: naming as SegmentWish['definition'] };
    const made = (await create.run({ input }))?.createSegment;
    if (!made) return;
    if (withView) await keepView(made.id, name, visibility);
    kept.drop();
    void navigate({ to: `/segments/${made.id}` });
  };
  const discard = () => {
    kept.drop();
    setRound(round + 1);
  };
  const isDraft = !filter && round === 0 && kept.draft !== null;
  return (
    <>
      <Builder key={round} title={b('newTitle')} crumbs={crumbsOf(t)} note={isDraft ? <>{b('draft')} <Button type="link" size="small" onClick={discard}>{b('startAgain')}</Button></> : undefined}
        initial={initial} onChange={kept.keep} verb={b('saveVerb')} busy={create.busy} onSave={setNaming} starts={initial.rule.rules.length + initial.exclude.rules.length === 0} />
      <SaveDialog open={naming !== null} title={t('saveTitle')} busy={create.busy} fault={create.errorText} first={{}} offersView onClose={() => { setNaming(null); create.reset(); }} onSave={save} />
    </>
  );
}

/** The conditions of a segment that stands. */
export function EditSegmentScreen() {
  const t = useText(segmentsText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const ask = useAsk(SegmentDocument, { id });
  const segment = ask.data?.segment;
  if (ask.isPending) return <Page title={t('edit')} crumbs={crumbsOf(t)}><Waiting /></Page>;
  if (ask.isError) return <Page title={t('edit')} crumbs={crumbsOf(t)}>{'code' in ask.error && ask.error.code === 'NOT_FOUND' ? <EmptyState title={t('missingTitle')} text={t('missingText')} /> : <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}</Page>;
  if (!segment || segment.kind !== 'DYNAMIC' || !segment.definition || !segment.can?.includes('UPDATE')) return <Page title={segment?.name ?? t('edit')} crumbs={crumbsOf(t)}><NotAllowed text={segment?.readable === false ? t('withheld') : undefined} /></Page>;
  return <EditSegment key={segment.id} segment={segment} />;
}

function EditSegment({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const b = useText(builderText);
  const navigate = useNavigate();
  const kept = useDraft<Definition>(`segment.${segment.id}`);
  const [round, setRound] = useState(0);
  const initial = useMemo(() => (round === 0 && kept.draft ? revived(kept.draft) : fromDefinition(segment.definition)), [round, kept.draft, segment.definition]);
  const update = useSave(UpdateSegmentDocument, { refreshes: REFRESHES, loud: true, done: t('saved', { name: segment.name ?? '' }) });
  const save = async (definition: DefinitionInput) => {
    const done = await update.run({ id: segment.id, version: segment.version, input: { definition: definition as SegmentWish['definition'] } });
    if (!done) return;
    kept.drop();
    void navigate({ to: `/segments/${segment.id}` });
  };
  const discard = () => {
    kept.drop();
    setRound(round + 1);
  };
  const isDraft = round === 0 && kept.draft !== null;
  return (
    <Builder key={round} title={segment.name ?? ''} crumbs={[...crumbsOf(t), { label: segment.name ?? '', to: `/segments/${segment.id}` }]} note={isDraft ? <>{b('draft')} <Button type="link" size="small" onClick={discard}>{b('startAgain')}</Button></> : undefined}
      initial={initial} onChange={kept.keep} verb={b('saveChanges')} busy={update.busy} onSave={(definition) => void save(definition)} starts={false} />
  );
}
