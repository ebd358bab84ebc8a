import { describe, expect, it } from '@jest/globals';
import { languageCode, languageName } from './languages';

describe('languages of people', () => {
  it('are called by their names, and as they were said where they are no code', () => {
    expect([languageName('zh', 'zh'), languageName('zh', 'en'), languageName('en', 'zh'), languageName('上海话', 'zh'), languageName('', 'en')]).toEqual(['中文', 'Chinese', '英语', '上海话', '']);
  });

  it('told by name are kept by code', () => {
    expect([languageCode('英语', 'zh'), languageCode(' english ', 'en'), languageCode('EN', 'zh'), languageCode('上海话', 'zh')]).toEqual(['en', 'en', 'en', '上海话']);
  });
});
