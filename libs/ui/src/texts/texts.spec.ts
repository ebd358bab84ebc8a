import { describe, expect, it } from '@jest/globals';
import { say, texts } from './texts';

const words = texts('words', { people: { zh: '{count} 人', en: '{count} people', one: '{count} person' }, hello: { zh: '你好，{name}', en: 'Hello, {name}' } });

describe('texts', () => {
  it('chooses the English singular and shows separators', () => {
    expect(say(words, 'people', { count: 1 }, 'en')).toBe('1 person');
    expect(say(words, 'people', { count: 12_345 }, 'en')).toBe('12,345 people');
    expect(say(words, 'people', { count: 1 }, 'zh')).toBe('1 人');
  });

  it('puts facts in unescaped', () => {
    expect(say(words, 'hello', { name: 'O’Hara & <Co>' }, 'en')).toBe('Hello, O’Hara & <Co>');
  });
});
