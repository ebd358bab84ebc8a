const browsers: readonly [RegExp, string][] = [[/Edg(?:e|A|iOS)?\//, 'Edge'], [/MicroMessenger\//, 'WeChat'], [/OPR\//, 'Opera'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: readonly [RegExp, string][] = [[/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux']];

const named = (among: readonly [RegExp, string][], text: string): string | undefined => among.find(([sign]) => sign.test(text))?.[1];

/** What a browser says of itself, in words that a person knows it by; null: it says nothing we know. */
export function deviceName(agent: string | null | undefined): string | null {
  const words = [named(browsers, agent ?? ''), named(systems, agent ?? '')].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : null;
}
