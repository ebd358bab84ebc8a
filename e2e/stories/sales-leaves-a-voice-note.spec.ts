import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { record: '录一段语音', stop: '停止录音', listen: '试听', discard: '不要这段语音', save: '保存', done: '跟进已登记。', play: /^播放“语音备忘/, spoken: '（见语音备忘）', refused: '浏览器没有允许使用麦克风' },
  en: { record: 'Record a voice note', stop: 'Stop recording', listen: 'Listen to it', discard: 'Discard the voice note', save: 'Save', done: 'Follow-up logged.', play: /^Play “Voice note/, spoken: '(see the voice note)', refused: 'The browser was not allowed to use the microphone' },
} as const;

after(closeBrowser);

async function leadOf(story: Story, name: string): Promise<string> {
  const { createLead } = await story.ask<{ createLead: { id: string } }>('mutation($name: String!) { createLead(input: { person: { name: $name }, subject: "Voice" }) { id } }', { name });
  return createLead.id;
}

/** Until the clock of the recording shows so many seconds: the machine decides how long that takes. */
const recorded = (story: Story, seconds: number): Promise<unknown> =>
  story.page.waitForFunction((wanted) => Number(document.querySelector('.d-voice [role="timer"]')?.textContent?.split(':')[1] ?? 0) >= wanted, seconds, { timeout: 60_000 });

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  for (const look of [{ language, theme: 'light', width: 1440, height: 900 }, { language, theme: 'dark', width: 375, height: 812 }] as const) {
    describe(`Sales leaves a voice note, ${language}, ${look.width}`, () => {
      it('records, hears, discards and takes it back, sends it, and plays it from the timeline', () =>
        tell(look, async (story) => {
          const { page } = story;
          await story.signIn('SALES');
          await story.open(`/leads/${await leadOf(story, `Voice ${language} ${look.width}`)}`);
          const form = page.locator('.follow-form');
          await form.getByRole('button', { name: say.record }).click();
          await recorded(story, 2);
          await story.picture(`voice-recording.${language}.${look.width}`, { fullPage: true });
          // The button that began it ends it: by the keyboard too.
          await form.getByRole('button', { name: say.stop }).press('Enter');
          await form.getByLabel(say.listen).waitFor();
          await form.getByRole('button', { name: say.discard }).click();
          await form.getByRole('button', { name: say.record }).waitFor();
          await page.locator('.ant-notification-notice').getByRole('button').first().click();
          await form.getByLabel(say.listen).waitFor();
          assert.deepEqual(await story.violations(), []);
          await story.picture(`voice-note.${language}.${look.width}`, { fullPage: true });
          await form.getByRole('button', { name: say.save }).click();
          await page.locator('.follow-list').getByText(say.spoken).waitFor();
          await page.locator('.follow-list').getByRole('button', { name: say.play }).click();
          await page.waitForFunction(() => {
            const audio = document.querySelector<HTMLAudioElement>('.follow-list audio');
            return audio !== null && audio.duration > 1 && audio.currentTime > 0;
          }, undefined, { timeout: 60_000 });
          await story.picture(`voice-played.${language}.${look.width}`, { fullPage: true });
          assert.deepEqual(story.complaints, []);
        }));

      it('says what is in the way where the microphone is refused', () =>
        tell(look, async (story) => {
          const { page } = story;
          await page.addInitScript(() => {
            navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
          });
          await story.signIn('SALES');
          await story.open(`/leads/${await leadOf(story, `Mute ${language} ${look.width}`)}`);
          await page.locator('.follow-form').getByRole('button', { name: say.record }).click();
          await page.getByRole('alert').filter({ hasText: say.refused }).waitFor();
          await story.picture(`voice-refused.${language}.${look.width}`, { fullPage: true });
        }));
    });
  }
}
