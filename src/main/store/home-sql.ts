/** The partition in which the records of a numbered subject stand; of a split one the first. */
export const homeSql = {
  user: 'SELECT partition FROM user_head WHERE user = ? ORDER BY partition LIMIT 1',
  role: 'SELECT place >> 40 FROM role_revision WHERE role = ? ORDER BY place LIMIT 1',
};
