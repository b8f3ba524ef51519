export interface Config {
  itsm?: {
    /** Connections of systems that report deployments, by the name in `/api/itsm/hooks/<name>`. */
    hooks?: {
      [instance: string]: {
        /** `generic`, or a source that an installed module adds, such as `github`. */
        source: string;
        /**
         * Shared secrets, the newest first; any of them proves the sender. At least 16 characters.
         * @deepVisibility secret
         */
        secrets: string[];
        /** Larger bodies are refused. Default: 1048576 (1 MiB). */
        maxBodyBytes?: number;
        /** Lets reports name entities that their repository does not map to. Default: false. */
        trustEntityRefs?: boolean;
        /** Repositories (owner/name or host/owner/name) whose missed deployments are asked for. */
        reconcile?: string[];
      };
    };
    deployments?: {
      /**
       * Environments that are production where the source does not say; `*` stands for any text.
       * Default: production, prod, prd, live, production-*, prod-*.
       */
      production?: string[];
      /** Lets callers of `POST /v1/deployments` name any entity. Default: false. */
      trustEntityRefs?: boolean;
    };
  };
}
