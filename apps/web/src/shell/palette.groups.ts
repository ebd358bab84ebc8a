import { useCommands, useMay, useViewed, useViewer } from '@dossier/client';
import { useAppearance, useText } from '@dossier/ui';
import { Building2, CircleHelp, Download, Keyboard, Languages, LogOut, Moon, Package, PhoneIncoming, Plus, ReceiptText, Rows3, Sun, User, UserRound, type LucideIcon } from 'lucide-react';
import { show } from './layers';
import { placesFor } from './navigation';
import { choose, leave } from './PersonMenu';
import { shellText } from './shell.text';

export interface PaletteItem { key: string; title: string; note?: string | null; icon: LucideIcon; link?: string; run?: () => void; keys?: string; found?: string; also?: string }
export interface PaletteGroup { title: string; items: PaletteItem[]; found?: boolean }
interface FoundRow { id: string; title?: string | null; detail?: string | null; link?: string | null; matched?: string | null }
export interface Found { customers?: FoundRow[] | null; orders?: FoundRow[] | null; products?: FoundRow[] | null; users?: FoundRow[] | null }

const folded = (text: string) => text.normalize('NFKC').toLowerCase();
const hits = (item: PaletteItem, text: string) => folded(`${item.title} ${item.note ?? ''} ${item.also ?? ''}`).includes(folded(text));

/** What is underlined: the typed text where it stands, else the whole name that was found by its pinyin. */
const rowItem = (kind: string, icon: LucideIcon, text: string) => (row: FoundRow): PaletteItem => {
  const typed = folded(`${row.title ?? ''} ${row.detail ?? ''}`).includes(folded(text));
  return { key: `${kind}-${row.id}`, title: row.title ?? '', note: row.detail, icon, link: row.link ?? undefined, found: typed ? text : row.matched === 'NAME' ? (row.title ?? '') : '' };
};

/** Groups of the palette: hits first, then commands; recent records while nothing is typed. */
export function usePaletteGroups(text: string, found: Found | undefined): PaletteGroup[] {
  const t = useText(shellText);
  const recent = useViewed();
  const commands = useShellCommands(text);
  const own = useCommands();
  const groups: PaletteGroup[] = [];
  const add = (title: string, items: PaletteItem[], isFound = false) => items.length > 0 && groups.push({ title, items, found: isFound });
  if (text === '') add(t('groupRecent'), recent.slice(0, 6).map(one => ({ key: one.link, title: one.title, note: one.note, icon: one.kind === 'order' ? ReceiptText : UserRound, link: one.link })));
  if (text !== '' && found) {
    add(t('groupCustomers'), (found.customers ?? []).map(rowItem('customer', User, text)), true);
    add(t('groupOrders'), (found.orders ?? []).map(rowItem('order', ReceiptText, text)), true);
    add(t('groupProducts'), (found.products ?? []).map(rowItem('product', Package, text)), true);
    add(t('groupUsers'), (found.users ?? []).map(rowItem('user', Building2, text)), true);
  }
  for (const group of own) add(group.title, group.items.filter(item => text === '' || hits(item, text)));
  add(t('groupCommands'), commands.filter(item => text === '' || item.key === 'new-named' || hits(item, text)));
  return groups;
}

function useShellCommands(text: string): PaletteItem[] {
  const t = useText(shellText);
  const { permissions } = useViewer();
  const mayCreate = useMay('customer.create');
  const mayImport = useMay('customer.import');
  const mayLead = useMay('lead.create');
  const now = useAppearance();
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  const creating: PaletteItem[] = mayCreate ? [{ key: 'new', title: t('newCustomer'), icon: Plus, link: '/customers/new', keys: 'n', also: 'new customer 新建' }] : [];
  const named: PaletteItem[] = mayCreate && text !== '' ? [{ key: 'new-named', title: t('newCustomerNamed', { name: text }), icon: Plus, link: `/customers/new?name=${encodeURIComponent(text)}` }] : [];
  const leading: PaletteItem[] = mayLead ? [
    { key: 'new-lead', title: t('newLead'), icon: Plus, link: '/leads/new', also: 'new lead 新建 线索' },
    { key: 'call', title: t('logCall'), icon: PhoneIncoming, link: '/leads/new?origin=CALL', also: 'call log phone 来电 电话 登记 线索' },
  ] : [];
  const importing: PaletteItem[] = mayImport ? [{ key: 'import', title: t('imports'), icon: Download, link: '/imports', also: 'import 导入 csv xlsx' }] : [];
  const going: PaletteItem[] = placesFor(permissions).map(place => ({ key: `go-${place.key}`, title: t('goTo', { place: t(place.key) }), note: place.group && t(place.group), icon: place.icon, link: place.to, keys: place.keys, also: Object.values(shellText.table[place.key]).join(' ') }));
  return [
    ...named, ...creating, ...leading, ...importing, ...(text === '' ? [] : going),
    isDark ? { key: 'light', title: t('toLight'), icon: Sun, run: () => choose({ theme: 'light' }), also: 'light theme 浅色' } : { key: 'dark', title: t('toDark'), icon: Moon, run: () => choose({ theme: 'dark' }), also: 'dark theme 深色' },
    { key: 'language', title: t('toOtherLanguage'), icon: Languages, run: () => choose({ language: now.language === 'zh' ? 'en' : 'zh' }), also: 'language 语言 中文 english' },
    { key: 'density', title: t(now.density === 'compact' ? 'toComfortable' : 'toCompact'), icon: Rows3, run: () => choose({ density: now.density === 'compact' ? 'comfortable' : 'compact' }), also: 'density 密度' },
    { key: 'help', title: t('help'), icon: CircleHelp, run: () => show('help'), also: 'help 帮助' },
    { key: 'shortcuts', title: t('shortcuts'), icon: Keyboard, run: () => show('shortcuts'), keys: '?', also: 'shortcuts keyboard 快捷键' },
    { key: 'sign-out', title: t('signOut'), icon: LogOut, run: () => void leave(false), also: 'sign out logout 退出' },
  ];
}
