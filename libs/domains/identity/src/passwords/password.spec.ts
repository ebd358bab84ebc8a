import { describe, expect, it } from '@jest/globals';
import { hashPassword, passwordMatches } from './password.hash';
import { acceptPassword, ownWords } from './password.rules';

const refused = (password: string, words: string[] = []): string | null => {
  try {
    acceptPassword(password, words);
    return null;
  } catch (fault) {
    return (fault as { code: string }).code;
  }
};

describe('passwords', () => {
  it('are stored as argon2id and match only themselves', async () => {
    const stored = await hashPassword('琥珀-river-9-lantern');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches('琥珀-river-9-lantern', stored)).toBe(true);
    expect(await passwordMatches('琥珀-river-9-lanterN', stored)).toBe(false);
  });

  it('never match an account without a hash, and take the same work', async () => {
    const before = performance.now();
    expect(await passwordMatches('anything at all here', null)).toBe(false);
    expect(performance.now() - before).toBeGreaterThan(5);
    expect(await passwordMatches('anything at all here', 'broken')).toBe(false);
  });

  it('need fifteen characters, counted as people count them', () => {
    expect(refused('short-but-good')).toBe('PASSWORD_TOO_SHORT');
    expect(refused('ambry lichen tug')).toBeNull();
    expect(refused('竹林深处有人家炊烟起远山青溪')).toBe('PASSWORD_TOO_SHORT');
    expect(refused('竹林深处有人家炊烟起远山青溪水')).toBeNull();
    expect(refused('x'.repeat(257))).toBe('PASSWORD_TOO_LONG');
  });

  it.each(['passwordpassword', '123456789012345', 'qwertyuiopasdfgh', 'aaaaaaaaaaaaaaaa', 'abcabcabcabcabcabc', 'Password-2026-Password', 'correct horse battery staple', 'DossierAdmin1234'])(
    'refuse what is tried first: %s',
    (password) => {
      expect(refused(password)).toBe('PASSWORD_GUESSABLE');
    },
  );

  it('refuse the names of company and user dressed up', () => {
    const words = ownWords('星河贸易有限公司', 'Wang Xiaoming', 'xiaoming.wang@galaxytrade.cn');
    expect(refused('GalaxyTrade-Xiaoming1', words)).toBe('PASSWORD_GUESSABLE');
    expect(refused('GalaxyTrade likes blue herons', words)).toBeNull();
  });
});
