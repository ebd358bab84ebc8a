import { Link } from '@tanstack/react-router';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';

export interface Crumb { label: string; to?: string }

export function Crumbs({ items }: { items: Crumb[] }) {
  const t = useText(uiText);
  return (
    <nav className="d-crumbs" aria-label={t('crumbs')}>
      {items.map((item, at) => (
        <span key={item.label + at}>
          {at > 0 && <span aria-hidden> / </span>}
          {item.to ? <Link to={item.to}>{item.label}</Link> : item.label}
        </span>
      ))}
    </nav>
  );
}
