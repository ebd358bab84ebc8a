import { describe, expect, it } from '@jest/globals';
import { fold, nameKey, searchKeys } from './index';
import { matches, searchPredicate, searchQuery } from './query';

const finds = (typed: string, name: string, extra: string[] = []): boolean => {
  const query = searchQuery(typed);
  return query !== null && matches(searchKeys(name, extra), query);
};

describe('folding', () => {
  it.each([
    ['Ｗａｎｇ　１２３', 'wang123'],
    ['歐陽靜怡', '欧阳静怡'],
    ['迪丽娜尔·艾尔肯', '迪丽娜尔艾尔肯'],
    ['Müller-Lüdenscheidt', 'mullerludenscheidt'],
    ['O’Brien', 'obrien'],
    ['Łukasz Straße', 'lukaszstrasse'],
    ['100%_\\', '100'],
    ['がぎ', 'がぎ'],
    ['김철수', '김철수'],
  ])('%s becomes %s', (text, folded) => expect(fold(text)).toBe(folded));
});

describe('what finds whom', () => {
  it.each([
    ['wangwei', '王伟'], ['WANGWEI', '王伟'], ['ww', '王伟'], ['wangw', '王伟'], ['wwei', '王伟'], ['w', '王伟'], ['wang wei', '王伟'],
    ['wei', '王伟'], ['wang', '王伟'], ['王', '王伟'], ['伟', '王伟'], ['王伟', '王伟'], ['王 伟', '王伟'], ['王wei', '王伟'], ['wang伟', '王伟'],
    ['ｗａｎｇｗｅｉ', '王伟'], ["wang'wei", '王伟'], ['王偉', '王伟'], ['王伟', '王偉'], ['wang-wei', '王伟'],
    ['shanxiongxin', '单雄信'], ['danxiongxin', '单雄信'], ['sxx', '单雄信'],
    ['zenggf', '曾国藩'], ['zengguofan', '曾國藩'], ['zgf', '曾国藩'], ['ceng', '曾国藩'],
    ['qiuying', '仇英'], ['chouying', '仇英'], ['qy', '仇英'],
    ['ouyang', '欧阳静怡'], ['oyjy', '欧阳静怡'], ['ouyangjingyi', '欧阳静怡'], ['欧阳', '歐陽靜怡'], ['静怡', '欧阳静怡'], ['阳静怡', '欧阳静怡'],
    ['ouyjy', '欧阳静怡'], ['oyjingyi', '欧阳静怡'], ['oyangj', '欧阳静怡'],
    ['dilinaer', '迪丽娜尔·艾尔肯'], ['艾尔肯', '迪丽娜尔·艾尔肯'], ['娜尔艾尔', '迪丽娜尔·艾尔肯'], ['dlne', '迪丽娜尔·艾尔肯'], ['aierken', '迪丽娜尔·艾尔肯'],
    ['müller', 'Anna Müller'], ['muller', 'Anna Müller'], ['mueller', 'Anna Müller'], ['MÜLLER', 'Anna Müller'], ['anna m', 'Anna Müller'], ['müller anna', 'Anna Müller'],
    ['am', 'Anna Müller'], ['annamuller', 'Anna Müller'], ['obrien', "Seán O'Brien"], ['sean', "Seán O'Brien"],
    ['zhangsf', '张三丰'], ['zsf', '张三丰'], ['zhsf', '张三丰'], ['zsanfeng', '张三丰'], ['zhangsanfeng', '張三豐'],
    ['lvbu', '吕布'], ['lubu', '吕布'], ['lyubu', '吕布'], ['lb', '吕布'], ['lübu', '吕布'],
    ['yuejia', '乐嘉'], ['lejia', '乐嘉'], ['xiedong', '解东'], ['chanyu', '单于'], ['moqixie', '万俟卨'], ['yuchigong', '尉迟恭'], ['weichi', '尉迟恭'],
    ['zhongguoyinhang', '中国银行股份有限公司'], ['银行股份', '中国银行股份有限公司'], ['changsha', '长沙银海贸易有限公司'], ['3m', '3M中国有限公司'], ['3m中国', '3M中国有限公司'],
    ['abc gongsi', 'ABC公司'], ['иванов', 'Пётр Иванов'], ['김철수', '김철수'], ['김', '김철수'], ['たなか', 'たなか'],
  ])('%s finds %s', (typed, name) => expect(finds(typed, name)).toBe(true));

  it.each([
    ['wangwang', '王伟'], ['lw', '王伟'], ['weiwang', '王伟'], ['李', '王伟'], ['王小伟', '王伟'], ['伟王', '王伟'], ['gong', '王红'],
    ['zhangfeng', '张三丰'], ['mullerx', 'Anna Müller'], ['wg', '王伟'], ['nn', 'Anna Müller'], ['欧静', '欧阳静怡'],
  ])('%s does not find %s', (typed, name) => expect(finds(typed, name)).toBe(false));

  it('finds by extra texts, which do not sort', () => {
    const keys = searchKeys('王伟', ['远洋贸易', 'C-000123', null]);
    expect(matches(keys, searchQuery('yymy')!)).toBe(true);
    expect(matches(keys, searchQuery('c000123')!)).toBe(true);
    expect(matches(keys, searchQuery('c-000123')!)).toBe(true);
    expect(matches(keys, searchQuery('0123')!)).toBe(true);
    expect(keys.nameKey).toBe('wang2王 wei3伟');
  });

  it('has nothing to search for in blanks and signs', () => {
    expect(searchQuery('  ·%_ ')).toBeNull();
    expect(searchKeys(null).grams).toEqual([]);
    expect(searchKeys('···')).toEqual({ grams: [], text: '', nameKey: null });
  });
});

describe('the predicate', () => {
  it('binds every value and holds no text of the reader', () => {
    const values: unknown[] = [];
    const sql = searchPredicate("王小伟' or 1=1 -- wangxw", 't.search_grams', 't.search_text', { add: (value, cast) => `$${values.push(value)}::${cast}` });
    expect(sql).toBe('(t.search_grams @> $1::text[] and t.search_text like $2::text and t.search_text ~ $3::text)');
    expect(values[1]).toBe('%王小伟%');
    expect(values.flat().join('')).not.toMatch(/--|%.*%.*%|;/);
  });

  it('bounds what one text may ask', () => {
    const query = searchQuery('a'.repeat(5000) + ' b'.repeat(500))!;
    expect(query.patterns.every((pattern) => pattern.length < 1200)).toBe(true);
    expect(query.grams.length).toBeLessThan(100);
  });
});

describe('sorting', () => {
  it('sorts by pinyin and tone, surnames as surnames, other scripts among them', () => {
    const names = ['单雄信', 'Zoe', '曾国藩', '王伟', '汪文', '王文', '汪伟', '欧阳静怡', 'anna', '仇英', '李娜', '连战', 'Li Wei', '阿玉'];
    const sorted = names.map((name) => [nameKey(name)!, name] as const).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(sorted.map(([, name]) => name)).toEqual(['阿玉', 'anna', 'Li Wei', '李娜', '连战', '欧阳静怡', '仇英', '单雄信', '汪伟', '汪文', '王伟', '王文', '曾国藩', 'Zoe']);
  });
});
