import { texts } from '@dossier/ui';

/** Words of a voice note, wherever one is recorded or heard. */
export const voiceText = texts('voice', {
  voice: { zh: '语音备忘', en: 'Voice note' },
  record: { zh: '录一段语音', en: 'Record a voice note' },
  atMost: { zh: '最长 {minutes} 分钟', en: 'At most {minutes} minutes' },
  recording: { zh: '正在录音', en: 'Recording' },
  stop: { zh: '停止录音', en: 'Stop recording' },
  asking: { zh: '正在等待麦克风权限……', en: 'Waiting for the microphone…' },
  listen: { zh: '试听', en: 'Listen to it' },
  discard: { zh: '不要这段语音', en: 'Discard the voice note' },
  discarded: { zh: '已不要这段语音', en: 'The voice note is discarded' },
  REFUSED: { zh: '浏览器没有允许使用麦克风。请在地址栏的网站设置里允许麦克风，然后再试一次。', en: 'The browser was not allowed to use the microphone. Allow it in the site settings of the address bar, then try again.' },
  NO_MICROPHONE: { zh: '没有找到可用的麦克风。请接上麦克风，或把已有的录音作为附件添加。', en: 'No microphone was found. Connect one, or add a recording you have as a file.' },
  UNABLE: { zh: '此浏览器在这个地址不能录音（录音需要 https）。可以把已有的录音作为附件添加。', en: 'This browser cannot record at this address (recording needs https). A recording you have can be added as a file.' },
  fileName: { zh: '语音备忘 {time}', en: 'Voice note {time}' },
  play: { zh: '播放', en: 'Play' },
  playThis: { zh: '播放“{name}”', en: 'Play “{name}”' },
});
