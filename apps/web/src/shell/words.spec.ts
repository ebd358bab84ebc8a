import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');
const files = globSync(['apps/web/src/**/*.text.ts', 'apps/web/src/**/*.words.ts', 'libs/ui/src/**/*.text.ts', 'libs/client/src/**/*.text.ts', 'libs/vocabulary/src/*.ts'], { cwd: root });
const sentences = (file: string) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bzh: '((?:[^'\\]|\\.)*)'/g)].map(([, zh]) => zh!);
const HAN = '[\\u4e00-\\u9fff]';
const halfWidth = new RegExp(`${HAN}[,;:?!()]|[,;?!(]${HAN}`);

describe('the words of the interface', () => {
  it('use full-width punctuation beside Chinese letters', () => {
    const wrong = files.flatMap(file => sentences(file).filter(zh => halfWidth.test(zh)).map(zh => `${file}: ${zh}`));
    expect(wrong).toEqual([]);
  });

  it('stand in text files alone', () => {
    const code = globSync(['apps/web/src/**/*.{ts,tsx}', 'libs/{ui,client}/src/**/*.{ts,tsx}'], { cwd: root }).filter(file => !/\.(text|words|spec)\.tsx?$|\/testing\/|\/generated\/|\.documents\.ts$|\/(birth|nextDay)\.ts$/.test(file));
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '').replace(/(also|lang|label): '[^']*'|'中文'|\/(?:[^/\n\\]|\\.)+\/[a-z]*/g, '');
    const wrong = code.filter(file => /[\u4e00-\u9fff]/.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(wrong).toEqual([]);
  });
});
