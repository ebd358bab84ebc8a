import type { LucideIcon } from 'lucide-react';

/** A line drawing of 16 px (20 on phone bars); the words beside it carry the meaning. */
export function Icon({ of: Drawing, size = 16, className }: { of: LucideIcon; size?: number; className?: string }) {
  return <Drawing className={['d-icon', className].filter(Boolean).join(' ')} size={size} strokeWidth={1.5} aria-hidden focusable={false} />;
}
