import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { FileProblem } from '../limits';

/** What a reader of one part wants to hear. Names come without prefix. */
export interface XmlListener {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
  /** Called after each piece of bytes; true ends the reading early. */
  enough?(): boolean;
}

/** More bytes than this without a tag are a bomb, not a table: the parser would hold them all. */
const LONGEST_PIECE = 4 * 1024 * 1024;

/** Reads XML as it streams. Entities beyond the five of XML are refused, so nothing can unfold. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  for await (const _ of xmlSteps(bytes, listener)) if (listener.enough?.() === true) return;
}

/** The same, giving the reader a turn after each piece of bytes. */
export async function* xmlSteps(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder();
  let failure: Error | null = null;
  let sinceTag = 0;
  parser.on('error', (error) => {
    failure ??= error;
  });
  parser.on('doctype', () => {
    failure ??= new Error('doctype');
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    sinceTag = 0;
    listener.open?.(bare(tag.name), (name) => attributeOf(tag, name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', (tag: SaxesTagPlain) => listener.close?.(bare(tag.name)));
  for await (const chunk of bytes) {
    sinceTag += chunk.length;
    if (sinceTag > LONGEST_PIECE) throw new FileProblem('FILE_DAMAGED');
    parser.write(decoder.decode(chunk, { stream: true }));
    if (failure !== null) throw new FileProblem('FILE_DAMAGED');
    yield;
  }
  parser.close();
  if (failure !== null) throw new FileProblem('FILE_DAMAGED');
  yield;
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function attributeOf(tag: SaxesTagPlain, name: string): string | undefined {
  return tag.attributes[name];
}
