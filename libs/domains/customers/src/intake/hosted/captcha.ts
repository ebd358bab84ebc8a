import { Injectable } from '@nestjs/common';
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { randomInt } from 'node:crypto';
import { KeyRing } from '@dossier/kernel/crypto';
import { Clock } from '@dossier/kernel/time';

const PURPOSE = 'form-captcha';
const ALGORITHM = 'SHA-256';
/** Hashes that a browser must try: a moment of a telephone, and a price for whoever sends by the thousand. */
export const LEAST_WORK = 200_000;
export const MOST_WORK = 600_000;
/** As long as the page that it stands on may be open. */
const GOOD_SECONDS = 24 * 3_600;

/** What a page brings back: the task as it was given, and its solution. */
export interface Worked {
  task: string;
  solution: string;
}

/**
 * Work that a browser proves before what it sends is looked at; nobody outside is asked. A task belongs to one shown page: its solution is
 * good for that page's submission alone, which is kept once in all processes. It takes no database.
 */
@Injectable()
export class Captcha {
  constructor(
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** The task of one shown page, signed. */
  async task(code: string, page: string): Promise<string> {
    const key = this.ring.current;
    const challenge = await createChallenge({
      algorithm: ALGORITHM, cost: 1, counter: randomInt(LEAST_WORK, MOST_WORK), deriveKey, expiresAt: Math.floor(this.clock.now().getTime() / 1_000) + GOOD_SECONDS,
      data: { form: code, page, key }, ...this.secrets(key),
    });
    return Buffer.from(JSON.stringify(challenge)).toString('base64url');
  }

  /** Whether this is the solution of a task that was given here, for this form and this page, and is good still. */
  async isSolved(code: string, page: string, { task, solution }: Worked): Promise<boolean> {
    const challenge = readTask(task);
    const said = /^(\d{1,9}):([0-9a-f]{64})$/.exec(solution);
    const data = challenge?.parameters.data;
    if (!challenge || !said || data?.['form'] !== code || data['page'] !== page || challenge.parameters.algorithm !== ALGORITHM || challenge.parameters.cost !== 1) return false;
    const key = Number(data['key']);
    if (!this.ring.versions.includes(key) || (challenge.parameters.expiresAt ?? 0) * 1_000 < this.clock.now().getTime()) return false;
    const { verified } = await verifySolution({ challenge, solution: { counter: Number(said[1]), derivedKey: said[2]! }, deriveKey, ...this.secrets(key) });
    return verified;
  }

  private secrets(version: number): { hmacSignatureSecret: string; hmacKeySignatureSecret: string } {
    return { hmacSignatureSecret: this.ring.derive(PURPOSE, version).toString('hex'), hmacKeySignatureSecret: this.ring.derive(`${PURPOSE}-key`, version).toString('hex') };
  }
}

const LONGEST = 2_000;

function readTask(text: string): Challenge | null {
  if (text === '' || text.length > LONGEST) return null;
  try {
    const read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Challenge | null;
    return read && typeof read === 'object' && read.parameters !== null && typeof read.parameters === 'object' && typeof read.signature === 'string' ? read : null;
  } catch {
    return null;
  }
}
