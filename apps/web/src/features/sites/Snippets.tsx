import { Button } from 'antd';
import { Section, useCopy, useText } from '@dossier/ui';
import { sitesText } from './sites.text';

const scriptOf = (key: string): string => `<script src="${window.location.origin}/track.js" data-site="${key}"></script>
<script>
  // When the visitor has agreed:
  dossier.consent(true);
  // A product page, or a click:
  dossier.track('CART', { product: 'SKU-1', topics: ['running'] });
</script>`;

const IDENTIFY = `mutation ($input: IdentifyInput!) {
  identifyVisitor(input: $input) { outcome events }
}
# input: { visitorId, externalKey: "your customer number", consent: true,
#          proof: "box ticked on the sign-up form", noticeVersion: "1" }`;

function Snippet({ title, help, text }: { title: string; help: string; text: string }) {
  const t = useText(sitesText);
  const copyOut = useCopy();
  const copy = () => void copyOut(text, t('copied'));
  return (
    <Section title={title} extra={<Button size="small" onClick={copy} aria-label={`${t('copy')} ${title}`}>{t('copy')}</Button>}>
      <p className="d-note">{help}</p>
      <pre className="d-code" tabIndex={0} aria-label={title}>{text}</pre>
    </Section>
  );
}

/** What the pages of a source carry, and what its server says. */
export function Snippets({ siteKey }: { siteKey: string }) {
  const t = useText(sitesText);
  return (
    <>
      <Snippet title={t('snippet')} help={t('snippetHelp')} text={scriptOf(siteKey)} />
      <Snippet title={t('identify')} help={t('identifyHelp')} text={IDENTIFY} />
    </>
  );
}
