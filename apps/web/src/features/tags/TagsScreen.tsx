import { Page, useText } from '@dossier/ui';
import { Can } from '@dossier/client';
import './tags.css';
import { ChannelSection } from './ChannelSection';
import { TagSection } from './TagSection';
import { tagsText } from './tags.text';

/** The words that customers are grouped and traced by. */
export function TagsScreen() {
  const t = useText(tagsText);
  return (
    <Page title={t('title')} help="tags">
      <Can do="tag.manage"><TagSection /></Can>
      <Can do="channel.manage"><ChannelSection /></Can>
    </Page>
  );
}
