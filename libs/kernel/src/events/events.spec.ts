import { describe, expect, it } from '@jest/globals';
import type { DiscoveryService } from '@nestjs/core';
import { jobViewer } from '../access/viewer';
import { runInWork, type Work } from '../data/unit-of-work';
import { Events, On } from './events';

class Arrived {
  constructor(readonly name: string) {}
}
class Left {}

const heard: string[] = [];
class Porter {
  @On(Arrived)
  greet({ name }: Arrived, { name: who }: { name: string }): void {
    heard.push(`${who} greets ${name}`);
  }
  @On(Arrived)
  @On(Left)
  note(event: object): void {
    heard.push(`noted ${event.constructor.name}`);
  }
}
class Guard {
  @On(Left)
  refuse(): Promise<void> {
    return Promise.reject(new Error('Nobody leaves'));
  }
}

const told = (...ears: readonly object[]): Events => new Events({ getProviders: () => [...ears.map((instance) => ({ instance, metatype: instance.constructor })), { instance: undefined, metatype: null }] } as unknown as DiscoveryService);
const act = <R>(run: () => Promise<R>): Promise<R> => runInWork({ viewer: jobViewer('spec', [], 'spec') } as unknown as Work, run);

describe('events', () => {
  it('reach every method that listens, in turn, with whose act it was; others hear nothing', async () => {
    heard.length = 0;
    const events = told(new Porter());
    await act(() => events.publish(new Arrived('Ada')));
    expect(heard).toEqual(['spec greets Ada', 'noted Arrived']);
    await act(() => events.publish(new Left()));
    expect(heard.slice(2)).toEqual(['noted Left']);
    await expect(act(() => told().publish(new Arrived('Bo')))).resolves.toBeUndefined();
  });

  it('are part of the act: whoever refuses one refuses it all, and outside of an act there are none', async () => {
    await expect(act(() => told(new Guard()).publish(new Left()))).rejects.toThrow('Nobody leaves');
    await expect(told(new Porter()).publish(new Arrived('Ada'))).rejects.toThrow('No unit of work is open');
  });
});
