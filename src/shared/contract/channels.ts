/** The channels of a window: questions to the reader, orders to the writer, calls to its host. */
export const channelNames = ['questions', 'orders', 'host'] as const;

/** One of the three. */
export type ChannelName = (typeof channelNames)[number];

/** Why a host closes a channel of a window, as WebSocket close codes. */
export const channelCloseCodes = {
  /** The worker behind it stopped; it is being started again: open the channel anew. */
  restarting: 1012,
  /** The secret was wrong, or not sent within 2 s: get a new link. */
  unauthorized: 4401,
  /** Another workspace is open now: begin anew. */
  workspaceChanged: 4409,
} as const;

/** What the preload page gives a window as `window.playhead`; a browser has none. */
export type WindowBridge = {
  readonly kind: 'electron';
  /**
   * Opens a channel. Its MessagePort arrives as a `message` event of the window whose `source` is
   * the window itself and whose data is `{ playheadChannel: channel }`.
   */
  openChannel(channel: ChannelName): void;
};

/** What a browser window posts to `/session` to trade the ticket of its link for a secret. */
export type TicketRequest = { readonly ticket: string };

/** The answer of `/session`; the secret is the first frame of each socket, and `ok` the answer. */
export type TicketAnswer = { readonly secret: string };
