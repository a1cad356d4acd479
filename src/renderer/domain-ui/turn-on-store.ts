import { create } from 'zustand';

/** Whether a person is being asked if this window may write to a shared log. */
export const useTurnOnQuestion = create<{ readonly isAsked: boolean }>(() => ({ isAsked: false }));

/** Asks the question, or takes it away. */
export function askToTurnOn(isAsked: boolean): void {
  useTurnOnQuestion.setState({ isAsked });
}
