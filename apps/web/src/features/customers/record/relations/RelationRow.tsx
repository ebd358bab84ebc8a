import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Row, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { ArchiveRelationshipDocument, RestoreRelationshipDocument } from './relations.documents';
import { calledOf, isDirected, type Relation } from './relation.words';
import { relationsText, relationTerms } from './relations.text';

export const REFRESHED = ['relationships', 'relationGraph', 'referrals', 'households', 'householdSuggestions'];

/** One relation, seen from this customer; its removal can be taken back. */
export function RelationRow({ relation, customerId }: { relation: Relation; customerId: string }) {
  const t = useText(relationsText);
  const term = useText(relationTerms);
  const format = useFormat();
  const isOut = relation.fromId === customerId;
  const other = isOut ? relation.to : relation.from;
  const name = calledOf(other) || t('nobody');
  const back = useSave(RestoreRelationshipDocument, { refreshes: REFRESHED, loud: true });
  const remove = useSave(ArchiveRelationshipDocument, { refreshes: REFRESHED, loud: true, done: t('removed'), undo: () => back.run({ id: relation.id }) });
  const arrow = isDirected(relation.kind) ? (isOut ? ' →' : ' ←') : '';
  const notes = [
    t('strengthOf', { value: format.number(relation.strength) }), relation.source && term(`RelationSource.${relation.source}`), relation.basis && term(`RelationBasis.${relation.basis}`),
    relation.jobTitle, relation.isMain && t('main'), relation.validTo && t('until', { day: format.day(relation.validTo) }), relation.note,
  ].filter(Boolean);
  return (
    <Row lead={relation.kind ? `${term(`RelationKind.${relation.kind}`)}${arrow}` : ''} title={other ? <Link to={`/customers/${other.id}`}>{name}</Link> : name} note={notes.join(' · ')}
      verb={(relation.can ?? []).includes('ARCHIVE') && <Button type="link" size="small" disabled={remove.busy} aria-label={t('removeOf', { name })} onClick={() => void remove.run({ id: relation.id })}>{t('remove')}</Button>} />
  );
}
