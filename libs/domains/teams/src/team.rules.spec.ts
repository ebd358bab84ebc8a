import { describe, expect, it } from '@jest/globals';
import { archivable, movedPath, MOST_LEVELS, pathBelow, teamName } from './team.rules';

const team = (id: string, ...above: string[]) => ({ id, path: [...above, id] });
const code = (code: string) => expect.objectContaining({ code });

describe('the tree of teams', () => {
  it('starts a path at the team itself and goes on below a parent', () => {
    expect(pathBelow('b', null)).toEqual(['b']);
    expect(pathBelow('c', team('b', 'a'))).toEqual(['a', 'b', 'c']);
  });

  it('refuses a team below itself or below one of its own', () => {
    expect(() => pathBelow('a', team('a'))).toThrow(code('TEAM_CIRCLE') as never);
    expect(() => movedPath(team('a'), team('c', 'a', 'b'), 2)).toThrow(code('TEAM_CIRCLE') as never);
  });

  it('counts what hangs below a moved team against the depth', () => {
    const deep = team('x', ...Array.from({ length: MOST_LEVELS - 2 }, (_, at) => String(at)));
    expect(movedPath(team('m'), deep, 0)).toHaveLength(MOST_LEVELS);
    expect(() => movedPath(team('m'), deep, 1)).toThrow(code('TEAM_TOO_DEEP') as never);
  });

  it('lets only an empty team go', () => {
    expect(() => archivable(0, 0)).not.toThrow();
    expect(() => archivable(1, 0)).toThrow(code('TEAM_NOT_EMPTY') as never);
    expect(() => archivable(0, 2)).toThrow(code('TEAM_NOT_EMPTY') as never);
  });

  it('folds blanks and full-width letters in names', () => {
    expect(teamName('  华东　 ＡＢ  组 ')).toBe('华东 AB 组');
  });
});
