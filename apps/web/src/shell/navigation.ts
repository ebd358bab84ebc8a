import type { Permission } from '@dossier/vocabulary/permissions';
import { Activity, Bell, Boxes, ChartNoAxesCombined, CircleHelp, ClipboardList, Download, Filter, GitMerge, Key, KeyRound, LayoutList, ListChecks, MousePointerClick, Package, ReceiptText, Scale, ScrollText, ShieldCheck, SlidersHorizontal, SquareCheckBig, Sun, Tags, Target, Upload, Users, Waves, Webhook, type LucideIcon } from 'lucide-react';
import type { shellText } from './shell.text';

/** A group of places: the rail and the phone's menu show it under one heading. `folded` groups open by hand, or with the page that lies in them. */
export interface NavGroup { key: Word; folded?: true }
type Word = keyof typeof shellText.table;

export const groups = [
  { key: 'groupArchive' },
  { key: 'groupSales' },
  { key: 'groupInsight' },
  { key: 'groupFlow' },
  { key: 'groupSettings', folded: true },
  { key: 'groupGovernance', folded: true },
] as const satisfies readonly NavGroup[];
export type GroupKey = (typeof groups)[number]['key'];

/** A place of the product: who sees it, under which name, in which group, by which keys. */
export interface NavPlace {
  key: Word;
  to: string;
  /** Other addresses that lie in it. */
  also?: readonly string[];
  icon: LucideIcon;
  /** Any one of these words opens it; none means everybody who is signed in. */
  needs: readonly Permission[];
  /** A place without a group stands above them all. */
  group?: GroupKey;
  keys?: string;
}

/** In the order they are shown. */
export const places: readonly NavPlace[] = [
  { key: 'home', to: '/', icon: Sun, needs: [], keys: 'g h' },
  { key: 'customers', to: '/customers', icon: Users, needs: ['customer.read'], group: 'groupArchive', keys: 'g c' },
  { key: 'orders', to: '/orders', icon: ReceiptText, needs: ['order.read'], group: 'groupArchive', keys: 'g o' },
  { key: 'products', to: '/products', icon: Package, needs: ['product.read'], group: 'groupArchive', keys: 'g p' },
  { key: 'upkeep', to: '/upkeep', also: ['/quality'], icon: ListChecks, needs: ['customer.update', 'upkeep.manage'], group: 'groupArchive', keys: 'g r' },
  { key: 'duplicates', to: '/duplicates', icon: GitMerge, needs: ['customer.steward'], group: 'groupArchive', keys: 'g d' },
  { key: 'reconciliation', to: '/reconciliation', icon: Scale, needs: ['customer.steward'], group: 'groupArchive', keys: 'g b' },
  { key: 'leads', to: '/leads', icon: Target, needs: ['lead.read'], group: 'groupSales', keys: 'g l' },
  { key: 'pool', to: '/pool', icon: Waves, needs: ['pool.claim'], group: 'groupSales', keys: 'g n' },
  { key: 'tasks', to: '/tasks', icon: SquareCheckBig, needs: ['task.read'], group: 'groupSales', keys: 'g m' },
  { key: 'segments', to: '/segments', icon: Filter, needs: ['segment.read'], group: 'groupInsight', keys: 'g g' },
  { key: 'insight', to: '/insight', icon: ChartNoAxesCombined, needs: ['insight.read', 'model.read'], group: 'groupInsight', keys: 'g x' },
  { key: 'imports', to: '/imports', icon: Download, needs: ['customer.import', 'order.import', 'product.import'], group: 'groupFlow', keys: 'g i' },
  { key: 'exports', to: '/exports', icon: Upload, needs: ['customer.export', 'order.export', 'export.approve'], group: 'groupFlow', keys: 'g e' },
  { key: 'forms', to: '/forms', icon: ClipboardList, needs: ['form.manage'], group: 'groupFlow', keys: 'g f' },
  { key: 'sites', to: '/sites', icon: MousePointerClick, needs: ['site.manage'], group: 'groupFlow', keys: 'g v' },
  { key: 'webhooks', to: '/webhooks', icon: Webhook, needs: ['webhook.manage'], group: 'groupFlow', keys: 'g w' },
  { key: 'team', to: '/team', icon: KeyRound, needs: ['user.read', 'team.read', 'role.read'], group: 'groupSettings', keys: 'g j' },
  { key: 'tags', to: '/tags', icon: Tags, needs: ['tag.manage', 'channel.manage'], group: 'groupSettings', keys: 'g t' },
  { key: 'leadSettings', to: '/lead-settings', icon: SlidersHorizontal, needs: ['assignment.manage', 'pool.manage', 'scorecard.manage', 'nurture.manage', 'inbox.manage', 'calendar.manage'], group: 'groupSettings', keys: 'g z' },
  { key: 'fields', to: '/fields', icon: LayoutList, needs: ['field.manage', 'interview.manage'], group: 'groupSettings', keys: 'g u' },
  { key: 'packs', to: '/packs', icon: Boxes, needs: ['pack.manage'], group: 'groupSettings', keys: 'g y' },
  { key: 'apiKeys', to: '/keys', icon: Key, needs: ['key.manage'], group: 'groupSettings', keys: 'g k' },
  { key: 'privacy', to: '/privacy', icon: ShieldCheck, needs: ['privacy.manage'], group: 'groupGovernance', keys: 'g q' },
  { key: 'audit', to: '/audit', icon: ScrollText, needs: ['audit.read'], group: 'groupGovernance', keys: 'g a' },
  { key: 'operations', to: '/operations', icon: Activity, needs: ['operation.read'], group: 'groupGovernance', keys: 'g s' },
];

