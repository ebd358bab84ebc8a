import { describe, expect, it } from '@jest/globals';
import { correct, correctedRows, countCorrections, mapColumn, mappingFaults, mappingOf, stepOf } from './import.rules';

describe('the way of an import', () => {
  it('shows the step that the state allows', () => {
    expect(stepOf('UPLOADED', undefined)).toBe('map');
    expect(stepOf('UPLOADED', 'rules')).toBe('rules');
    expect(stepOf('UPLOADED', 'check')).toBe('map');
    expect(stepOf('CHECKED', undefined)).toBe('check');
    expect(stepOf('CHECKED', 'rules')).toBe('rules');
    expect(stepOf('COMMITTING', 'map')).toBe('commit');
    expect(stepOf('REVERTED', 'check')).toBe('commit');
  });
  it('takes the settled mapping, or the proposed one', () => {
    const columns = [{ name: '姓名', field: 'name' }, { name: '备注', field: null }];
    expect(mappingOf(columns, null)).toEqual({ 姓名: 'name' });
    expect(mappingOf(columns, { 姓名: 'familyName', 备注: null })).toEqual({ 姓名: 'familyName' });
  });
  it('finds what is lacking and what stands twice', () => {
    const fields = [{ name: 'code', label: '编码', required: true }, { name: 'name', label: '名称' }];
    expect(mappingFaults({ a: 'name' }, fields)).toEqual({ lacking: ['编码'], twice: null });
    expect(mappingFaults({ a: 'code', b: 'code' }, fields)).toEqual({ lacking: [], twice: '编码' });
    expect(mapColumn({ a: 'code' }, 'a', null)).toEqual({});
  });
  it('keeps corrections by row and column', () => {
    const corrections = correct(correct({}, 4, '手机', '1'), 4, '手机', '13800138000');
    expect(countCorrections(corrections)).toBe(1);
    expect(correctedRows(corrections)).toEqual([{ row: 4, values: { 手机: '13800138000' } }]);
  });
});
