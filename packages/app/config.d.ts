export interface Config {
  /** The people that a visitor of the demo portal can be. */
  demo?: {
    /** @deepVisibility frontend */
    personas: Array<{
      /** A User entity of the catalog, in full: `user:default/eddie`. */
      entityRef: string;
      /** The first name, as the sign-in page shows it. */
      name: string;
      /** What the person is here, in a word or two: `engineer`. */
      role: string;
      /** One sentence about what the person does. */
      description: string;
    }>;
    /** User entities that sign in only to tell the history; the sign-in page does not show them. */
    players?: string[];
    /** Whether an empty portal is filled with demo records after the start. Default: true. */
    records?: boolean;
    /** How many months are told before the newest records, 0 to 12. Default: 12. */
    history?: number;
  };
}
