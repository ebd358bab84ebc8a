import { contactReasons, normaliseContact } from '@dossier/kernel/crypto';
import { accept, refuse, type Judged } from './judged';

/** Judges a phone number or an e-mail address and brings it into its one form; the sentence of a refusal is that of every other screen. */
export function contact(kind: 'PHONE' | 'EMAIL', text: string, { region, language }: { region: string; language: 'zh' | 'en' }): Judged<string> {
  const normal = normaliseContact(kind, text, region);
  if (normal.ok) return accept(normal.value);
  const why = contactReasons[normal.reason][language].replace(/\{(\w+)\}/g, (_, name: string) => String(normal.facts[name] ?? ''));
  return refuse('NOT_ACCEPTED', { why });
}
