import { readFileSync } from 'node:fs';
import type { Destination } from '../destination.ts';
import type { DestinationChoice } from '../subscription.ts';
import { emailDestination } from './email-destination.ts';
import { httpDestination } from './http-destination.ts';
import { slackDestination } from './slack-destination.ts';

/** The destination of a subscription. Throws where a file that holds a secret cannot be read. */
export function openDestination(choice: DestinationChoice): Destination {
  switch (choice.kind) {
    case 'http':
      return httpDestination(choice, secretIn(choice.tokenFile));
    case 'slack':
      return slackDestination(choice, secretIn(choice.tokenFile) ?? '');
    case 'email':
      return emailDestination(choice, secretIn(choice.passwordFile));
  }
}

function secretIn(file: string | undefined): string | null {
  return file === undefined ? null : readFileSync(file, 'utf8').trimEnd();
}
