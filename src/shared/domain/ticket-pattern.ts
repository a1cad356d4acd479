/** How long a ticket pattern may be, in characters. */
export const longestTicketPattern = 200;

/**
 * True where a ticket has the form a workspace asks for. In a pattern `#` stands for one or more
 * digits, `*` for any text, `|` parts alternatives, and all else is literal: `INC-#|CHG-#`. No
 * regular expressions: a pattern must never hold up the app.
 */
export function matchesTicketPattern(ticket: string, pattern: string): boolean {
  return pattern.split('|').some((form) => fits(ticket, form.trim()));
}

/** Walks both texts once, going back only to the last `*`. */
function fits(ticket: string, form: string): boolean {
  let at = 0;
  let want = 0;
  let star = -1;
  let resume = 0;
  while (at < ticket.length) {
    const sign = form[want];
    if (sign === '*') {
      star = want++;
      resume = at;
    } else if (sign === '#' && isDigit(ticket[at])) {
      // The last digit of a run ends the sign; the ones before stay with it.
      if (!isDigit(ticket[at + 1])) want++;
      at++;
    } else if (sign !== '#' && sign !== undefined && sign === ticket[at]) {
      want++;
      at++;
    } else if (star >= 0) {
      want = star + 1;
      at = ++resume;
    } else return false;
  }
  while (form[want] === '*') want++;
  return want === form.length;
}

function isDigit(sign: string | undefined): boolean {
  return sign !== undefined && sign >= '0' && sign <= '9';
}
