import { orders, questions } from '../../../shared/contract/contract.ts';

const { changes: _changes, scan: _scan, ...log } = questions.log;

/** What the gateway offers: every question but the streams, and the commands. */
export const gatewayQuestions = { users: questions.users, roles: questions.roles, log };

/** Of the orders, those about commands: the workspace is the window's own. */
export const gatewayOrders = { commands: orders.commands, bulks: orders.bulks };
