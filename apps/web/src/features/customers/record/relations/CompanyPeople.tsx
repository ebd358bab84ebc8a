import { Button, Checkbox, Input } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { EmptyState, Failed, Field, Icon, RecordForm, Row, Section, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, request, useFormat, useMay, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { CustomerChoice } from './CustomerChoice';
import { AddRelationshipDocument, ArchiveRelationshipDocument, RelationshipsDocument, RestoreRelationshipDocument, UpdateRelationshipDocument } from './relations.documents';
import { calledOf, type Relation } from './relation.words';
import { REFRESHED } from './RelationRow';
import { relationsText } from './relations.text';

const PAGE = 50;
interface Values { fromId: string; jobTitle?: string; isMain?: boolean; validFrom?: string }

/** Who works for a company: as what, since when, and whom to speak with. */
export function CompanyPeople({ customer }: { customer: CustomerRecord }) {
  const t = useText(relationsText);
  const may = useMay('relationship.write') && !customer.archivedAt;
  const [adding, setAdding] = useState(false);
  const variables = { customerId: customer.id, kind: 'EMPLOYEE_OF' as const, first: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(RelationshipsDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(RelationshipsDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.relationships?.pageInfo.hasNextPage ? (last.relationships.pageInfo.endCursor ?? undefined) : undefined),
  });
  const people = pages.data?.pages.flatMap((page) => page.relationships?.nodes ?? []) ?? [];
  return (
    <Section title={t('people')} note={t('peopleNote')}>
      {pages.isPending && <Waiting rows={2} />}
      {pages.error && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && people.length === 0 && !adding && <EmptyState title={t('nobodyHere')} text={t('nobodyHereText')} />}
      <ul className="d-rows">{[...people].sort((a, b) => Number(b.isMain) - Number(a.isMain)).map((person) => <PersonRow key={person.id} relation={person} />)}</ul>
      {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
      {adding && <AddPerson customer={customer} known={people.flatMap(({ fromId }) => fromId ?? [])} onClose={() => setAdding(false)} />}
      {may && !adding && <button type="button" className="d-link customer-add" onClick={() => setAdding(true)}><Icon of={Plus} /> {t('addPerson')}</button>}
    </Section>
  );
}

function PersonRow({ relation }: { relation: Relation }) {
  const t = useText(relationsText);
  const format = useFormat();
  const options = { refreshes: REFRESHED, loud: true };
  const lead = useSave(UpdateRelationshipDocument, { ...options, done: t('madeMain') });
  const back = useSave(RestoreRelationshipDocument, options);
  const remove = useSave(ArchiveRelationshipDocument, { ...options, done: t('removed'), undo: () => back.run({ id: relation.id }) });
  const { from, validFrom, validTo } = relation;
  const name = calledOf(from) || t('nobody');
  const can = relation.can ?? [];
  const note = [relation.isMain && t('main'), validFrom && t('since', { day: format.day(validFrom) }), validTo && t('until', { day: format.day(validTo) }), relation.note].filter(Boolean).join(' · ');
  const verbs = (
    <>
      {can.includes('UPDATE') && !relation.isMain && <Button type="link" size="small" disabled={lead.busy} aria-label={t('makeMainOf', { name })} onClick={() => void lead.run({ id: relation.id, version: relation.version, input: { isMain: true } })}>{t('makeMain')}</Button>}
      {can.includes('ARCHIVE') && <Button type="link" size="small" disabled={remove.busy} aria-label={t('removeOf', { name })} onClick={() => void remove.run({ id: relation.id })}>{t('remove')}</Button>}
    </>
  );
  return <Row lead={relation.jobTitle ?? ''} title={from ? <Link to={`/customers/${from.id}`}>{name}</Link> : name} note={note} verb={verbs} />;
}

function AddPerson({ customer, known, onClose }: { customer: CustomerRecord; known: readonly string[]; onClose: () => void }) {
  const t = useText(relationsText);
  const save = useSave(AddRelationshipDocument, { refreshes: REFRESHED, done: t('personAdded'), onDone: onClose });
  const add = ({ fromId, jobTitle, isMain, validFrom }: Values) =>
    save.run({ input: { fromId, toId: customer.id, kind: 'EMPLOYEE_OF', basis: 'CONTRACT', strength: 0.6, jobTitle: jobTitle ?? null, isMain: isMain ?? false, validFrom: validFrom || null } });
  return (
    <div className="customer-add-contact">
      <RecordForm<Values> save={save} quiet label={t('addPerson')} submitLabel={t('save')} cancel={onClose} onSubmit={add}>
        <Field name="fromId" label={t('person')} required><CustomerChoice except={known} onlyPeople /></Field>
        <Field name="jobTitle" label={t('jobTitle')}><Input maxLength={80} /></Field>
        <Field name="isMain" label={t('main')} valuePropName="checked"><Checkbox>{t('main')}</Checkbox></Field>
        <Field name="validFrom" label={t('validFrom')}><Input type="date" /></Field>
      </RecordForm>
    </div>
  );
}
