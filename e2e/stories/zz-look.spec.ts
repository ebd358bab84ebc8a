import { after, it } from 'node:test';
import { closeBrowser, tell, type StoryOptions } from '../support/story.ts';
const looks: StoryOptions[] = [{ language: 'zh', theme: 'light' }, { language: 'en', theme: 'dark', width: 375, height: 812 }];
after(closeBrowser);
for (const look of looks) it(`looks ${look.language}`, () => tell(look, async (story) => {
  await story.signIn('ADMINISTRATOR');
  const { eventSites } = await story.ask<{ eventSites: { nodes: { id: string }[] } }>('{ eventSites(first: 1) { nodes { id } } }');
  for (const [name, path] of [['list', '/sites'], ['one', `/sites/${eventSites.nodes[0]!.id}`], ['topics', '/sites/topics'], ['weights', '/sites/weights']] as const) {
    await story.open(path);
    const wide = await story.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    console.log(look.language, path, JSON.stringify((await story.violations()).map(({ id, nodes }) => [id, nodes[0]])), wide, JSON.stringify(story.complaints));
    await story.picture(`sites-${name}-${look.language}`);
  }
}));
