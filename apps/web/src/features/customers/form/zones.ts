import type { Language, Option } from '@dossier/ui';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

function part(zone: string, language: Language, style: 'longGeneric' | 'longOffset'): string {
  try {
    return new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, timeZoneName: style }).formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch {
    return '';
  }
}

/** A zone as people say it: its place, what its time is called, and how far it lies from Greenwich now. */
export function zoneName(zone: string, language: Language): string {
  const place = zone.split('/').slice(1).join(' / ').replaceAll('_', ' ') || zone;
  return [place, part(zone, language, 'longGeneric'), part(zone, language, 'longOffset')].filter(Boolean).join(' · ');
}

const known = new Map<Language, Option[]>();

/** All zones with their names; made once a language, for it takes a moment. */
export function zoneOptions(language: Language): Option[] {
  const options = known.get(language) ?? Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')).map((zone) => ({ value: zone, label: zoneName(zone, language) }));
  known.set(language, options);
  return options;
}
