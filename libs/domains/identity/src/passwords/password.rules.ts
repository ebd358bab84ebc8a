import { DomainError } from '@dossier/kernel/errors';

/** Without a second factor a password stands alone, so it is long. */
export const LEAST_LENGTH = 15;
/** Beside a second factor it may be shorter. */
export const LEAST_WITH_FACTOR = 8;
export const MOST_LENGTH = 256;
/** What must be left when every guessable part is taken out. */
const LEAST_OWN = 8;

const common = [
  'password', 'passwort', 'passw0rd', 'p@ssw0rd', 'qwertyuiop', 'qwerty', 'azerty', 'asdfghjkl', 'asdfgh', 'zxcvbnm', 'zxcvbn', '1q2w3e4r', '1qaz2wsx', 'qazwsx',
  'letmein', 'welcome', 'administrator', 'admin', 'iloveyou', 'woaini', 'dragon', 'monkey', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'batman',
  'master', 'shadow', 'trustno1', 'changeme', 'secret', 'default', 'login', 'abc123', 'abcd1234', 'a1b2c3', 'test', 'guest', 'root', 'hello', 'mima',
  'correcthorsebatterystaple', 'correct horse battery staple', 'dossier', '营销档案', '密码', '我爱你', '你好', '管理员',
];
const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap((run) => [run, [...run].reverse().join('')]);

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Words about company and user that an attacker tries first: names, parts of the address. */
export function ownWords(...sources: (string | null | undefined)[]): string[] {
  const words = sources.flatMap((source) => {
    const whole = folded(source ?? '');
    return [whole, ...whole.split(/[\s@._\-+,，。·]+/)];
  });
  return [...new Set(words)].filter((word) => word.length >= 4 || (word.length >= 2 && /\p{Script=Han}/u.test(word)));
}

function withoutWords(password: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.split(word).join(' '), password);
}

/** Takes out keyboard and alphabet runs of four and more, forwards and backwards. */
function withoutRuns(password: string): string {
  const inRun = (piece: string): boolean => runs.some((run) => run.includes(piece));
  let rest = '';
  for (let at = 0; at < password.length; ) {
    let length = 4;
    if (!inRun(password.slice(at, at + length)) || at + length > password.length) {
      rest += password[at++];
      continue;
    }
    while (at + length < password.length && inRun(password.slice(at, at + length + 1))) length += 1;
    at += length;
  }
  return rest;
}

/** Whole-pattern repetition (`abcabcabc`) tells no more than its pattern. */
const withoutRepetition = (password: string): string => password.replace(/(.{1,8}?)\1{2,}/gu, '$1');

/** Throws unless the password is long enough and enough of it is the person's own. */
export function acceptPassword(password: string, words: readonly string[], least: number = LEAST_LENGTH): void {
  const length = [...password].length;
  if (length < least) throw new DomainError('PASSWORD_TOO_SHORT', { field: 'password', least, length });
  if (length > MOST_LENGTH) throw new DomainError('PASSWORD_TOO_LONG', { field: 'password', most: MOST_LENGTH });
  const own = withoutRepetition(withoutRuns(withoutWords(folded(password), [...words, ...common])));
  const kept = [...own.replace(/\s+/g, '')];
  const enough = kept.length >= LEAST_OWN && new Set(kept).size >= 5;
  if (!enough) throw new DomainError('PASSWORD_GUESSABLE', { field: 'password' });
}
