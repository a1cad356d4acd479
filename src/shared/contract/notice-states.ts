/** Of notices that are not told: `refused`, for good; `in_doubt`, left to a person; `waiting`, to be tried again; `telling`, nobody knows yet. */
export const openStates = ['refused', 'in_doubt', 'waiting', 'telling'] as const;
