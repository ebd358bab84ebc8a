import { TextDecoder } from 'node:util';
import { FileProblem } from './limits';

/** Encodings offered by name when the one found is not the right one. */
export const ENCODINGS = ['UTF-8', 'GB18030', 'UTF-16LE', 'UTF-16BE', 'BIG5', 'SHIFT_JIS', 'EUC-KR', 'WINDOWS-1252'] as const;

/**
 * Judges bytes as they pass: a byte order mark decides, else strict UTF-8, else GB18030. A few broken bytes in a text that is otherwise
 * plainly UTF-8 leave it UTF-8, so that they are reported by row instead of turning every Chinese word into another.
 */
export class EncodingJudge {
  private mark: string | null = null;
  private started = false;
  private expect = 0;
  private low = 0x80;
  private high = 0xbf;
  private valid = 0;
  private broken = 0;

  see(chunk: Uint8Array): void {
    if (!this.started) {
      this.started = true;
      this.mark = markOf(chunk);
    }
    if (this.mark !== null) return;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.expect === 0 && byte < 0x80) continue;
      this.step(byte);
    }
  }

  verdict(): string {
    if (this.mark !== null) return this.mark;
    const broken = this.broken + (this.expect > 0 ? 1 : 0);
    return broken === 0 || this.valid > broken * 4 ? 'UTF-8' : 'GB18030';
  }

  private step(byte: number): void {
    if (this.expect > 0) {
      if (byte >= this.low && byte <= this.high) {
        this.low = 0x80;
        this.high = 0xbf;
        this.expect -= 1;
        if (this.expect === 0) this.valid += 1;
        return;
      }
      this.expect = 0;
      this.broken += 1;
      if (byte < 0x80) return;
    }
    this.lead(byte);
  }

  private lead(byte: number): void {
    this.low = 0x80;
    this.high = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) this.expect = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.expect = 2;
      if (byte === 0xe0) this.low = 0xa0;
      if (byte === 0xed) this.high = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.expect = 3;
      if (byte === 0xf0) this.low = 0x90;
      if (byte === 0xf4) this.high = 0x8f;
    } else this.broken += 1;
  }
}

function markOf(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'UTF-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE';
  if (head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33) return 'GB18030';
  return null;
}

/** Bytes to text, piece by piece; a byte order mark is dropped, a broken byte becomes U+FFFD for the row to report. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.length > 0) yield text;
  }
  const rest = decoder.decode();
  if (rest.length > 0) yield rest;
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new FileProblem('FILE_ENCODING_UNKNOWN', { encoding });
  }
}
