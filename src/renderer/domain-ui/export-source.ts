/** What an export takes along, at the cut of the playhead when it is begun. */
export type ExportSource =
  | {
      readonly kind: 'users';
      readonly filters: {
        readonly search?: string;
        readonly status?: string;
        readonly role?: string;
      };
    }
  | { readonly kind: 'history'; readonly userId: string; readonly name: string };
