export interface Config {
  itsm?: {
    /**
     * Kinds to leave out, by name: `change: false` takes away its tabs here and its routes in the backend.
     * @deepVisibility frontend
     */
    modules?: { [kind: string]: boolean | undefined };
  };
}
