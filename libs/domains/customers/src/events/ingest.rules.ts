import { hash } from 'node:crypto';
import { isId } from '@dossier/kernel/data';
import { EventName, IngestReason } from '@dossier/vocabulary/event-enums';

/** An event as it was told, by whichever way. */
export interface ToldEvent {
  id: string;
  name: string;
  occurredAt: Date;
  visitorId?: string | null;
  customerId?: string | null;
  externalKey?: string | null;
  externalSource?: string | null;
  topics?: readonly string[] | null;
  productCode?: string | null;
  path?: string | null;
  channelMark?: string | null;
  properties?: unknown;
}

/** An event that may be kept, in the one form in which it is kept. */
export interface PlainEvent {
  id: string;
  name: string;
  at: Date;
  visitorId: string | null;
  customerId: string | null;
  externalKey: string | null;
  externalSource: string | null;
  topics: readonly string[];
  productCode: string | null;
  path: string | null;
  channelMark: string | null;
  properties: Readonly<Record<string, string | number | boolean>> | null;
  /** Of all it says but its time: of two sayings under one id and time the smaller one stands. */
  digest: bigint;
}

const DAY_MS = 86_400_000;
const MOST_TOPICS = 10;
const MOST_PROPERTIES = 20;
const MOST_VALUE = 200;
const NAMES: ReadonlySet<string> = new Set(Object.values(EventName));
const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
/** A number as people write it: eleven digits of a mobile in China, or an international one. */
const NUMBER = /(?:^|\D)(?:1[3-9]\d{9}|\+\d[\d -]{8,16}\d)(?:\D|$)/;

const isPersonal = (text: string): boolean => ADDRESS.test(text) || NUMBER.test(text);

/** The path of an address: no query, no fragment, and no piece that could name a person. */
export function plainPath(told: string): string {
  const path = told.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/)[0]!;
  const tidy = path.split('/').map((piece) => (isPersonal(decoded(piece)) || /\d{11,}/.test(piece) ? '*' : piece)).join('/');
  return tidy === '' ? '/' : tidy;
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function plainProperties(told: unknown): PlainEvent['properties'] | IngestReason {
  if (told === null || told === undefined) return null;
  if (typeof told !== 'object' || Array.isArray(told)) return IngestReason.PROPERTIES_INVALID;
  const entries = Object.entries(told as Record<string, unknown>).filter(([, value]) => value !== null).sort(([one], [other]) => (one < other ? -1 : 1));
  if (entries.length > MOST_PROPERTIES) return IngestReason.PROPERTIES_INVALID;
  for (const [key, value] of entries) {
    if (!/^[a-zA-Z][\w.-]{0,39}$/.test(key) || key === 'constructor') return IngestReason.PROPERTIES_INVALID;
    if (typeof value === 'string' ? value.length > MOST_VALUE : typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'boolean') return IngestReason.PROPERTIES_INVALID;
    if (isPersonal(String(value))) return IngestReason.PERSONAL_DATA;
  }
  return entries.length === 0 ? null : (Object.fromEntries(entries) as PlainEvent['properties']);
}

const given = (text: string | null | undefined): string | null => text?.trim() || null;
const isLong = (text: string | null, most: number): boolean => text !== null && text.length > most;

/** What the sender said of who did it: a visitor, a customer by one key, or both. */
function fault(told: ToldEvent, { now, since }: { now: Date; since: Date }): IngestReason | null {
  const at = told.occurredAt instanceof Date ? told.occurredAt.getTime() : Number.NaN;
  if (!isId(told.id)) return IngestReason.ID_INVALID;
  if (!NAMES.has(told.name)) return IngestReason.NAME_UNKNOWN;
  if (Number.isNaN(at)) return IngestReason.TIME_INVALID;
  if (at > now.getTime() + DAY_MS) return IngestReason.TIME_AHEAD;
  if (at < since.getTime()) return IngestReason.TIME_TOO_OLD;
  if (told.visitorId && !isId(told.visitorId)) return IngestReason.VISITOR_INVALID;
  if (told.customerId && !isId(told.customerId)) return IngestReason.CUSTOMER_UNKNOWN;
  return given(told.visitorId) || given(told.customerId) || given(told.externalKey) ? null : IngestReason.NOBODY;
}

/** Judges one event by itself: what is kept of it, or why it is refused. `since`: the first instant that is kept. */
export function plainEvent(told: ToldEvent, facts: { now: Date; since: Date }): PlainEvent | IngestReason {
  const wrong = fault(told, facts);
  if (wrong) return wrong;
  const properties = plainProperties(told.properties);
  if (typeof properties === 'string') return properties;
  const topics = [...new Set((told.topics ?? []).map((code) => code.trim().toLowerCase()))].sort();
  const plain = {
    visitorId: given(told.visitorId)?.toLowerCase() ?? null, customerId: given(told.customerId)?.toLowerCase() ?? null, externalKey: given(told.externalKey), externalSource: given(told.externalSource),
    topics, productCode: given(told.productCode), path: told.path ? plainPath(told.path) : null, channelMark: given(told.channelMark), properties,
  };
  if (topics.length > MOST_TOPICS || isLong(plain.path, 300) || isLong(plain.productCode, 100) || isLong(plain.channelMark, 40) || isLong(plain.externalKey, 200)) return IngestReason.TEXT_TOO_LONG;
  if (plain.channelMark !== null && isPersonal(plain.channelMark)) return IngestReason.PERSONAL_DATA;
  const digest = hash('sha1', JSON.stringify([told.name, plain]), 'buffer').readBigInt64BE();
  return { id: told.id.toLowerCase(), name: told.name, at: told.occurredAt, ...plain, digest };
}

/** Of several sayings under one id within a call the earliest one stands; at the same time the one with the smaller digest. */
export function standing(events: readonly PlainEvent[]): PlainEvent[] {
  const byId = new Map<string, PlainEvent>();
  for (const event of events) {
    const other = byId.get(event.id);
    if (!other || isBefore(event, other)) byId.set(event.id, event);
  }
  return [...byId.values()];
}

const isBefore = (one: PlainEvent, other: PlainEvent): boolean => one.at.getTime() < other.at.getTime() || (one.at.getTime() === other.at.getTime() && one.digest < other.digest);
