/** Something in the read model that is not as it must be. */
export type Flaw = {
  readonly code: 'counts_differ' | 'chain_broken' | 'fold_differs';
  readonly partition: number;
  readonly text: string;
};
