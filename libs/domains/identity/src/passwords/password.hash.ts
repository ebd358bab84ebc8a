import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const LENGTH = 32;
const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

const derive = (password: string, nonce: Buffer, { memory, passes, parallelism }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength: LENGTH }, (fault, key) => (fault ? reject(fault) : resolve(key)));
  });

const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Argon2id in PHC form, so that cost can rise later without breaking what is stored. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const key = await derive(password, nonce, cost);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(nonce)}$${plain(key)}`;
}

/** A hash that no password opens: checking against it costs an unknown account the same time as a known one. */
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(randomBytes(16))}$${plain(randomBytes(LENGTH))}`;

/** Compares in constant time; without a stored hash it works just as long and says no. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const parts = shape.exec(stored ?? nobodys) ?? shape.exec(nobodys)!;
  const [, memory, passes, parallelism, nonce, expected] = parts;
  const key = await derive(password, Buffer.from(nonce!, 'base64'), { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) });
  const same = timingSafeEqual(key, Buffer.from(expected!, 'base64'));
  return same && stored !== null && shape.test(stored);
}
