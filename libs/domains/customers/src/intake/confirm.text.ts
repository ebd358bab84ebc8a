/** Words of the mail that asks for a confirmation, and of the page behind its link. */
export const confirmText = {
  subject: { zh: '请确认您的邮箱：{title}', en: 'Please confirm your e-mail: {title}' },
  mail: {
    zh: '您好，\n\n有人用这个邮箱填写了“{title}”。如果是您，请打开下面的链接并点“确认”，我们才会处理您的提交：\n\n{url}\n\n链接 {days} 天内有效。如果不是您，请忽略这封邮件：填写的内容到期后会被删除。',
    en: 'Hello,\n\nsomebody has filled in “{title}” with this e-mail address. If it was you, open this link and press “Confirm”; only then will we take it in:\n\n{url}\n\nThe link is good for {days} days. If it was not you, ignore this mail: what was filled in is erased after that.',
  },
  askTitle: { zh: '确认您的邮箱', en: 'Confirm your e-mail' },
  doText: { zh: '点“确认”后，我们才会处理您的提交。', en: 'Press “Confirm” and what you sent is taken in.' },
  button: { zh: '确认', en: 'Confirm' },
  doneTitle: { zh: '已确认', en: 'Confirmed' },
  doneText: { zh: '谢谢，您的邮箱已确认，我们已经收到您的提交。', en: 'Thank you, your e-mail is confirmed and we have taken in what you sent.' },
  keptText: { zh: '谢谢，您的邮箱已确认。系统正在恢复，几分钟内就会处理您的提交，不用再做什么。', en: 'Thank you, your e-mail is confirmed. Our system is coming back: what you sent is taken in within minutes, and there is nothing more to do.' },
  alreadyText: { zh: '这个链接已经用过了，您的提交我们已经收到，不用再做什么。', en: 'This link was used before. We have what you sent; there is nothing more to do.' },
  overTitle: { zh: '链接已失效', en: 'This link is no longer good' },
  overText: { zh: '链接只在 7 天内有效，填写的内容已经或即将删除。如仍需要，请重新填写。', en: 'It was good for 7 days, and what was filled in is erased. Fill in the form again if you still wish to.' },
  sentTitle: { zh: '请查看您的邮箱', en: 'Please look into your mailbox' },
  sentText: { zh: '我们给您写了一封邮件。打开其中的链接并点“确认”，您的提交才会被处理；7 天内有效。', en: 'We have written to you. Open the link in that mail and press “Confirm”: only then is what you sent taken in. It is good for 7 days.' },
} as const;
