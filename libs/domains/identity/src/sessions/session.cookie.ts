import type { SessionSettings } from './session.settings';

type Bounds = Pick<SessionSettings, 'secure' | 'absoluteHours'>;
type Line = Pick<SessionSettings, 'secure'>;

interface Answer {
  append(name: string, value: string): unknown;
}

/** `__Host-` makes browsers refuse the cookie from a subdomain or over plain http; it cannot exist without https. */
export const cookieName = ({ secure }: Line): string => (secure ? '__Host-dossier' : 'dossier');

const TOKEN = /^[\w-]{43}$/;

/** The session token of a request, or null: one cookie of our name, of the form we give out. */
export function tokenIn(header: string | undefined, settings: Line): string | null {
  const name = cookieName(settings);
  const found = (header ?? '').split(';').map((part) => part.trim().split('=')).filter(([key]) => key === name);
  const token = found.length === 1 ? found[0]![1] : undefined;
  return token && TOKEN.test(token) ? token : null;
}

const written = (settings: Line, value: string, maxAge: number): string =>
  [`${cookieName(settings)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${maxAge}`, ...(settings.secure ? ['Secure'] : [])].join('; ');

export const giveCookie = (answer: Answer, settings: Bounds, token: string): void =>
  void answer.append('Set-Cookie', written(settings, token, settings.absoluteHours * 3600));

export const takeCookie = (answer: Answer, settings: Line): void => void answer.append('Set-Cookie', written(settings, '', 0));
