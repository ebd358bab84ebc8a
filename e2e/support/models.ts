import type { Story } from './story.ts';

interface Asked {
  model: { published: { id: string; scoredAt: string | null } | null; latest: { id: string; state: string } | null; runningJobId: string | null };
}

const PATIENCE_MS = 240_000;
const PAUSE_MS = 500;

async function until(story: Story, kind: string, reached: (asked: Asked['model']) => boolean): Promise<Asked['model']> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { model } = await story.ask<Asked>('query($k: ModelKind!) { model(kind: $k) { published { id scoredAt } latest { id state } runningJobId } }', { k: kind });
    if (reached(model)) return model;
    if (Date.now() > end) throw new Error(`The model ${kind} stays where it is: ${JSON.stringify(model)}`);
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
}

/** A new version of this kind that is fitted and ready; it is in force only once somebody publishes it. The demo publishes one of each kind by itself on its first start. */
export async function fitted(story: Story, kind: string): Promise<string> {
  await scored(story, kind);
  await story.ask('mutation($k: ModelKind!) { fitModel(kind: $k) { id } }', { k: kind });
  const { latest } = await until(story, kind, (model) => model.latest !== null && model.latest.state !== 'FITTING' && model.runningJobId === null);
  return latest!.id;
}

/** Until customers have been scored by the version in force. */
export const scored = (story: Story, kind: string): Promise<unknown> => until(story, kind, (model) => Boolean(model.published?.scoredAt) && model.runningJobId === null);
