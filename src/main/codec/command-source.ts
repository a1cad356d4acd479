/** The CloudEvents source of every event a command wrote: with the event id it makes a command unique in its log. */
export const commandSource = 'playhead/commands';
