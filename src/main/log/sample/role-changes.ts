import type { RoleFields } from '../../../shared/domain/events.ts';
import { day, hour, minute, second } from './calendar.ts';
import { inOfficeHours } from './careers.ts';
import { type Moment, operator, platformSetup } from './moment.ts';
import type { Span } from './people.ts';
import { type SampleRole, sampleRoles } from './roles.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The roles come to be, some of them later, and some change what they allow. */
export function roleChanges(
  operators: readonly string[],
  span: Span,
  random: SeededRandom,
): Moment[] {
  const created = sampleRoles.map((role, index) =>
    creationOf(role, span.start + 1 * hour + index * second),
  );
  const updated = sampleRoles
    .filter((_role, index) => index % 3 === 1)
    .flatMap(({ roleId, permissions, bornOn, description }) => {
      const time = inOfficeHours(span.start + (bornOn + random.between(30, 250)) * day, random);
      const author = operator(random.pick(operators));
      const wider = [...permissions, `${roleId.split('-')[0]}:export`];
      const said = `${description}, since the review`;
      return [
        {
          ...change(roleId, time, { permissions: wider }),
          author,
          reason: 'Asked for by the owner',
        },
        {
          ...change(roleId, time + 95 * day + 11 * minute, { permissions, description: said }),
          author,
          reason: 'Access review',
        },
      ];
    });
  return [...created, ...updated];
}

function creationOf({ bornOn, ...role }: SampleRole, firstDay: number): Moment {
  const time = bornOn === 0 ? firstDay : firstDay + bornOn * day + 5 * hour;
  return { time, event: { type: 'RoleCreatedEvent', data: role }, author: platformSetup };
}

function change(roleId: string, time: number, changes: Partial<RoleFields>): Moment {
  return {
    time,
    author: platformSetup,
    event: { type: 'RoleUpdatedEvent', data: { roleId, changes } },
  };
}
