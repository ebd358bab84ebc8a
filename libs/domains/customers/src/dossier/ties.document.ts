import type { Raw } from '@dossier/kernel/data';
import type { PrintedBlock, PrintedSection } from '@dossier/kernel/print';
import { CustomerKind } from '@dossier/vocabulary/enums';
import { isMutual } from '../relationships/relationship.rules';
import type { RelationKind } from '@dossier/vocabulary/match-enums';
import { LegalBasis } from '@dossier/vocabulary/privacy-enums';
import { nameOf, type Speech, type Word } from './dossier.words';
import { MOST_ROWS, MOST_VISITS, type Listed, type PrintedBehaviour, type PrintedConsent, type PrintedRelations, type Ties } from './ties.reader';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const line = (...parts: readonly string[]): string => parts.filter(Boolean).join('　');
const quiet = (words: string): PrintedBlock => ({ kind: 'text', text: words, quiet: true });

/** How much is listed: all of it, or that there is more. */
const rest = ({ isWhole }: Listed, speech: Speech, most: number): PrintedBlock[] => (isWhole ? [] : [quiet(speech.say('only', { most }))]);

/** The sections that surround a record. */
export function tiesOf({ consent, relations, behaviour }: Ties, customerId: string, speech: Speech): PrintedSection[] {
  const section = <T,>(title: Word, part: T | null, blocks: (part: T) => PrintedBlock[]): PrintedSection[] => (part === null ? [] : [{ title: speech.say(title), blocks: blocks(part) }]);
  return [
    ...section('behaviour', behaviour, (part) => behaviourBlocks(part, speech)),
    ...section('consent', consent, (part) => consentBlocks(part, speech)),
    ...section('relations', relations, (part) => relationBlocks(part, customerId, speech)),
  ];
}

/** What holds now for each purpose and way, then every line of the ledger with its proof: which notice was shown, who recorded it, whether there is evidence. */
function consentBlocks({ purposes, sheet, entries }: PrintedConsent, speech: Speech): PrintedBlock[] {
  const named = new Map(purposes.map((purpose) => [text(purpose['code']), text(purpose[speech.language === 'en' ? 'nameEn' : 'name']) || text(purpose['code'])]));
  const name = (code: string): string => named.get(code) ?? code;
  const bases = new Map(purposes.map((purpose) => [text(purpose['code']), text(purpose['legalBasis'])]));
  // What needs no consent says on which ground it stands instead.
  const unsaid = (code: string): string => (bases.get(code) === LegalBasis.CONSENT ? speech.say('neverAsked') : speech.value('LegalBasis', bases.get(code)));
  const standing = sheet.states.map((state) => [
    name(state.purpose), speech.value('ConsentChannel', state.channel), speech.say(state.allowed ? 'mayBe' : 'mayNot'), state.state === null ? unsaid(state.purpose) : speech.value('ConsentChoice', state.state), speech.instant(state.at),
  ]);
  const proof = (row: Raw): string => [
    row['notice'] === null || row['notice'] === undefined ? '' : speech.say('notice', { number: text(row['notice']) }), speech.say(text(row['proof']) === '' ? 'noProof' : 'hasProof'),
  ].filter(Boolean).join('\n');
  const ledger = entries.rows.map((row) => [
    speech.instant(row['at']), name(nameOf(row['purpose'])), speech.value('ConsentChannel', row['channel']), line(speech.value('ConsentAct', row['act']), row['undone'] ? speech.say('undone') : ''),
    [speech.value('ConsentSource', row['source']), text(row['actorName'])].filter(Boolean).join('\n'), proof(row),
  ]);
  const head = (...words: readonly Word[]): string[] => words.map((word) => speech.say(word));
  return [
    ...(sheet.restrictedSince ? [{ kind: 'text' as const, text: speech.say('restricted', { at: speech.instant(sheet.restrictedSince) }) }] : []),
    ...(standing.length > 0 ? [{ kind: 'table' as const, widths: ['*', 70, 60, 70, 90] as const, head: head('purpose', 'way', 'use', 'saidLast', 'date'), rows: standing }] : []),
    quiet(speech.say(ledger.length > 0 ? 'ledger' : 'noLedger')),
    ...(ledger.length > 0 ? [{ kind: 'table' as const, widths: [82, '*', 56, 56, 84, 84] as const, head: head('date', 'purpose', 'way', 'act', 'recorded', 'proof'), rows: ledger }] : []),
    ...rest(entries, speech, MOST_ROWS),
  ];
}

