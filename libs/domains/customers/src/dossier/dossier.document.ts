import type { PrintedBlock, PrintedDocument, PrintedSection } from '@dossier/kernel/print';
import type { Raw } from '@dossier/kernel/data';
import { NeedKind } from '@dossier/vocabulary/archive-enums';
import { titleOf } from '../profile/customer.rules';
import type { WholeRecord } from './dossier.reader';
import { nameOf, type Speech, type Word } from './dossier.words';
import { tiesOf } from './ties.document';
import { MOST_ROWS, type Listed } from './ties.reader';

type Fact = readonly [label: string, value: string];

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const list = (value: unknown): Raw[] => (Array.isArray(value) ? (value as Raw[]) : []);
const told = (facts: readonly Fact[]): PrintedBlock[] => {
  const given = facts.filter(([, value]) => value !== '');
  return given.length === 0 ? [] : [{ kind: 'facts', facts: given }];
};

/** Who prints, when, and how it is said. */
export interface Printing {
  speech: Speech;
  viewerName: string;
  at: Date;
  /** Of the fields that the company has added: name and value in words. */
  custom: readonly Fact[];
}

/** A whole record as a document for paper: the six sections and what belongs to them. What its reader may not see is not there. */
export function documentOf(record: WholeRecord, printing: Printing): PrintedDocument {
  const { speech, viewerName, at } = printing;
  const { customer } = record;
  const name = titleOf(customer) || speech.say('noName');
  const when = speech.instant(at);
  const status = speech.value('RecordStatus', customer['recordStatus']);
  return {
    language: speech.language, title: `${speech.say('title')}　${name}`, author: viewerName, made: at.toISOString(),
    lines: [[text(customer['archiveNo']), status, nameOf(customer['owner'])].filter(Boolean).join('　')],
    sections: sectionsOf(record, printing), watermark: `${viewerName} ${when}`, foot: speech.say('foot', { name: viewerName, at: when }),
    words: { page: speech.say('page'), hash: speech.say('hash'), unknown: speech.say('unknown') },
  };
}

function sectionsOf(record: WholeRecord, { speech, custom }: Printing): PrintedSection[] {
  const { customer, needs } = record;
  const plain = (title: Word, blocks: PrintedBlock[]): PrintedSection[] => (blocks.length === 0 ? [] : [{ title: speech.say(title), blocks }]);
  const ofKind = (kind: NeedKind): Listed | null => needs && { ...needs, rows: needs.rows.filter((row) => row['kind'] === kind) };
  return [
    ...plain('basic', told(basicFacts(customer, speech))),
    ...plain('contact', contactBlocks(customer, speech)),
    ...plain('belonging', told(belongingFacts(customer, speech))),
    ...plain('custom', told(custom)),
    ...plain('signOffs', signOffBlocks(customer, speech)),
    ...listed('needs', ofKind(NeedKind.EXPLICIT), speech, needBlocks),
    ...purchases(record, speech),
    ...listed('communication', record.communications, speech, communicationBlocks),
    ...listed('latent', ofKind(NeedKind.LATENT), speech, needBlocks),
    ...listed('feedback', record.feedback, speech, feedbackBlocks),
    ...tiesOf(record.ties, text(customer['id']), speech),
    ...closedParts(record, speech),
  ];
}

/** Which sections its reader may not see: a document that leaves out something says so. */
function closedParts({ orders, needs, communications, feedback, ties }: WholeRecord, speech: Speech): PrintedSection[] {
  const parts: readonly (readonly [Word, unknown])[] = [
    ['needs', needs], ['purchases', orders], ['communication', communications], ['latent', needs], ['feedback', feedback], ['behaviour', ties.behaviour], ['consent', ties.consent], ['relations', ties.relations],
  ];
  const closed = parts.flatMap(([word, part]) => (part === null ? [speech.say(word)] : []));
  if (closed.length === 0) return [];
  return [{ title: speech.say('closed'), blocks: [{ kind: 'text', text: speech.say('closedText', { parts: closed.join(speech.language === 'zh' ? '、' : ', ') }), quiet: true }] }];
}

function listed(title: Word, part: Listed | null, speech: Speech, blocksOf: (rows: readonly Raw[], speech: Speech) => PrintedBlock[]): PrintedSection[] {
  if (!part) return [];
  const blocks: PrintedBlock[] = part.rows.length === 0 ? [{ kind: 'text', text: speech.say('nothing'), quiet: true }] : blocksOf(part.rows, speech);
  if (!part.isWhole) blocks.push({ kind: 'text', text: speech.say('only', { most: MOST_ROWS }), quiet: true });
  return [{ title: speech.say(title), ...(part.rows.length > 0 && part.isWhole ? { note: speech.say('count', { count: part.rows.length }) } : {}), blocks }];
}

function basicFacts(customer: Raw, speech: Speech): Fact[] {
  const fact = (name: string, value = text(customer[name])): Fact => [speech.field(name), value];
  const age = typeof customer['age'] === 'number' ? speech.say('years', { age: customer['age'] }) : '';
  const birth = [speech.value('BirthCalendar', customer['birthCalendar']), text(customer['birthDate']), age].filter(Boolean);
  return [
    fact('kind', speech.value('CustomerKind', customer['kind'])), fact('name'), fact('nameLatin'), fact('gender', speech.value('Gender', customer['gender'])),
    fact('birthDate', customer['birthDate'] ? birth.join(' ') : ''), fact('occupation', text(customer['occupationText']) || speech.value('Occupation', customer['occupation'])),
    fact('companyName'), fact('country'), fact('region'), fact('city'),
  ];
}

