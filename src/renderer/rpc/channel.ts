import type { ClientContext, ClientLink } from '@orpc/client';
import type { ChannelName } from '../../shared/contract/channels.ts';
import { backoffMs } from './backoff.ts';
import { useConnection } from './connection-store.ts';
import { openWire } from './open-wire.ts';
import { RefusedError, type Wire } from './wire.ts';

type Waiter = { resolve(link: ClientLink<ClientContext>): void; reject(error: Error): void };

/** A channel that comes back by itself; calls made while it is away wait for it. */
export class Channel {
  readonly name: ChannelName;
  private link: ClientLink<ClientContext> | null = null;
  private waiters: Waiter[] = [];
  private onReopen: () => void;

  constructor(name: ChannelName, onReopen: () => void) {
    this.name = name;
    this.onReopen = onReopen;
    void this.keepOpen();
  }

  /** The open link; waits where there is none yet, rejects where there will be none. */
  ready(): Promise<ClientLink<ClientContext>> {
    if (this.link) return Promise.resolve(this.link);
    if (useConnection.getState()[this.name] === 'refused') {
      return Promise.reject(new RefusedError('This page was refused.'));
    }
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  private async keepOpen(): Promise<void> {
    let attempt = 0;
    let opened = false;
    for (;;) {
      const wire = await this.tryOpen();
      if (wire === 'refused') return this.refuse();
      if (wire) {
        attempt = 0;
        this.settle(wire);
        if (opened) this.onReopen();
        opened = true;
        const why = await wire.closed;
        this.link = null;
        if (why === 'refused') return this.refuse();
        if (why === 'workspaceChanged') return beginAnew();
      }
      this.say('lost');
      await wait(backoffMs(attempt++, Math.random()));
    }
  }

  private async tryOpen(): Promise<Wire | 'refused' | null> {
    try {
      return await openWire(this.name);
    } catch (error) {
      return error instanceof RefusedError ? 'refused' : null;
    }
  }

  private settle(wire: Wire): void {
    this.link = wire.link;
    this.say('open');
    for (const waiter of this.waiters.splice(0)) waiter.resolve(wire.link);
  }

  private refuse(): void {
    this.say('refused');
    for (const waiter of this.waiters.splice(0)) {
      waiter.reject(new RefusedError('This page was refused.'));
    }
  }

  private say(state: 'open' | 'lost' | 'refused'): void {
    useConnection.setState({ [this.name]: state });
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Another workspace is open: nothing this page holds is about it. */
function beginAnew(): void {
  history.replaceState(null, '', location.pathname);
  location.reload();
}