function relationBlocks({ relations, others, referrals }: PrintedRelations, customerId: string, speech: Speech): PrintedBlock[] {
  const figures: PrintedBlock[] = referrals.made === 0 ? [] : [{ kind: 'facts', facts: [
    [speech.say('made'), text(referrals.made)], [speech.say('bought'), text(referrals.bought)], ...(referrals.revenue ? [[speech.say('revenue'), speech.money(referrals.revenue)] as const] : []),
  ] }];
  const called = (row: Raw): string => {
    const other = others.get(text(row['fromId'] === customerId ? row['toId'] : row['fromId']));
    if (!other) return speech.say('noName');
    const names = [text(other['name']), text(other['companyName'])];
    return line((other['kind'] === CustomerKind.COMPANY ? names.toReversed() : names).find(Boolean) ?? '', text(other['archiveNo']));
  };
  const kind = (row: Raw): string => {
    const arrow = isMutual(row['kind'] as RelationKind) ? '' : row['fromId'] === customerId ? ' →' : ' ←';
    return `${speech.value('RelationKind', row['kind'])}${arrow}`;
  };
  const more = (row: Raw): string => [
    line(text(row['jobTitle']), row['isMain'] ? speech.say('mainContact') : ''), row['validFrom'] || row['validTo'] ? `${text(row['validFrom'])} – ${text(row['validTo'])}` : '', text(row['note']),
  ].filter(Boolean).join('\n');
  const rows = relations.rows.map((row) => [kind(row), called(row), speech.share(row['strength']), speech.value('RelationSource', row['source']), speech.value('RelationBasis', row['basis']), more(row)]);
  const head = (['kind', 'customer', 'strength', 'origin', 'basis', 'more'] as const).map((word) => speech.say(word));
  return [...figures, ...(rows.length === 0 ? [quiet(speech.say('nothing'))] : [{ kind: 'table' as const, head, rows, widths: [70, '*', 40, 70, 60, 110] as const }]), ...rest(relations, speech, MOST_ROWS)];
}

function behaviourBlocks({ stop, profile, visits }: PrintedBehaviour, speech: Speech): PrintedBlock[] {
  const interests = profile.interests.map((one) => [
    line(one.topic?.name ?? '', one.parent?.name ?? ''), one.refused ? speech.say('refused') : (one.score ?? 0).toFixed(1), line(one.eventCount > 0 ? text(one.eventCount) : '', (one.declared ?? 0) > 0 ? speech.say('declared') : ''), speech.instant(one.lastAt),
  ]);
  const where = (row: Raw): string => line(text(row['productName']) || text(row['productCode']) || text(row['path']));
  const rows = visits.rows.map((row) => [
    speech.instant(row['occurredAt']), speech.value('EventName', row['name']), where(row), (Array.isArray(row['topics']) ? row['topics'] : []).map(nameOf).filter(Boolean).join('、'), text(row['site']) || text(row['channelMark']),
  ]);
  const head = (...words: readonly Word[]): string[] => words.map((word) => speech.say(word));
  return [
    ...(stop.isStopped ? [{ kind: 'text' as const, text: line(speech.say('stopped'), stop.reason ?? '') }] : []),
    quiet(interests.length > 0 ? speech.say('interests', { at: speech.instant(profile.asOf) }) : speech.say('noInterests')),
    ...(interests.length > 0 ? [{ kind: 'table' as const, widths: ['*', 60, 110, 100] as const, right: [1], head: head('topic', 'score', 'events', 'lastSeen'), rows: interests }] : []),
    quiet(speech.say(rows.length > 0 ? 'visits' : 'noVisits')),
    ...(rows.length > 0 ? [{ kind: 'table' as const, widths: [82, 60, '*', 90, 70] as const, head: head('date', 'kind', 'where', 'topic', 'site'), rows }] : []),
    ...rest(visits, speech, MOST_VISITS),
  ];
}
