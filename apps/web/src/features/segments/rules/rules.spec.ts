import { describe, expect, it } from '@jest/globals';
import type { FilterField } from '@dossier/ui';
import { setAppearance } from '@dossier/ui';
import { begun, gone, redone, undone } from './history';
import { definitionOf, fromDefinition, isComplete, toInput } from './rule.input';
import { sayAsk, sayDefinition, type Names } from './rule.sentence';
import { added, changed, copied, dissolved, duplicated, emptyDefinition, fits, groupOf, leafOf, leavesOf, moved, parentOf, removed, stepped, swappedSide, wrapped } from './rule.tree';
import { isGroup, type Ask, type Definition, type DefinitionInput, type Node } from './rule.types';

const city = (contains: string): Ask => ({ kind: 'customer', key: 'city', value: { contains } });
const bought = (min: number): Ask => ({ kind: 'orders', value: { measure: 'COUNT', within: { last: 90 }, is: { min } } });

/** A definition as letters: a, b and c are leaves, brackets are groups. */
const letters = (node: Node): string => (isGroup(node) ? `${node.not ? '!' : ''}${node.how}(${node.rules.map(letters).join(' ')})` : `${node.not ? '!' : ''}${node.ask.kind === 'customer' ? String((node.ask.value as { contains: string }).contains) : node.ask.kind}`);
const shape = ({ rule, exclude }: Definition): string => `${letters(rule)} - ${letters(exclude)}`;

function example() {
  const [a, b, c] = [leafOf(city('a')), leafOf(city('b')), leafOf(city('c'))];
  const inner = groupOf('any', [b, c]);
  const definition: Definition = { rule: groupOf('all', [a, inner]), exclude: groupOf('any') };
  return { a, b, c, inner, definition };
}

describe('the tree of rules', () => {
  it('takes conditions and groups in, and gives them back', () => {
    const { a, inner, b, c, definition } = example();
    expect(shape(definition)).toBe('all(a any(b c)) - any()');
    expect(shape(added(definition, inner.id, leafOf(city('d'))))).toBe('all(a any(b c d)) - any()');
    expect(shape(removed(definition, a.id))).toBe('all(any(b c)) - any()');
    expect(shape(removed(removed(definition, b.id), c.id))).toBe('all(a) - any()');
    expect(shape(definition)).toBe('all(a any(b c)) - any()');
  });

  it('moves a condition step by step: past others, into a group and out of it', () => {
    const { a, b, c, definition } = example();
    expect(shape(stepped(definition, a.id, 1))).toBe('all(any(a b c)) - any()');
    expect(shape(stepped(definition, c.id, -1))).toBe('all(a any(c b)) - any()');
    expect(shape(stepped(definition, c.id, 1))).toBe('all(a any(b) c) - any()');
    expect(shape(stepped(definition, b.id, -1))).toBe('all(a b any(c)) - any()');
    expect(shape(stepped(definition, a.id, -1))).toBe('all(a any(b c)) - any()');
  });

  it('wraps, dissolves, duplicates and turns round', () => {
    const { a, inner, definition } = example();
    expect(shape(wrapped(definition, a.id, 'any'))).toBe('all(any(a) any(b c)) - any()');
    expect(shape(dissolved(definition, inner.id))).toBe('all(a b c) - any()');
    expect(shape(duplicated(definition, inner.id))).toBe('all(a any(b c) any(b c)) - any()');
    const turned = changed(definition, inner.id, (node) => ({ ...node, not: true }));
    expect(shape(turned)).toBe('all(a !any(b c)) - any()');
    expect(shape(dissolved(turned, inner.id))).toBe('all(a !any(b c)) - any()');
    expect(copied(inner).id).not.toBe(inner.id);
  });

  it('carries over to the exclusions and back, and never into itself', () => {
    const { a, inner, b, definition } = example();
    const out = swappedSide(definition, a.id);
    expect(shape(out)).toBe('all(any(b c)) - any(a)');
    expect(shape(swappedSide(out, a.id))).toBe('all(any(b c) a) - any()');
    expect(moved(definition, inner.id, inner.id, 0)).toBe(definition);
    expect(parentOf(definition, b.id)).toEqual({ group: inner, at: 0 });
  });

  it('knows the bounds of the server: five levels and sixty conditions', () => {
    const { definition, inner } = example();
    expect(fits(definition)).toBe(true);
    const deeper = added(definition, inner.id, groupOf('all', [groupOf('any', [leafOf(city('d'))])]));
    expect(fits(deeper)).toBe(true);
    expect(fits(changed(deeper, inner.id, (node) => ({ ...node, not: true })))).toBe(false);
    const many = Array.from({ length: 61 }, () => leafOf(city('x')));
    expect(fits({ rule: groupOf('all', many), exclude: groupOf('any') })).toBe(false);
  });
});

