import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, openStubWorkspaces, type StubWorkspaces } from '../../support/stub-workspaces.ts';

const kafka = 'kafka://localhost:9092/users';

describe('the workspaces of a host', () => {
  let at: StubWorkspaces;
  beforeEach(() => {
    at = openStubWorkspaces();
  });
  afterEach(() => at.close());

  const answerOf = (channel: 'questions' | 'orders') =>
    ask(at.workspaces.connect(channel, 'os_user'), 'hello');

  it('open a log in a folder of its own, writer first, and write down what it is', async () => {
    const card = await at.workspaces.open({ address: 'sample' });
    expect(card).toMatchObject({ name: 'sample', address: 'sample', kind: 'sample', isOpen: true });
    expect(at.trace('sample').slice(0, 2)).toEqual(['start writer reset=false', 'start reader']);
    const words = JSON.parse(readFileSync(join(at.home, 'sample', 'workspace.json'), 'utf8'));
    expect(words).toMatchObject({ address: 'sample', title: 'Sample log' });
    expect(await answerOf('questions')).toBe('sample os_user hello');
    expect(await answerOf('orders')).toBe('sample os_user hello');
  });

  it('tell the reader how reading stands as soon as it is there', async () => {
    await at.workspaces.open({ address: 'sample' });
    await expect.poll(() => at.trace('sample')).toContain('reading paused=no');
  });

  it('start the new pair first and only then stop the old one', async () => {
    await at.workspaces.open({ address: 'sample' });
    const old = at.workspaces.connect('questions', 'os_user');
    const oldClosed = new Promise((resolve) => old.once('close', resolve));
    let heard = 0;
    at.workspaces.onChange(() => {
      heard++;
      expect(at.trace('sample')).not.toContain('shutdown');
    });
    const card = await at.workspaces.open({ address: kafka });
    expect(card.name).toMatch(/^kafka-users-[0-9a-f]{8}$/);
    expect(heard).toBe(1);
    expect(at.trace('sample').filter((line) => line === 'shutdown')).toHaveLength(2);
    await oldClosed;
    expect(await answerOf('questions')).toBe(`${kafka} os_user hello`);
  });

  it('leave the old workspace open where the new one cannot be opened', async () => {
    await at.workspaces.open({ address: 'sample' });
    const { name } = await at.workspaces.open({ address: kafka });
    await at.workspaces.open({ address: 'sample' });
    at.plan(name, { fault: { code: 'topic_not_found', text: 'There is no such topic.' } });
    const opening = at.workspaces.open({ address: kafka });
    await expect(opening).rejects.toMatchObject({ fault: { code: 'topic_not_found' } });
    expect(at.workspaces.current().address).toBe('sample');
    expect(await answerOf('questions')).toBe('sample os_user hello');
  });

  it('are refused with a fault where a worker throws at its start', async () => {
    at.plan('sample', { throws: 'broken machine' });
    await expect(at.workspaces.open({ address: 'sample' })).rejects.toMatchObject({
      fault: { code: 'store_unavailable' },
    });
    expect(at.notes.join()).toContain('broken machine');
  });

  it('are open while what takes long before they answer is under way, and say how far it is', async () => {
    at.plan('sample', { preparing: { percent: 34, ms: 500 } });
    await at.workspaces.open({ address: 'sample' });
    expect(at.workspaces.preparing()).toEqual({ percent: 34, trouble: null });
    const questions = at.workspaces.connect('questions', 'os_user');
    expect(await ask(questions, 'too early')).toBe('closed');
    const orders = ask(at.workspaces.connect('orders', 'os_user'), 'waits');
    await expect.poll(at.workspaces.preparing, { timeout: 5_000 }).toBeNull();
    expect(await orders).toBe('sample os_user waits');
    expect(await ask(at.workspaces.connect('questions', 'os_user'), 'now')).toContain('now');
  });

  it('begin nothing more once they are closed while that is under way', async () => {
    at.plan('sample', { preparing: { percent: 34, ms: 300 } });
    await at.workspaces.open({ address: 'sample' });
    await at.workspaces.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(at.trace('sample').map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'start writer',
      'shutdown',
    ]);
  });

  it('say what stopped it', async () => {
    const late = { code: 'store_unavailable', text: 'The disk is full.' } as const;
    at.plan('sample', { preparing: { percent: 34, ms: 50 }, late });
    await at.workspaces.open({ address: 'sample' });
    await expect
      .poll(at.workspaces.preparing, { timeout: 5_000 })
      .toEqual({ percent: 34, trouble: 'The disk is full.' });
  });

  it('keep nothing of a first opening that failed, so that another log can have the folder', async () => {
    const folder = join(at.home, 'own');
    at.plan('own', { fault: { code: 'file_not_found', text: 'There is no file.' } });
    await expect(at.workspaces.open({ address: 'file:/x', folder })).rejects.toThrow();
    expect(existsSync(join(folder, 'workspace.json'))).toBe(false);
    at.plan('own', {});
    expect(await at.workspaces.open({ address: 'sample', folder })).toMatchObject({ name: 'own' });
  });

  it('refuse a folder that holds another log', async () => {
    await at.workspaces.open({ address: 'sample' });
    const opening = at.workspaces.open({ address: kafka, folder: join(at.home, 'sample') });
    await expect(opening).rejects.toMatchObject({ fault: { code: 'workspace_busy' } });
  });

  it('make the sample anew on demand, once, and no other log ever', async () => {
    await at.workspaces.open({ address: 'sample' });
    await at.workspaces.open({ address: 'sample', reset: true });
    const starts = at.trace('sample').filter((line) => line.startsWith('start writer'));
    expect(starts).toEqual(['start writer reset=false', 'start writer reset=true']);
    await ask(at.workspaces.connect('orders', 'os_user'), 'crash');
    await expect
      .poll(() => at.trace('sample').at(-1), { timeout: 5_000 })
      .toBe('reading paused=no');
    expect(at.trace('sample').filter((line) => line.includes('reset=true'))).toHaveLength(1);
    const opening = at.workspaces.open({ address: kafka, reset: true });
    await expect(opening).rejects.toMatchObject({ fault: { code: 'bad_request' } });
  });

  it('are listed, the one opened last first, with the open one marked', async () => {
    await at.workspaces.open({ address: kafka });
    at.notes.push('a later moment');
    await at.workspaces.open({ address: 'sample' });
    const cards = at.workspaces.list().map(({ kind, isOpen }) => [kind, isOpen]);
    expect(cards).toEqual([
      ['sample', true],
      ['kafka', false],
    ]);
  });

  it('read a file’s path against the folder the person stood in', async () => {
    expect((await at.workspaces.open({ address: 'file:log.jsonl' })).address).toBe(
      'file:/somewhere/log.jsonl',
    );
    expect((await at.workspaces.open({ address: 'file:/else/x#t' })).address).toBe(
      'file:/else/x#t',
    );
  });

  it('refuse what is no address', async () => {
    const opening = at.workspaces.open({ address: 'http://x' });
    await expect(opening).rejects.toMatchObject({ fault: { code: 'bad_log_address' } });
  });

  it('start a worker again that crashed, say so, and answer as before', async () => {
    await at.workspaces.open({ address: 'sample' });
    expect(await ask(at.workspaces.connect('orders', 'os_user'), 'crash')).toBe('closed');
    await expect.poll(() => at.trace('sample')).toContain('reading paused=writer_stopped');
    expect(at.notes.join()).toContain('The writer stopped unexpectedly: Error: asked to crash');
    expect(await answerOf('questions')).toBe('sample os_user hello');
    expect(await answerOf('orders')).toBe('closed');
    await expect.poll(() => answerOf('orders'), { timeout: 5_000 }).toBe('sample os_user hello');
  });

  it('start a reader again that ended without a word', async () => {
    await at.workspaces.open({ address: 'sample' });
    expect(await ask(at.workspaces.connect('questions', 'os_user'), 'deaf')).toBe('closed');
    await expect.poll(() => answerOf('questions'), { timeout: 5_000 }).toBe('sample os_user hello');
    expect(at.trace('sample').filter((line) => line === 'start reader')).toHaveLength(2);
  });
});
