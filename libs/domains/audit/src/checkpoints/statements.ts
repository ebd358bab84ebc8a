import type { Signer, Trusted } from './signing';

/** A signed sentence about the chain. CHECKPOINT: it ended so at that time. DROPPED: what lies before a time is kept no longer. KEY: this key signs from now on. */
export interface Statement {
  kind: 'CHECKPOINT' | 'DROPPED' | 'KEY';
  sequence: number;
  /** Hash of that seal, hexadecimal. */
  head: string;
  /** Seals that were there. */
  count: number;
  at: string;
  /** DROPPED: rows before this instant are gone, and the seals up to `sequence`. */
  before?: string;
  /** KEY: the new public key. */
  publicKey?: string;
  /** Names the key that signed. */
  key: string;
  signature: string;
}

export function signed(signer: Signer, said: Omit<Statement, 'key' | 'signature'>): Statement {
  const body = { ...said, key: signer.id };
  return { ...body, signature: signer.sign(JSON.stringify(body)) };
}

/** Whether a believed key has signed exactly this. A KEY statement that holds makes its key believed in turn. */
export function holds(statement: Statement, trusted: Trusted): boolean {
  const { signature, ...body } = statement;
  if (!trusted.isSigned(body.key, JSON.stringify(body), signature)) return false;
  if (body.kind === 'KEY' && body.publicKey) trusted.add(body.publicKey);
  return true;
}

export interface Read {
  statements: Statement[];
  /** Lines that no believed key has signed, or that are no statements at all. */
  unsigned: number[];
}

/** Reads the lines of a checkpoint file. A last line without its end was being written when the power went: it is passed over. */
export function readStatements(text: string, trusted: Trusted): Read {
  const read: Read = { statements: [], unsigned: [] };
  const lines = text.split('\n');
  lines.pop();
  for (const [at, line] of lines.entries()) {
    const statement = parsed(line);
    if (statement && holds(statement, trusted)) read.statements.push(statement);
    else read.unsigned.push(at + 1);
  }
  return read;
}

function parsed(line: string): Statement | null {
  try {
    const value = JSON.parse(line) as Statement;
    return typeof value.sequence === 'number' && typeof value.head === 'string' && typeof value.signature === 'string' ? value : null;
  } catch {
    return null;
  }
}