describe('what is sent of a definition', () => {
  it('bears the place of each condition, and leaves out what is not complete', () => {
    const { a, b, c, definition } = example();
    const waiting = leafOf(city(''));
    const out = leafOf(bought(1), true);
    const full: Definition = { rule: { ...definition.rule, rules: [waiting, ...definition.rule.rules] }, exclude: groupOf('any', [out]) };
    const sent = toInput(full);
    expect(sent?.input).toEqual({
      rule: { all: [{ customer: { city: { contains: 'a' } } }, { any: [{ customer: { city: { contains: 'b' } } }, { customer: { city: { contains: 'c' } } }] }] },
      exclude: [{ not: { orders: { measure: 'COUNT', within: { last: 90 }, is: { min: 1 } } } }],
    });
    expect([...(sent?.paths ?? [])]).toEqual([[a.id, 'rule.all.0'], [b.id, 'rule.all.1.any.0'], [c.id, 'rule.all.1.any.1'], [out.id, 'exclude.0.not']]);
  });

  it('is nothing while nothing is asked, and everybody where only somebody is excluded', () => {
    expect(toInput(emptyDefinition())).toBeNull();
    expect(toInput({ rule: groupOf('all'), exclude: groupOf('any', [leafOf(city('a'))]) })?.input).toEqual({ rule: { all: [] }, exclude: [{ customer: { city: { contains: 'a' } } }] });
  });

  it('comes back from the server as it was', () => {
    const kept: DefinitionInput = {
      rule: { all: [{ customer: { custom: [{ key: 'size', min: 3 }] } }, { not: { any: [{ events: { names: ['CART'], count: { min: 2 } } }, { member: { in: ['s'] } }] } }, { customer: { hasPhone: false } }, { sequence: { steps: [{ names: ['CART'] }, { names: ['PURCHASE'] }], windowDays: 7 } }] },
      exclude: [{ orders: { measure: 'NET_AMOUNT', is: { max: 5000 } } }],
    };
    expect(toInput(fromDefinition(kept))?.input).toEqual(kept);
  });

  it('takes a lone condition, a filter of several, and what the list asks', () => {
    expect(shape(fromDefinition({ rule: { customer: { city: { contains: 'a' } } } }))).toBe('all(a) - any()');
    expect(shape(fromDefinition({ rule: { not: { customer: { city: { contains: 'a' } } } } }))).toBe('all(!a) - any()');
    expect(shape(fromDefinition({ rule: { any: [{ customer: { city: { contains: 'a' }, and: [{ city: { contains: 'b' } }] } }, { customer: { city: { contains: 'c' } } }] } }))).toBe('any(all(a b) c) - any()');
    expect(shape(definitionOf({ city: { contains: 'a' }, and: [{ or: [{ city: { contains: 'b' } }, { city: { contains: 'c' } }] }], not: { city: { contains: 'd' } } }))).toBe('all(a any(b c) !d) - any()');
    expect(toInput(definitionOf({ segments: { in: ['s'] }, city: { contains: 'a' } }))?.input).toEqual({ rule: { all: [{ member: { in: ['s'] } }, { customer: { city: { contains: 'a' } } }] } });
    expect(shape(fromDefinition(null))).toBe('all() - any()');
  });

  it('knows what is complete', () => {
    expect(isComplete({ kind: 'orders', value: { measure: 'COUNT', is: {} } })).toBe(false);
    expect(isComplete({ kind: 'orders', value: { measure: 'LAST_ON', on: { last: 3 } } })).toBe(true);
    expect(isComplete({ kind: 'sequence', value: { steps: [{ names: ['CART'] }, {}] } })).toBe(false);
    expect(isComplete({ kind: 'member', value: { notIn: [] } })).toBe(false);
    expect(isComplete({ kind: 'customer', key: 'hasPhone', value: false })).toBe(true);
  });
});

describe('the way back', () => {
  it('goes step by step, and typing counts as one', () => {
    const typed = ['a', 'ab', 'abc'].reduce((history, text) => gone(history, text, 'name'), begun(''));
    expect(undone(typed).now).toBe('');
    expect(redone(undone(typed)).now).toBe('abc');
    const other = gone(typed, 'x', 'other');
    expect(undone(other).now).toBe('abc');
    expect(redone(gone(undone(other), 'y')).now).toBe('y');
    expect(undone(begun(1)).now).toBe(1);
  });
});

