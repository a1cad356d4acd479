import type { RunningApp } from './app.ts';

/** Asks the gateway of a running app; the answer as it came. Throws where the answer is a fault. */
export async function askGateway<Answer>(app: RunningApp, question: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${app.token}` };
  const answer = await fetch(`${app.api}${question}`, { headers });
  if (!answer.ok) throw new Error(`${question}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
