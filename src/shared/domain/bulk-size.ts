/** How many users one bulk may concern. */
export const mostBulkUsers = 5_000;
