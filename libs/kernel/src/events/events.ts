import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Viewer } from '../access/viewer';
import { currentWork } from '../data/unit-of-work';

const ON = 'dossier:on';

interface Mark {
  event: Type;
  method: string;
}

type Heard = (event: object, viewer: Viewer) => unknown;

/**
 * Marks a method that hears of an event, within the unit of work that tells it: what it writes is kept exactly when the change is. It is
 * given the event and whose act it was. What takes long it leaves to a job that it starts.
 */
export const On = (event: Type): MethodDecorator => (target, method) => {
  const { constructor } = target;
  const marks = (Reflect.getOwnMetadata(ON, constructor) as readonly Mark[] | undefined) ?? [];
  Reflect.defineMetadata(ON, [...marks, { event, method: String(method) }], constructor);
};

/** Tells upwards: whoever publishes knows no listener. */
@Injectable()
export class Events {
  private heard: Map<Type, Heard[]> | null = null;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Tells an event to everybody who listens, one after the other. Where one of them refuses, nothing has happened at all. */
  async publish(event: object): Promise<void> {
    const { viewer } = currentWork();
    this.heard ??= this.collect();
    for (const hear of this.heard.get(event.constructor as Type) ?? []) await hear(event, viewer);
  }

  private collect(): Map<Type, Heard[]> {
    const heard = new Map<Type, Heard[]>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const marks = metatype && instance ? (Reflect.getMetadata(ON, metatype) as readonly Mark[] | undefined) : undefined;
      const methods = instance as Readonly<Record<string, Heard>>;
      for (const { event, method } of marks ?? []) heard.set(event, [...(heard.get(event) ?? []), (told, viewer) => methods[method]!(told, viewer)]);
    }
    return heard;
  }
}
