import { describe, expect, it } from '@jest/globals';
import { Blob as NodeBlob } from 'node:buffer';
import { DecompressionStream as NodeDecompressionStream } from 'node:stream/web';
import { deflateRawSync } from 'node:zlib';
import { marksIn, namedIn, namedInFile } from './leaked.file';

// Every browser has them; the document of these specs does not.
Object.assign(globalThis, { Blob: NodeBlob, DecompressionStream: NodeDecompressionStream });

const SIGNS = ['\u200b', '\u200c', '\u200d', '\u2060'];
/** As the server writes it: each digit by two signs, between two signs of their own. */
const signs = (digits: string): string => `\u2063${[...digits].map(digit => parseInt(digit, 16)).map(value => `${SIGNS[value >> 2]}${SIGNS[value & 3]}`).join('')}\u2063`;
const MARK = '0123456789ab';
const ID = '0199dead-0000-7000-8000-0123456789ab';
const file = (name: string, bytes: Uint8Array | string): File => ({ name, arrayBuffer: async () => new Uint8Array(Buffer.from(bytes as string)).buffer }) as unknown as File;

/** A workbook of these parts, packed as a workbook is. */
function workbook(parts: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

describe('a file that was found', () => {
  it('names its export by the signs in it, wherever they stand', () => {
    expect(marksIn(`王伟${signs(MARK)},杭州\n李敏${signs(MARK)},合肥`)).toEqual([MARK, MARK]);
    expect(namedIn(`a${signs(MARK)} b ${ID}`)).toEqual([MARK, ID]);
    expect(marksIn('👨‍👩‍👧 می\u200cخواهم \u2063')).toEqual([]);
  });

  it('or by what somebody types: a whole number, or the end of one', () => {
    expect(namedIn(` ${ID} `)).toEqual([ID]);
    expect(namedIn('3456ab')).toEqual(['3456ab']);
    expect(namedIn('王伟 杭州')).toEqual([]);
  });

  it('is read as text or as a workbook; its name counts where nothing else does', async () => {
    expect(await namedInFile(file('x.csv', `\uFEFF姓名\r\n王伟${signs(MARK)}\r\n`))).toEqual([MARK]);
    const book = workbook({ 'xl/worksheets/sheet1.xml': `<c><t>王伟${signs(MARK)}</t></c>`, 'xl/worksheets/sheet2.xml': `<t>${ID}</t>`, 'docProps/core.xml': '<x>0199dead-0000-7000-8000-ffffffffffff</x>' });
    expect(await namedInFile(file('x.xlsx', book))).toEqual([MARK, ID]);
    expect(await namedInFile(file('客户 2026-11-22 周岚 3456ab (1).csv', '姓名\n王伟'))).toEqual(['3456ab']);
    expect(await namedInFile(file('x.csv', '姓名\n王伟'))).toEqual([]);
    await expect(namedInFile(file('x.xlsx', Buffer.from('PK not a workbook')))).rejects.toThrow();
  });
});