function contactBlocks(customer: Raw, speech: Speech): PrintedBlock[] {
  return told(list(customer['identities']).map((identity) => [
    [speech.value('IdentityKind', identity['kind']), text(identity['label'])].filter(Boolean).join(' '),
    [text(identity['value']), identity['primary'] ? speech.say('primary') : '', identity['verifiedAt'] ? speech.say('verified') : ''].filter(Boolean).join('　'),
  ]));
}

function belongingFacts(customer: Raw, speech: Speech): Fact[] {
  const named = (name: string): Fact => [speech.field(name), nameOf(customer[name])];
  return [
    [speech.field('stage'), speech.value('CustomerStage', customer['stage'])], named('owner'), named('team'), named('source'),
    [speech.field('tags'), list(customer['tags']).map(nameOf).filter(Boolean).join('、')],
    [speech.field('externalKey'), [text(customer['externalSource']), text(customer['externalKey'])].filter(Boolean).join(' ')],
    [speech.field('createdAt'), speech.instant(customer['createdAt'])], [speech.field('updatedAt'), speech.instant(customer['updatedAt'])],
  ];
}

function signOffBlocks(customer: Raw, speech: Speech): PrintedBlock[] {
  const rows = list(customer['signOffs']).map((one) => [
    speech.value('SignedSection', one['section']), text(one['signedName']), speech.instant(one['signedAt']), speech.say('version', { version: text(one['customerVersion']) }), speech.say(one['changed'] ? 'changed' : 'unchanged'),
  ]);
  const head = (['section', 'signer', 'date'] as const).map((word) => speech.say(word));
  return rows.length === 0 ? [] : [{ kind: 'table', head: [...head, '', speech.say('state')], rows, widths: [100, '*', 100, 70, 90] }];
}

function purchases({ customer, orders }: WholeRecord, speech: Speech): PrintedSection[] {
  const summary = customer['summary'] as Raw | null;
  const figures: Fact[] = summary === null || summary === undefined ? [] : [
    [speech.field('orderCount'), text(summary['orderCount'])], [speech.field('refundCount'), text(summary['refundCount'])], [speech.field('netAmount'), speech.money(summary['netAmount'])],
    [speech.field('averageAmount'), speech.money(summary['averageAmount'])], [speech.field('firstOrderOn'), text(summary['firstOrderOn'])], [speech.field('lastOrderOn'), text(summary['lastOrderOn'])],
  ];
  const rows = listed('purchases', orders, speech, (all) => [{
    kind: 'table', widths: [90, '*', 110, 50, 90], right: [3, 4], head: [speech.say('date'), speech.say('order'), speech.say('kind'), speech.field('lineCount'), speech.say('amount')],
    rows: all.map((order) => [text(order['orderedOn']), text(order['orderNo']), [speech.value('OrderKind', order['kind']), text(order['refundsOrderNo'])].filter(Boolean).join(' '), text(order['lineCount']), speech.money(order['amount'])]),
  }]);
  const [section] = rows;
  if (!section) return figures.length === 0 ? [] : [{ title: speech.say('purchases'), blocks: told(figures) }];
  return [{ ...section, blocks: [...told(figures), ...section.blocks] }];
}

function communicationBlocks(rows: readonly Raw[], speech: Speech): PrintedBlock[] {
  const said = (row: Raw): string => [
    text(row['summary']), speech.value('CommunicationOutcome', row['outcome']), ...list(row['answers']).map((one) => `${text(one['question'])} ${text(one['answer'])}`),
  ].filter(Boolean).join('\n');
  const next = (row: Raw): string => [text(row['nextOn']), text(row['nextStep']), speech.value('NextStepState', row['nextState'])].filter(Boolean).join(' ');
  return [{
    kind: 'table', widths: [82, 60, '*', 120, 56], head: [speech.say('date'), speech.say('kind'), speech.say('said'), speech.say('next'), speech.say('by')],
    rows: rows.map((row) => [speech.instant(row['at']), [speech.value('CommunicationKind', row['kind']), text(row['contactName'])].filter(Boolean).join(' '), said(row), next(row), nameOf(row['author'])]),
  }];
}

function needBlocks(rows: readonly Raw[], speech: Speech): PrintedBlock[] {
  const more = (row: Raw): string => {
    const budget = [speech.money(row['budgetMin']), speech.money(row['budgetMax'])].filter(Boolean).join(' – ');
    const share = speech.share(row['confidence']);
    return [share && speech.say('sure', { share }), budget && `${speech.say('budget')} ${budget}`, row['expectedOn'] ? `${speech.say('expected')} ${text(row['expectedOn'])}` : ''].filter(Boolean).join('\n');
  };
  const basis = (row: Raw): string => list(row['evidence']).map((one) => text(one['text']) || speech.value('EvidenceKind', one['kind'])).join('\n');
  return [{
    kind: 'table', widths: ['*', 64, 56, 110, 110], head: [speech.say('said'), speech.say('state'), speech.field('priority'), '', speech.say('evidence')],
    rows: rows.map((row) => [[text(row['statement']), text(row['category'])].filter(Boolean).join('\n'), speech.value('NeedStatus', row['status']), speech.value('NeedPriority', row['priority']), more(row), basis(row)]),
  }];
}

function feedbackBlocks(rows: readonly Raw[], speech: Speech): PrintedBlock[] {
  return [{
    kind: 'table', widths: [82, 52, '*', 34, 120, 52], right: [3], head: [speech.say('date'), speech.say('kind'), speech.say('said'), speech.say('score'), speech.say('answer'), speech.say('state')],
    rows: rows.map((row) => [
      speech.instant(row['at']), speech.value('FeedbackKind', row['kind']), [text(row['text']), [text(row['productName']), nameOf(row['channel'])].filter(Boolean).join('　')].filter(Boolean).join('\n'),
      text(row['score']), text(row['answer']), speech.value('FeedbackStatus', row['status']),
    ]),
  }];
}
