import { create } from 'zustand';
import { type ChannelName, channelNames } from '../../shared/contract/channels.ts';

/** How a channel is: `refused` needs a new link from the person, `lost` comes back by itself. */
export type ChannelState = 'connecting' | 'open' | 'lost' | 'refused';

/** How the three channels are. */
export const useConnection = create<Record<ChannelName, ChannelState>>(() => ({
  questions: 'connecting',
  orders: 'connecting',
  host: 'connecting',
}));

/** The worst of the three, for one banner. */
export function worstOf(states: Record<ChannelName, ChannelState>): ChannelState {
  const order: ChannelState[] = ['refused', 'lost', 'connecting'];
  return order.find((state) => channelNames.some((name) => states[name] === state)) ?? 'open';
}
