import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/*
 * The settings, read once at start. Imports nothing of ours: the start command reads this file as it stands, before
 * anything is built.
 */
export type DemoSize = 'full' | 'small' | 'none';

export interface Settings {
  /** 0 takes a free port. */
  port: number;
  host: string;
  /** Where people reach the product; null says: host and port themselves. */
  publicUrl: string | null;
  dataDir: string;
  /** The owner login. Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  databaseAppUrl: string | null;
  demo: DemoSize;
  /** Null: made at random and printed. */
  demoPassword: string | null;
  /** Where the key-encryption key lies, unless `key` brings it. */
  keyFile: string;
  /** Keys of the environment, `<version>:<base64>` with commas between. */
  key: string | null;
  smtpUrl: string | null;
  /** The address that mail comes from. */
  mailFrom: string;
  /** The provider by which people may sign in; null: by password alone. */
  signOn: { issuer: string; clientId: string; clientSecret: string | null; name: string } | null;
  tls: { cert: string; key: string } | null;
  /** How many proxies stand before us, or their addresses. Null: none. */
  trustProxy: number | string[] | null;
  /** Places inside a network that webhooks may call: `host:port`, or blocks of addresses, separated by commas. Null: none. */
  webhookAllow: string | null;
  /** Connections that one process opens for people. */
  databasePoolSize: number;
  /** Null: warnings and errors under `npm start`, every request where the process was started by itself. */
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent' | null;
  /** What a scraper of /metrics bears; null: none may. */
  metricsToken: string | null;
  /** Whether browser sessions run the documents of the built pages alone. Null: where built pages are served. */
  trustedDocuments: boolean | null;
  /** What one viewer may ask of one process; 0: no bound, for measurements. */
  requests: { perMinute: number; inFlight: number };
}

export type Env = Readonly<Record<string, string | undefined>>;

/** All that is wrong with the settings, one sentence a fault. */
export class SettingsError extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'SettingsError';
    this.sentences = sentences;
  }
}

