/** The same with every field open to be set: for the one object that serves all records in turn. */
export type Writable<Thing> = { -readonly [Name in keyof Thing]: Thing[Name] };
