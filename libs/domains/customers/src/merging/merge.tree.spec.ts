import { describe, expect, it } from '@jest/globals';
import { arrived, cut, joined, pickedSide, settled, single, type Edge, type Tree } from './merge.tree';

let place = 0;
const edge = (parent: string, child: string, choices: Edge['choices'] = {}, rules: Edge['rules'] = {}): Edge => ({ id: `${parent}<${child}`, parent, child, place: (place += 1), choices, rules });
const record = (id: string, values: object = {}): Tree => single(id, { name: id, tag_ids: [], ...values });
const edited = (tree: Tree, values: object): Tree => ({ ...tree, shown: { ...tree.shown, ...values } });

describe('a tree of merged records', () => {
  it('shows the value of the side that was taken, down to the deepest', () => {
    const lower = joined(record('b'), [record('c')], [edge('b', 'c', { name: 'ABSORBED' })]);
    const tree = joined(record('a'), [lower], [edge('a', 'b', { name: 'ABSORBED' })]);
    expect(tree.shown['name']).toBe('c');
    expect(pickedSide(tree, 'name')).toBe('c');
  });

  it('gives an edit to the side it replaced, and every other side its own', () => {
    const tree = joined(record('a', { city: 'A' }), [record('b', { city: 'B' })], [edge('a', 'b', { place: 'ABSORBED' })]);
    const { stays, leaves } = cut(settled(edited(tree, { city: 'X' })), 'a<b');
    expect([stays.shown['city'], leaves.shown['city']]).toEqual(['A', 'X']);
  });

  it('takes the edge below out as well as the one above', () => {
    const lower = joined(record('b'), [record('c')], [edge('b', 'c', { name: 'ABSORBED' })]);
    const tree = joined(record('a'), [lower], [edge('a', 'b', { name: 'ABSORBED' })]);
    const { stays, leaves } = cut(settled(tree), 'b<c');
    expect([stays.shown['name'], leaves.shown['name']]).toEqual(['b', 'c']);
    expect([...stays.own.keys()].sort()).toEqual(['a', 'b']);
  });

  it('unites tags; one taken away goes from every side, one put on is the standing record’s', () => {
    const tree = joined(record('a', { tag_ids: ['x', 'y'] }), [record('b', { tag_ids: ['y', 'z'] })], [edge('a', 'b')]);
    expect(tree.shown['tag_ids']).toEqual(['x', 'y', 'z']);
    const { stays, leaves } = cut(settled(edited(tree, { tag_ids: ['n', 'x', 'z'] })), 'a<b');
    expect([stays.shown['tag_ids'], leaves.shown['tag_ids']]).toEqual([['n', 'x'], ['z']]);
  });

  it('keeps custom values of each side by their keys', () => {
    const tree = joined(single('a', { 'custom.k': 1 }), [single('b', { 'custom.l': 2 })], [edge('a', 'b', { 'custom.l': 'ABSORBED' })]);
    expect(tree.shown).toEqual({ 'custom.k': 1, 'custom.l': 2, tag_ids: [] });
    const { stays, leaves } = cut(settled(tree), 'a<b');
    expect([stays.shown['custom.l'], leaves.shown['custom.k']]).toEqual([undefined, undefined]);
  });

  it('lets news of a side stand where the field was picked as the newest, and keeps it aside elsewhere', () => {
    const made = (rule: string): Tree => joined(record('a', { city: 'A' }), [record('b', { city: 'B' })], [edge('a', 'b', {}, { place: rule })]);
    expect(arrived(settled(made('NEWEST')), 'b', { city: 'N' }).shown['city']).toBe('N');
    const kept = arrived(settled(made('LONGEST')), 'b', { city: 'N' });
    expect([kept.shown['city'], kept.own.get('b')!['city']]).toEqual(['A', 'N']);
  });

  it('brings news of a deep side to the top past merges beside its way', () => {
    const lower = joined(record('b', { city: 'B' }), [record('c', { city: 'C' })], [edge('b', 'c')]);
    const tree = joined(record('a', { city: 'A' }), [lower, record('d', { city: 'D' })], [edge('a', 'b'), edge('a', 'd', { place: 'ABSORBED' })]);
    expect(tree.shown['city']).toBe('D');
    const told = arrived(settled(tree), 'c', { city: 'N' });
    expect(told.shown['city']).toBe('N');
    expect(cut(settled(told), 'b<c').leaves.shown['city']).toBe('N');
  });
});
