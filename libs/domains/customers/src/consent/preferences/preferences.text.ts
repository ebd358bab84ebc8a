import type { ConsentChannel } from '@dossier/vocabulary/privacy-enums';
import { privacyTerms } from '@dossier/vocabulary/terms/privacy';

export type Language = 'zh' | 'en';

export const text = {
  title: { zh: '您的信息使用偏好', en: 'How we may use your data' },
  intro: { zh: '在这里您可以查看我们使用您个人信息的目的，并随时更改选择。更改保存后立即生效。', en: 'Here you see what we use your data for, and change your choices at any time. A change takes effect as soon as it is saved.' },
  save: { zh: '保存选择', en: 'Save my choices' },
  none: { zh: '全部不同意', en: 'Refuse everything' },
  saved: { zh: '您的选择已保存，现在已经生效。', en: 'Your choices are saved and in effect now.' },
  off: { zh: '您已退订。此后不会再以这种方式为这一目的联系您。', en: 'You are unsubscribed: we will not contact you this way for this purpose again.' },
  confirmOff: { zh: '确认退订', en: 'Confirm: unsubscribe' },
  askOff: { zh: '是否不再接收此类信息？', en: 'Stop receiving these messages?' },
  noChoice: { zh: '此项不以同意为依据，无需选择。', en: 'This does not rest on consent, so there is nothing to choose.' },
  yes: { zh: '允许', en: 'Allowed' },
  byDefault: { zh: '默认开启，您可以随时关闭。', en: 'On unless you object; turn it off whenever you like.' },
  notice: { zh: '告知书', en: 'Notice' },
  restricted: { zh: '应您的请求，营销用途目前已全部停止。', en: 'At your request, all marketing uses are closed for now.' },
  invalid: { zh: '链接无效或已过期。请使用最近一封来信中的链接，或联系我们重新获取。', en: 'This link is not valid or has expired. Use the one in our latest letter, or ask us for another.' },
  invalidTitle: { zh: '链接不可用', en: 'This link does not work' },
  busy: { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests. Try again in a moment.' },
  back: { zh: '返回全部选择', en: 'Back to all choices' },
  other: { zh: 'English', en: '中文' },
} as const satisfies Record<string, Record<Language, string>>;

export const channelName = (channel: ConsentChannel, language: Language): string => (channel === 'ANY' ? text.yes[language] : privacyTerms[`ConsentChannel.${channel}`][language]);
