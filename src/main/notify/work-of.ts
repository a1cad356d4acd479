const before = 'notify.';

/** What the work of telling a subscription is called. */
export function workOf(subscription: string): string {
  return `${before}${subscription}`;
}

/** The subscription that some work tells; null where it does something else. */
export function subscriptionOf(work: string): string | null {
  return work.startsWith(before) ? work.slice(before.length) : null;
}
