import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../../../src/main/store/desk/open-desk.ts';
import { openWorkspaceSettings } from '../../../src/main/workers/workspace-settings.ts';

describe('the settings of a workspace', () => {
  let folder: string;
  let desk: Desk;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-settings-'));
    desk = openDesk(join(folder, 'desk.db'));
  });
  afterEach(() => {
    desk.close();
    rmSync(folder, { recursive: true });
  });

  type Leave = { commandsAllowed: boolean; commandsOnForRun: boolean };
  const open = (kind: 'sample' | 'file' | 'kafka', start: Leave) =>
    openWorkspaceSettings({ desk, kind, start, cluster: () => 'c-1' });
  const window = { commandsAllowed: true, commandsOnForRun: false };
  const serve = { commandsAllowed: false, commandsOnForRun: false };
  const serveAllowed = { commandsAllowed: true, commandsOnForRun: true };

  it('name the account as operator until somebody says another', () => {
    const settings = open('sample', window);
    expect(settings.current().operator).toBe(userInfo().username);
    settings.change({ operator: 'r.silva' });
    expect(open('sample', window).current().operator).toBe('r.silva');
  });

  it.each([
    ['sample', window, true],
    ['file', window, true],
    ['kafka', window, false],
    ['sample', serve, false],
    ['kafka', serve, false],
    ['sample', serveAllowed, true],
    ['kafka', serveAllowed, true],
  ] as const)('let commands be on for %s with %j: %s', (kind, leave, isOn) => {
    const settings = open(kind, leave);
    expect(settings.current().commandsOn).toBe(isOn);
    expect(settings.whyCommandsOff() === null).toBe(isOn);
  });

  it('switch commands on for Kafka when a person does, and remember it', () => {
    open('kafka', window).change({ commandsOn: true });
    expect(open('kafka', window).whyCommandsOff()).toBeNull();
  });

  it('let a person switch off what the command line switched on for this run', () => {
    const settings = open('kafka', serveAllowed);
    expect(settings.change({ commandsOn: false }).commandsOn).toBe(false);
    expect(settings.whyCommandsOff()).not.toBeNull();
  });

  it('say that the switch is off where it is, and that the host gives no leave where it does not', () => {
    open('sample', window).change({ commandsOn: false });
    expect(open('sample', window).whyCommandsOff()).toMatch(/switched off/);
    expect(open('sample', serve).whyCommandsOff()).toMatch(/--allow-commands/);
  });

  it('keep protected roles and a ticket pattern, and take them back', () => {
    const settings = open('sample', window);
    expect(settings.house()).toEqual({ protectedRoles: [], ticketPattern: null });
    settings.change({ protectedRoles: ['admin', 'owner'], ticketPattern: 'INC-#' });
    expect(open('sample', window).house()).toEqual({
      protectedRoles: ['admin', 'owner'],
      ticketPattern: 'INC-#',
    });
    settings.change({ ticketPattern: null, protectedRoles: [] });
    expect(settings.current()).toMatchObject({ protectedRoles: [], ticketPattern: null });
  });

  it('name the cluster that commands would write to', () => {
    expect(open('kafka', window).current().cluster).toBe('c-1');
  });

  it('cannot be switched on without the host’s leave', () => {
    const settings = open('sample', serve);
    expect(() => settings.change({ commandsOn: true })).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'commands_off' }) }),
    );
    expect(settings.change({ commandsOn: false }).commandsOn).toBe(false);
  });
});