/** Reads the settings, or throws a SettingsError that names every fault at once. */
export function readSettings(env: Env): Settings {
  const faults: string[] = [];
  const dataDir = resolve(given(env, 'DATA_DIR') ?? '.data');
  const settings: Settings = {
    port: port(env, faults),
    host: given(env, 'HOST') ?? '127.0.0.1',
    publicUrl: url(env, 'PUBLIC_URL', ['http:', 'https:'], faults)?.replace(/\/+$/, '') ?? null,
    dataDir,
    databaseUrl: databaseUrl(env, 'DATABASE_URL', faults),
    databaseAppUrl: databaseUrl(env, 'DATABASE_APP_URL', faults),
    demo: demo(env, faults),
    demoPassword: demoPassword(env, faults),
    keyFile: resolve(given(env, 'KEY_FILE') ?? join(dataDir, 'dossier.key')),
    key: key(env, faults),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:'], faults),
    mailFrom: mailFrom(env, faults),
    signOn: signOn(env, faults),
    tls: tls(env, faults),
    trustProxy: trustProxy(env, faults),
    webhookAllow: webhookAllow(env, faults),
    databasePoolSize: poolSize(env, faults),
    logLevel: logLevel(env, faults),
    metricsToken: metricsToken(env, faults),
    trustedDocuments: trustedDocuments(env, faults),
    requests: { perMinute: bound(env, { name: 'REQUESTS_PER_MINUTE', usual: 600 }, faults), inFlight: bound(env, { name: 'REQUESTS_IN_FLIGHT', usual: 10 }, faults) },
  };
  checkTogether(settings, env, faults);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/** The address that the product answers on, as a person would type it. */
export function addressOf(settings: Settings, port: number): string {
  if (settings.publicUrl !== null) return settings.publicUrl;
  const host = isLoopback(settings.host) || isAnyAddress(settings.host) ? 'localhost' : settings.host;
  return `${settings.tls ? 'https' : 'http'}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function checkTogether(settings: Settings, env: Env, faults: string[]): void {
  if (!isLoopback(settings.host) && settings.tls === null && settings.trustProxy === null)
    faults.push(
      `HOST is ${settings.host}, which others on the network reach, but the line would be open: ` +
        'set TLS_CERT and TLS_KEY, or TRUST_PROXY when a proxy of yours does the encryption.',
    );
  if (settings.databaseAppUrl !== null && settings.databaseUrl === null)
    faults.push('DATABASE_APP_URL is set without DATABASE_URL: the owner login makes the tables, so it is needed too.');
  if (settings.key !== null && given(env, 'KEY_FILE') !== null)
    faults.push('KEY and KEY_FILE are both set: keep the one that holds the right key.');
}

function given(env: Env, name: string): string | null {
  return env[name]?.trim() || null;
}

function port(env: Env, faults: string[]): number {
  const text = given(env, 'PORT') ?? '3000';
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  faults.push(`PORT is "${text}", but a port is a whole number from 0 to 65535.`);
  return 0;
}

function demo(env: Env, faults: string[]): DemoSize {
  const text = given(env, 'DEMO') ?? 'full';
  if (text === 'full' || text === 'small' || text === 'none') return text;
  faults.push(`DEMO is "${text}", but it is one of full, small and none.`);
  return 'none';
}

function demoPassword(env: Env, faults: string[]): string | null {
  const text = given(env, 'DEMO_PASSWORD');
  if (text !== null && text.length < 10) faults.push('DEMO_PASSWORD is shorter than 10 characters.');
  return text;
}

function url(env: Env, name: string, protocols: readonly string[], faults: string[]): string | null {
  const text = given(env, name);
  if (text === null) return null;
  if (!protocols.includes(URL.parse(text)?.protocol ?? ''))
    faults.push(`${name} is not an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
  return text;
}

/** Without an address of its own mail comes from `dossier` at the host that people know. */
function mailFrom(env: Env, faults: string[]): string {
  const text = given(env, 'MAIL_FROM');
  if (text === null) return `dossier@${URL.parse(given(env, 'PUBLIC_URL') ?? '')?.hostname || 'localhost'}`;
  if (!/^(?:[^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)) faults.push('MAIL_FROM is not an address like dossier@example.com or Dossier <dossier@example.com>.');
  return text;
}

function signOn(env: Env, faults: string[]): Settings['signOn'] {
  const issuer = given(env, 'OIDC_ISSUER');
  const clientId = given(env, 'OIDC_CLIENT_ID');
  if (issuer === null && clientId === null) return null;
  if (issuer === null || clientId === null) {
    faults.push(`${issuer === null ? 'OIDC_CLIENT_ID is set without OIDC_ISSUER' : 'OIDC_ISSUER is set without OIDC_CLIENT_ID'}: single sign-on needs both.`);
    return null;
  }
  const parsed = URL.parse(issuer);
  const isSafe = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
  if (!isSafe) faults.push('OIDC_ISSUER is not an address that begins with https:// (http:// on this machine alone).');
  return { issuer, clientId, clientSecret: given(env, 'OIDC_CLIENT_SECRET'), name: given(env, 'OIDC_NAME') ?? parsed?.hostname ?? 'SSO' };
}

function databaseUrl(env: Env, name: string, faults: string[]): string | null {
  const before = faults.length;
  const text = url(env, name, ['postgres:', 'postgresql:'], faults);
  if (text === null || faults.length > before) return text;
  const { hostname, pathname, searchParams } = new URL(text);
  if (pathname.length < 2) faults.push(`${name} names no database: it ends like .../dossier.`);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  if (!host.startsWith('/') && !isLoopback(host) && !searchParams.has('sslmode'))
    faults.push(
      `${name} points to ${host} and does not say how the line is protected: ` +
        'add sslmode=verify-full, or sslmode=disable where the network between is private.',
    );
  return text;
}

/** One key, or several as `1:<key>,2:<key>` while they are being changed; handed on in base64. */
function key(env: Env, faults: string[]): string | null {
  const text = given(env, 'KEY');
  if (text === null) return null;
  const entries = text.split(',').map((entry) => /^(?:(\d{1,3}):)?(.*)$/.exec(entry.trim()) ?? []);
  const keys = entries.map(([, version = '1', value = '']) => [version, Buffer.from(value, /^[\da-f]{64}$/i.test(value) ? 'hex' : 'base64')] as const);
  if (keys.some(([, bytes]) => bytes.length !== 32)) faults.push('KEY is not a key of 32 bytes, written as 64 hexadecimal digits or as base64; several are written as 1:<key>,2:<key>.');
  return keys.map(([version, bytes]) => `${version}:${bytes.toString('base64')}`).join(',');
}

function tls(env: Env, faults: string[]): Settings['tls'] {
  const cert = given(env, 'TLS_CERT');
  const secret = given(env, 'TLS_KEY');
  if (cert === null && secret === null) return null;
  if (cert === null || secret === null) {
    faults.push(`${cert === null ? 'TLS_KEY' : 'TLS_CERT'} is set without ${cert === null ? 'TLS_CERT' : 'TLS_KEY'}: encryption needs both files.`);
    return null;
  }
  return { cert: contents('TLS_CERT', cert, faults), key: contents('TLS_KEY', secret, faults) };
}

function contents(name: string, file: string, faults: string[]): string {
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN ')) return text;
  }
  faults.push(`${name} is "${file}", which is no readable PEM file.`);
  return '';
}

function trustProxy(env: Env, faults: string[]): Settings['trustProxy'] {
  const text = given(env, 'TRUST_PROXY');
  if (text === null) return null;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  const addresses = text.split(',').map((address) => address.trim());
  if (addresses.every(isAddress)) return addresses;
  faults.push(
    `TRUST_PROXY is "${text}", but it is the number of proxies in front of the product, ` +
      'or their addresses, separated by commas (loopback, 10.0.0.7, 10.0.0.0/8).',
  );
  return null;
}

function poolSize(env: Env, faults: string[]): number {
  const text = given(env, 'DATABASE_POOL_SIZE') ?? '10';
  if (/^\d{1,3}$/.test(text) && Number(text) >= 2 && Number(text) <= 200) return Number(text);
  faults.push(`DATABASE_POOL_SIZE is "${text}", but it is a whole number from 2 to 200.`);
  return 10;
}

function logLevel(env: Env, faults: string[]): Settings['logLevel'] {
  const text = given(env, 'LOG_LEVEL')?.toLowerCase() ?? null;
  const known = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
  const found = known.find((level) => level === text) ?? null;
  if (text !== null && found === null) faults.push(`LOG_LEVEL is "${text}", but it is one of ${known.join(', ')}.`);
  return found;
}

function trustedDocuments(env: Env, faults: string[]): boolean | null {
  const text = given(env, 'TRUSTED_DOCUMENTS')?.toLowerCase() ?? null;
  if (text !== null && text !== 'on' && text !== 'off') faults.push(`TRUSTED_DOCUMENTS is "${text}", but it is on or off.`);
  return text === null ? null : text === 'on';
}

function bound(env: Env, { name, usual }: { name: string; usual: number }, faults: string[]): number {
  const text = given(env, name) ?? String(usual);
  if (/^\d{1,7}$/.test(text)) return Number(text);
  faults.push(`${name} is "${text}", but it is a whole number; 0 sets no bound.`);
  return usual;
}

function metricsToken(env: Env, faults: string[]): string | null {
  const text = given(env, 'METRICS_TOKEN');
  if (text !== null && text.length < 20) faults.push('METRICS_TOKEN is shorter than 20 characters.');
  return text;
}

function webhookAllow(env: Env, faults: string[]): string | null {
  const text = given(env, 'WEBHOOK_ALLOW');
  if (text === null) return null;
  const isPlace = (part: string): boolean => (part.includes('/') ? isAddress(part) : /^(\[[\da-f:.]+\]|[\w.-]+):[1-9]\d{0,4}$/i.test(part));
  if (!text.split(',').map((part) => part.trim()).every(isPlace))
    faults.push(`WEBHOOK_ALLOW is "${text}", but it names places that webhooks may call, separated by commas: erp.lan:8080, 10.0.0.0/8.`);
  return text;
}

function isAddress(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  if (text === 'loopback' || text === 'uniquelocal' || text === 'linklocal') return true;
  const kind = isIP(address);
  return kind !== 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
