import { describe, expect, it } from 'vitest';
import { type Circumstances, whyOff } from '../../../../src/renderer/features/commands/why-off.ts';

const rules = { protectedRoles: [], ticketPattern: null, cluster: null };
const fine: Circumstances = {
  live: true,
  settings: { ...rules, operator: 'm.okafor', commandsOn: true, commandsAllowed: true },
  status: { caughtUp: true, percent: 100, paused: null },
  userStatus: 'active',
};
const settings = { ...rules, operator: 'm.okafor', commandsOn: false, commandsAllowed: true };

describe('why a role cannot be changed now', () => {
  it('is nothing at head, with commands on, for an active user', () => {
    expect(whyOff(fine)).toBeNull();
  });

  it('is the past before all else, and the step is to go live', () => {
    expect(whyOff({ ...fine, live: false, settings })).toMatchObject({ step: 'go_live' });
  });

  it('offers to turn commands on where the host allows it', () => {
    expect(whyOff({ ...fine, settings })?.step).toBe('turn_on');
    const off = whyOff({ ...fine, settings: { ...settings, commandsAllowed: false } });
    expect(off).toMatchObject({ step: null });
    expect(off?.text).toContain('--allow-commands');
  });

  it('is the catching up, with how far it is, or why it stands still', () => {
    const status = { caughtUp: false, percent: 37.9, paused: null };
    expect(whyOff({ ...fine, status })?.text).toMatch(/^37 % so far/);
    const paused = { code: 'log_out_of_reach', text: 'No broker answers.', data: null };
    expect(whyOff({ ...fine, status: { ...status, paused } })?.text).toBe('No broker answers.');
  });

  it('is the user where they are not active', () => {
    expect(whyOff({ ...fine, userStatus: 'deleted' })?.title).toBe('This user was deleted');
    expect(whyOff({ ...fine, userStatus: 'unknown' })?.title).toMatch(/not known/);
  });
});
