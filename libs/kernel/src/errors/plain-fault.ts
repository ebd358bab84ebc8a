import { DomainError } from './domain-error';

interface PgFault extends Error {
  code?: string;
  severity?: string;
  routine?: string;
  table?: string;
  column?: string;
  constraint?: string;
  syscall?: string;
}

const MOST = 300;

/** What may be somebody's: quoted values, addresses, long digits, keys, credentials in an address, base64. */
const private_: readonly [RegExp, string][] = [
  [/\b(\w+:\/\/)[^\s/@]*@/g, '$1[credentials]@'],
  [/\bdsr_\w+/g, '[key]'],
  [/\b(Bearer|Basic)\s+\S+/gi, '$1 [credentials]'],
  [/((?:__Host-)?dossier[\w-]*=)[^;\s]+/gi, '$1[session]'],
  [/[^\s"'“”<>:=(,;]+@[^\s"'“”<>,;)]+\.[\w-]{2,}/g, '[address]'],
  [/\+?\d(?:[\s-]?\d){6,}/g, '[digits]'],
  [/\b[A-Za-z0-9+/_-]{32,}={0,2}(?![A-Za-z0-9])/g, '[long]'],
];

/** A text that may go to a log: one line, nothing in it that belongs to a person or opens anything. */
export function plainText(text: string, most: number = MOST): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  let plain = text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
  for (const [pattern, instead] of private_) plain = plain.replace(pattern, instead);
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}

const quoted = /(["'“‘«`])[^"'“”‘’«»`]*["'”’»`]/g;

/** Where in our own code it happened: the first line of the stack that is not the runtime's or a package's. */
const placeOf = (fault: Error): string | null => {
  const line = (fault.stack ?? '').split('\n').slice(1).find((one) => /^\s+at /.test(one) && !/node:|node_modules/.test(one));
  const found = line && /(?:at (?<name>[\w.<>$ ]+) \()?[^()\s]*?(?<file>[\w.-]+:\d+):\d+\)?$/.exec(line.trim())?.groups;
  return found ? `${found['name'] ? `${found['name'].trim()} ` : ''}${found['file']}` : null;
};

/**
 * One line for operators about any fault: its kind, its code, where it happened. A fault of PostgreSQL may carry
 * values in message and detail: of it only code, names of things in the schema and the place in the server are told.
 */
export function plainFault(fault: unknown): string {
  if (fault instanceof DomainError) return fault.code;
  if (!(fault instanceof Error)) return plainText(String(fault).replace(quoted, '“…”'));
  const { code, severity, table, column, constraint, routine, syscall } = fault as PgFault;
  if (severity !== undefined) return ['PostgreSQL', code, table && `table ${table}`, column && `column ${column}`, constraint && `constraint ${constraint}`, routine].filter(Boolean).join(' ');
  const message = plainText(fault.message.replace(quoted, '“…”'));
  return [fault.name, code, syscall, message, placeOf(fault) && `at ${placeOf(fault)}`].filter(Boolean).join(' ').slice(0, MOST * 2);
}