export const bell = Bell;
export const question = CircleHelp;

export const placesFor = (held: readonly string[]): NavPlace[] => places.filter(place => place.needs.length === 0 || place.needs.some(word => held.includes(word)));

const ON_THE_BAR = 4;
/** Words of those who set up or steer the work of others: none of them is needed to sell. */
const STEERS: readonly Permission[] = ['user.manage', 'assignment.manage', 'segment.write', 'form.manage'];
const SELLING: readonly Word[] = ['home', 'leads', 'tasks', 'customers'];
const MARKETING: readonly Word[] = ['home', 'customers', 'leads', 'segments'];

/** Which places a person reaches for first, by what they may do; whoever sets up the house has no such places. */
function firstOf(held: readonly string[]): readonly Word[] {
  if (!held.includes('lead.update') || held.includes('user.manage')) return [];
  return STEERS.some(word => held.includes(word)) ? MARKETING : SELLING;
}

/** The places of the phone's bar: those a person reaches for first, then as many others in their order as there is room for. */
export function barFor(held: readonly string[]): NavPlace[] {
  const shown = placesFor(held);
  const wanted = firstOf(held).flatMap(key => shown.filter(place => place.key === key));
  return [...wanted, ...shown.filter(place => !wanted.includes(place))].slice(0, ON_THE_BAR);
}

/** The places in their groups, those without one first; a group nobody may enter is not there. */
export function grouped(shown: readonly NavPlace[]): { group: NavGroup & { key: GroupKey } | null; places: NavPlace[] }[] {
  const parts = [null, ...groups].map(group => ({ group, places: shown.filter(place => (place.group ?? null) === (group?.key ?? null)) }));
  return parts.filter(part => part.places.length > 0);
}

const lies = (pathname: string, address: string): boolean => (address === '/' ? pathname === '/' : pathname === address || pathname.startsWith(`${address}/`));
const reach = (place: NavPlace, pathname: string): number => Math.max(0, ...[place.to, ...(place.also ?? [])].filter(address => lies(pathname, address)).map(address => address.length));

/** The place that an address belongs to: the longest that it starts with. */
export const placeOf = (pathname: string, among: readonly NavPlace[] = places): NavPlace | undefined =>
  [...among].filter(place => reach(place, pathname) > 0).sort((a, b) => reach(b, pathname) - reach(a, pathname))[0];
