import { plainFault } from '@dossier/kernel/errors';

/** What an operator can act on, in one sentence. */
export class Sentence extends Error {
  readonly sentences: readonly string[];

  constructor(sentence: string) {
    super(sentence);
    this.name = 'Sentence';
    this.sentences = [sentence];
  }
}

const CONNECTION = /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|28P01|28000|3D000|57P03)$/;

/** One sentence for any fault of a command; `usage` where it was called in another way than it is written. */
export function sentenceOf(fault: unknown, usage: string): string {
  const { sentences, code = '', path } = fault as { sentences?: readonly string[]; code?: string; path?: string };
  if (sentences) return sentences.join('\n');
  if (code.startsWith('ERR_PARSE_ARGS')) return `That is not how it is called. Usage: ${usage}`;
  if (code === 'ENOSPC') return 'The disk is full: make room, or name another place.';
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path) return `${path} may not be read or written by this account.`;
  if (CONNECTION.test(code)) return `The database does not answer, or not to this login (${code}).`;
  return plainFault(fault);
}

/** Runs a command to its end: 0, or 1 with its sentence. */
export async function runCommand(main: () => Promise<void>, usage: string): Promise<never> {
  process.exit(await main().then(() => 0, (fault: unknown) => {
    process.stderr.write(`${sentenceOf(fault, usage)}\n`);
    return 1;
  }));
}
