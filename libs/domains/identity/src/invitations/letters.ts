import { LINK_MINUTES } from './account-links';

interface Letter {
  subject: string;
  text: string;
  html: string;
}

interface Facts {
  name: string;
  link: string;
  company: string;
}

type Language = 'zh' | 'en';
type Sentences = Record<Language, { subject: (facts: Facts) => string; lead: (facts: Facts) => string[]; verb: string; end: string[] }>;

const invitation: Sentences = {
  zh: {
    subject: ({ company }) => `邀请您加入${company}的营销档案`,
    lead: ({ name, company }) => [`${name}，您好：`, `${company}为您准备了营销档案的账号。请打开下面的链接，设置自己的密码：`],
    verb: '接受邀请',
    end: [`链接只能使用一次，${LINK_MINUTES} 分钟内有效。过期后，请管理员再发一次。`, '如果您不认识发件方，请忽略这封邮件。'],
  },
  en: {
    subject: ({ company }) => `You are invited to Dossier of ${company}`,
    lead: ({ name, company }) => [`Dear ${name},`, `an account of Dossier at ${company} is ready for you. Open this link to set a password of your own:`],
    verb: 'Accept the invitation',
    end: [`The link works once and for ${LINK_MINUTES} minutes. When it has expired, ask your administrator to send another.`, 'If you do not know who sent this, ignore it.'],
  },
};

const reset: Sentences = {
  zh: {
    subject: () => '重设营销档案的密码',
    lead: ({ name }) => [`${name}，您好：`, '有人（应该是您）要求重设密码。请打开下面的链接，设置新密码：'],
    verb: '设置新密码',
    end: [`链接只能使用一次，${LINK_MINUTES} 分钟内有效。设置后，所有设备上的登录都会结束。`, '如果不是您要求的，请忽略这封邮件：密码没有改变。'],
  },
  en: {
    subject: () => 'Set a new password for Dossier',
    lead: ({ name }) => [`Dear ${name},`, 'somebody, presumably you, asked to set a new password. Open this link to do so:'],
    verb: 'Set a new password',
    end: [`The link works once and for ${LINK_MINUTES} minutes. Afterwards every device is signed out.`, 'If it was not you, ignore this mail: nothing has changed.'],
  },
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
/** A name comes from a form: in a mail it is one line. */
const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');

function written(sentences: Sentences, language: Language, given: Facts): Letter {
  const { subject, lead, verb, end } = sentences[language];
  const facts = { ...given, name: oneLine(given.name), company: oneLine(given.company) };
  const paragraph = (line: string): string => `<p>${escaped(line)}</p>`;
  const link = `<p><a href="${escaped(facts.link)}">${escaped(verb)}</a></p><p style="word-break:break-all">${escaped(facts.link)}</p>`;
  return {
    subject: subject(facts),
    text: [...lead(facts), facts.link, ...end].join('\n\n'),
    html: `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><body>${[...lead(facts).map(paragraph), link, ...end.map(paragraph)].join('')}</body></html>`,
  };
}

export const invitationLetter = (language: Language, facts: Facts): Letter => written(invitation, language, facts);
export const resetLetter = (language: Language, facts: Facts): Letter => written(reset, language, facts);
