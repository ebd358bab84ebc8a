import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, Refusal, show } from '../../testing/show';
import { ChannelsDocument, CreateTagDocument, TagsDocument } from './tags.documents';
import { tagsRoutes } from './tags.routes';

afterEach(cleanup);

describe('tags and sources', () => {
  it('adds a tag by Enter, but not while the input method composes', async () => {
    const replies = [on(TagsDocument, { tags: [{ id: 't', version: 1, name: '长三角', customerCount: 3 }] }), on(ChannelsDocument, { channels: [] }), on(CreateTagDocument, new Refusal('NAME_TAKEN', { name: '展会' }))];
    const { sent } = await show(tagsRoutes, '/tags', replies);
    expect(await screen.findByText('3 customers')).toBeInTheDocument();
    const field = screen.getByLabelText('New tag');
    fireEvent.change(field, { target: { value: '展会' } });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    expect(sent.some(({ operation }) => operation === 'CreateTag')).toBe(false);
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateTag')?.variables).toEqual({ name: '展会' }));
    expect(await screen.findByText('“展会” already exists. Choose another name.')).toBeInTheDocument();
  });
  it('shows only what the viewer may manage', async () => {
    await show(tagsRoutes, '/tags', [on(ChannelsDocument, { channels: [] })], { without: ['tag.manage'] });
    expect(await screen.findByText('No sources yet')).toBeInTheDocument();
    expect(screen.queryByLabelText('New tag')).toBeNull();
  });
});
