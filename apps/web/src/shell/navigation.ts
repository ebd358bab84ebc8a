import type { Permission } from '@dossier/vocabulary/permissions';
import { Activity, Bell, Boxes, CircleHelp, ClipboardList, Download, GitMerge, Key, KeyRound, LayoutList, ListChecks, MousePointerClick, Package, ReceiptText, Scale, ScrollText, ShieldCheck, Sun, Tags, Upload, Users, Webhook, type LucideIcon } from 'lucide-react';

/** A place of the product: who sees it, under which name and keys. */
export interface NavPlace {
  key: 'home' | 'customers' | 'orders' | 'products' | 'duplicates' | 'reconciliation' | 'upkeep' | 'imports' | 'exports' | 'forms' | 'tags' | 'fields' | 'packs' | 'team' | 'apiKeys' | 'audit' | 'privacy' | 'sites' | 'webhooks' | 'operations';
  to: string;
  icon: LucideIcon;
  /** Any one of these words opens it; none means everybody who is signed in. */
  needs: readonly Permission[];
  part: 'main' | 'foot';
  keys?: string;
}

export const places: readonly NavPlace[] = [
  { key: 'home', to: '/', icon: Sun, needs: [], part: 'main', keys: 'g h' },
  { key: 'customers', to: '/customers', icon: Users, needs: ['customer.read'], part: 'main', keys: 'g c' },
  { key: 'orders', to: '/orders', icon: ReceiptText, needs: ['order.read'], part: 'main', keys: 'g o' },
  { key: 'products', to: '/products', icon: Package, needs: ['product.read'], part: 'main', keys: 'g p' },
  { key: 'duplicates', to: '/duplicates', icon: GitMerge, needs: ['customer.steward'], part: 'main', keys: 'g d' },
  { key: 'upkeep', to: '/upkeep', icon: ListChecks, needs: ['customer.update', 'upkeep.manage'], part: 'main', keys: 'g r' },
  { key: 'reconciliation', to: '/reconciliation', icon: Scale, needs: ['customer.steward'], part: 'foot', keys: 'g b' },
  { key: 'imports', to: '/imports', icon: Download, needs: ['customer.import', 'order.import', 'product.import'], part: 'foot', keys: 'g i' },
  { key: 'exports', to: '/exports', icon: Upload, needs: ['customer.export', 'order.export', 'export.approve'], part: 'foot', keys: 'g e' },
  { key: 'forms', to: '/forms', icon: ClipboardList, needs: ['form.manage'], part: 'foot', keys: 'g f' },
  { key: 'tags', to: '/tags', icon: Tags, needs: ['tag.manage', 'channel.manage'], part: 'foot', keys: 'g t' },
  { key: 'fields', to: '/fields', icon: LayoutList, needs: ['field.manage'], part: 'foot', keys: 'g u' },
  { key: 'packs', to: '/packs', icon: Boxes, needs: ['pack.manage'], part: 'foot', keys: 'g y' },
  { key: 'team', to: '/team', icon: KeyRound, needs: ['user.read', 'team.read', 'role.read'], part: 'foot', keys: 'g m' },
  { key: 'apiKeys', to: '/keys', icon: Key, needs: ['key.manage'], part: 'foot', keys: 'g k' },
  { key: 'sites', to: '/sites', icon: MousePointerClick, needs: ['site.manage'], part: 'foot', keys: 'g v' },
  { key: 'webhooks', to: '/webhooks', icon: Webhook, needs: ['webhook.manage'], part: 'foot', keys: 'g w' },
  { key: 'privacy', to: '/privacy', icon: ShieldCheck, needs: ['privacy.manage'], part: 'foot', keys: 'g y' },
  { key: 'audit', to: '/audit', icon: ScrollText, needs: ['audit.read'], part: 'foot', keys: 'g a' },
  { key: 'operations', to: '/operations', icon: Activity, needs: ['operation.read'], part: 'foot', keys: 'g s' },
];

export const bell = Bell;
export const question = CircleHelp;

export const placesFor = (held: readonly string[]): NavPlace[] => places.filter(place => place.needs.length === 0 || place.needs.some(word => held.includes(word)));

/** The place that an address belongs to: the longest that it starts with. */
export const placeOf = (pathname: string, among: readonly NavPlace[] = places): NavPlace | undefined =>
  [...among].sort((a, b) => b.to.length - a.to.length).find(place => (place.to === '/' ? pathname === '/' : pathname === place.to || pathname.startsWith(`${place.to}/`)));