describe('the sentence of a definition', () => {
  const fields: FilterField[] = [{ key: 'city', label: 'city', kind: 'text' }, { key: 'tags', label: 'Tags', kind: 'ref', options: [{ value: 't', label: 'VIP' }] }];
  const names = (language: 'zh' | 'en'): Names => {
    setAppearance({ language });
    const named = (id: string): string => ({ c: language === 'zh' ? '护肤' : 'Skin care', p: 'Mug', s: 'VIP', CART: language === 'zh' ? '加入购物车' : 'cart', PURCHASE: language === 'zh' ? '购买' : 'purchase' })[id] ?? id;
    return { language, fields: language === 'zh' ? fields.map((field) => ({ ...field, label: field.key === 'city' ? '城市' : '标签' })) : fields, category: named, product: named, topic: named, event: named, segment: named, money: (minor) => `£${minor / 100}` };
  };
  const definition: Definition = {
    rule: groupOf('all', [leafOf(bought(2)), leafOf({ kind: 'customer', key: 'city', value: { equals: '上海' } }), groupOf('any', [leafOf({ kind: 'customer', key: 'tags', value: { in: ['t'] } }), leafOf({ kind: 'member', value: { in: ['s'], ever: true } })])]),
    exclude: groupOf('any', [leafOf({ kind: 'member', value: { in: ['s'] } })]),
  };

  it('reads in Chinese', () => {
    expect(sayDefinition(definition, names('zh'))).toBe('最近 90 天内下单 ≥ 2 次，且城市是 上海，且（标签是 VIP，或曾属于分群“VIP”），排除：属于分群“VIP”');
    expect(sayDefinition(emptyDefinition(), names('zh'))).toBe('全部客户');
  });

  it('reads in English', () => {
    expect(sayDefinition(definition, names('en'))).toBe('bought at least 2 times in the last 90 days, and city is 上海, and (Tags is VIP, or has been in segment “VIP”); excluding: is in segment “VIP”');
  });

  it('says each kind of condition', () => {
    const [zh, en] = [(ask: Ask) => sayAsk(ask, names('zh')), (ask: Ask) => sayAsk(ask, names('en'))];
    const amount: Ask = { kind: 'orders', value: { measure: 'NET_AMOUNT', kind: 'ANY', categoryIds: ['c'], productIds: ['p'], within: { from: '2026-01-01' }, amount: { min: 1000 }, is: { min: 5000, max: 9000 } } };
    expect(zh(amount)).toBe('2026-01-01 起购买或退回“护肤”或“Mug”的净额 £50 至 £90（每单金额≥ £10）');
    expect(en(amount)).toBe('net amount is £50 – £90, having bought or returned “Skin care” or “Mug” since 2026-01-01 (each order at least £10)');
    const first: Ask = { kind: 'orders', value: { measure: 'FIRST_ON', categoryIds: ['c'], on: { last: 30 } } };
    expect(zh(first)).toBe('购买“护肤”的首次日期：最近 30 天内');
    expect(en(first)).toBe('first day, having bought “Skin care”, is in the last 30 days');
    const events: Ask = { kind: 'events', value: { names: ['CART'], productCodes: ['A1'], path: { contains: '/sale' }, within: { last: 7 }, count: { min: 3, max: 3 } } };
    expect(zh(events)).toBe('最近 7 天内发生“加入购物车” = 3 次（商品编码：A1；页面：包含 /sale）');
    expect(en(events)).toBe('did “cart” exactly 3 times in the last 7 days (product code: A1; page: contains /sale)');
    const sequence: Ask = { kind: 'sequence', value: { steps: [{ names: ['CART'] }, { names: ['PURCHASE'], productCodes: ['A1'] }], windowDays: 7 } };
    expect(zh(sequence)).toBe('先后发生：“加入购物车” → “购买”（商品编码：A1）（7 天之内完成）');
    expect(en(sequence)).toBe('one after another: “cart” → “purchase” (product code: A1) (all within 7 days)');
    expect([zh(bought(1)), en(bought(1))]).toEqual(['最近 90 天内下单 ≥ 1 次', 'bought at least once in the last 90 days']);
    expect(zh({ kind: 'member', value: { notIn: ['s', 'x'], ever: true } })).toBe('从未属于分群“VIP”或“x”');
    expect(leavesOf(definition)).toHaveLength(5);
  });

  it('turns round in words, and drops the brackets of a group that stands alone', () => {
    const inner = groupOf('any', [leafOf(city('a')), leafOf(city('b'), true)]);
    expect(sayDefinition({ rule: groupOf('all', [inner]), exclude: groupOf('any') }, names('zh'))).toBe('城市包含“a”，或不满足（城市包含“b”）');
    expect(sayDefinition({ rule: groupOf('all', [{ ...inner, not: true }]), exclude: groupOf('any') }, names('en'))).toBe('not (city contains “a”, or not (city contains “b”))');
  });
});
