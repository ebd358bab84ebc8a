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
  digest: number;
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

/** A path as pages have it: nothing to cut off and nothing that could name a person. */
const PLAIN_PATH = /^\/[\w./-]*$/;

/** The path of an address: no query, no fragment, and no piece that could name a person. */
export function plainPath(told: string): string {
  if (PLAIN_PATH.test(told) && !/\d{11}/.test(told)) return told;
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

/** Whom and what an event names, each in the one form in which it is looked up. */
export interface Spoken {
  visitorId: string | null;
  customerId: string | null;
  externalKey: string | null;
  externalSource: string | null;
  topics: readonly string[];
}

const NOTHING: readonly string[] = [];

function topicsOf(told: readonly string[] | null | undefined): readonly string[] {
  if (!told || told.length === 0) return NOTHING;
  const codes = told.map((code) => code.trim().toLowerCase());
  return codes.length === 1 ? codes : [...new Set(codes)].sort();
}

/** Whom and what one event names, or why it cannot be kept, as far as that is told at a glance. `since`: the first instant that is kept. */
export function spokenOf(told: ToldEvent, facts: { now: Date; since: Date }): Spoken | IngestReason {
  return fault(told, facts) ?? {
    visitorId: given(told.visitorId)?.toLowerCase() ?? null, customerId: given(told.customerId)?.toLowerCase() ?? null, externalKey: given(told.externalKey), externalSource: given(told.externalSource), topics: topicsOf(told.topics),
  };
}

/** Judges one event by itself: what is kept of it, or why it is refused. */
export function plainEvent(told: ToldEvent, { visitorId, customerId, externalKey, externalSource, topics }: Spoken): PlainEvent | IngestReason {
  const properties = plainProperties(told.properties);
  if (typeof properties === 'string') return properties;
  const [productCode, path, channelMark] = [given(told.productCode), told.path ? plainPath(told.path) : null, given(told.channelMark)];
  if (topics.length > MOST_TOPICS || isLong(path, 300) || isLong(productCode, 100) || isLong(channelMark, 40) || isLong(externalKey, 200)) return IngestReason.TEXT_TOO_LONG;
  if (channelMark !== null && isPersonal(channelMark)) return IngestReason.PERSONAL_DATA;
  const digest = digestOf(`${told.name} ${visitorId} ${customerId} ${JSON.stringify([externalKey, externalSource, topics, productCode, path, channelMark, properties])}`);
  return { id: told.id.toLowerCase(), name: told.name, at: told.occurredAt, visitorId, customerId, externalKey, externalSource, topics, productCode, path, channelMark, properties, digest };
}

/** 53 bits that follow from a text and from nothing else: enough to put two sayings in an order that is everywhere the same. */
function digestOf(text: string): number {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other + code, 0xc2b2ae35);
    other ^= other >>> 15;
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ (other >>> 13);
  other = Math.imul(other ^ (other >>> 16), 0xc2b2ae35) ^ (one >>> 11);
  return (other >>> 11) * 4_294_967_296 + (one >>> 0);
}

/** Of several sayings under one id within a call the earliest one stands; at the same time the one with the smaller digest. In the order of their ids, in which all callers write. */
export function standing<K extends { event: PlainEvent }>(kept: readonly K[]): K[] {
  const byId = new Map<string, K>();
  for (const one of kept) {
    const other = byId.get(one.event.id);
    if (!other || isBefore(one.event, other.event)) byId.set(one.event.id, one);
  }
  return [...byId.values()].sort((one, other) => (one.event.id < other.event.id ? -1 : 1));
}

const isBefore = (one: PlainEvent, other: PlainEvent): boolean => one.at.getTime() < other.at.getTime() || (one.at.getTime() === other.at.getTime() && one.digest < other.digest);
