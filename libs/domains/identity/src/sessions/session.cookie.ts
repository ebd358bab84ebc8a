import type { SessionSettings } from './session.settings';

type Bounds = Pick<SessionSettings, 'secure' | 'absoluteHours'>;
type Line = Pick<SessionSettings, 'secure'>;

interface Answer {
  append(name: string, value: string): unknown;
}

/** `__Host-` makes browsers refuse the cookie from a subdomain or over plain http; it cannot exist without https. */
export const cookieName = ({ secure }: Line, part = ''): string => `${secure ? '__Host-' : ''}dossier${part}`;

/** The cookie of a sign-in that still waits for its second proof. */
const STEP = '-step';
/** The cookie of a way through the outside provider, sealed. */
const PROVIDER = '-provider';

const TOKEN = /^[\w-]{43}$/;

/** The session token of a request, or null: one cookie of our name, of the form we give out. */
export const tokenIn = (header: string | undefined, settings: Line): string | null => valueIn(header, cookieName(settings), TOKEN);
export const stepIn = (header: string | undefined, settings: Line): string | null => valueIn(header, cookieName(settings, STEP), TOKEN);
export const providerIn = (header: string | undefined, settings: Line): string | null => valueIn(header, cookieName(settings, PROVIDER), /^[\w-]{40,2000}$/);

function valueIn(header: string | undefined, name: string, form: RegExp): string | null {
  const found = (header ?? '').split(';').map((part) => part.trim().split('=')).filter(([key]) => key === name);
  const value = found.length === 1 ? found[0]![1] : undefined;
  return value && form.test(value) ? value : null;
}

const written = (settings: Line, value: string, maxAge: number, part = ''): string =>
  [`${cookieName(settings, part)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${maxAge}`, ...(settings.secure ? ['Secure'] : [])].join('; ');

export const giveCookie = (answer: Answer, settings: Bounds, token: string): void =>
  void answer.append('Set-Cookie', written(settings, token, settings.absoluteHours * 3600));

export const takeCookie = (answer: Answer, settings: Line): void => void answer.append('Set-Cookie', written(settings, '', 0));

export const giveStep = (answer: Answer, settings: Line, token: string, seconds: number): void => void answer.append('Set-Cookie', written(settings, token, seconds, STEP));
export const takeStep = (answer: Answer, settings: Line): void => void answer.append('Set-Cookie', written(settings, '', 0, STEP));
export const giveProvider = (answer: Answer, settings: Line, sealed: string, seconds: number): void => void answer.append('Set-Cookie', written(settings, sealed, seconds, PROVIDER));
export const takeProvider = (answer: Answer, settings: Line): void => void answer.append('Set-Cookie', written(settings, '', 0, PROVIDER));
