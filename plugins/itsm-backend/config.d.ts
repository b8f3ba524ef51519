import { HumanDuration } from '@backstage/types';

export interface Config {
  itsm?: {
    /**
     * Refuses every write by a caller (503 `read_only_mode`). Webhooks are still received and become
     * changes. Default: false.
     */
    readOnly?: boolean;

    /** Kinds to leave out, by name: `change: false`. Each one is on unless it is switched off. */
    modules?: {
      /** Default: true. */
      incident?: boolean;
      /** Default: true. Without it, deployments are stored and make no changes. */
      change?: boolean;
      [kind: string]: boolean | undefined;
    };

    /** How impact and urgency make a priority from 1 (most urgent) to 5. */
    priority?: {
      /** The matrix to start from. In `servicenow-4`, low × low is 4. Default: default. */
      preset?: 'default' | 'servicenow-4';
      /** Single cells that differ from the preset: impact, then urgency. */
      matrix?: {
        high?: PriorityRow;
        medium?: PriorityRow;
        low?: PriorityRow;
      };
    };

    changes?: {
      /**
       * How long a registered change that succeeded is observed before it closes by itself; a zero
       * duration closes it at once. At most 30 days. Default: 1 hour.
       */
      quietPeriod?: HumanDuration | string;
      /**
       * Types of changes whose approvers neither implement nor close them. An empty list turns it off.
       * Default: normal.
       */
      separateImplementer?: ('standard' | 'normal' | 'emergency')[];
    };

    incidents?: {
      /**
       * How long a resolved incident waits for its requester before it closes by itself; a zero
       * duration never closes it. At most 365 days. Default: 7 days.
       */
      autoClose?: HumanDuration | string;
    };

    /**
     * The group that works on records that affect nothing with an owner, such as `group:default/service-desk`.
     * Without it such records have no group; either way lists show them as records without an owner.
     */
    fallbackGroup?: string;

    /**
     * Parts of the organization that work on records of their own, by a name in lower case such as `hr`. A desk that
     * has records can't be removed. Default: one desk, `it`.
     */
    desks?: {
      [name: string]: {
        /** What people read. Default: the name in capitals. */
        title?: string;
        /** Titles in other languages, by language: `de: Personal`. */
        titles?: { [language: string]: string };
        /**
         * The groups that work it. The first one gets records that nobody else is known for, before `fallbackGroup`.
         * Default: none.
         */
        groups?: string[];
        /**
         * Its records are restricted: people outside of its groups read those that they asked for or are named in.
         * Who owns what a record affects has no part in it. Needs `groups`. Default: false.
         */
        confidential?: boolean;
      };
    };

    /** The desk of what names none. Default: the first one of `desks`. */
    defaultDesk?: string;

    mentions?: {
      /**
       * Who is told that a public text mentions them, of a record that is not restricted. `involved`: who has
       * a part in the record already. `everybody`: for policies that let everybody read such records.
       * Default: involved; everybody while `permission.enabled` is not true.
       */
      reach?: 'involved' | 'everybody';
    };

    attachments?: {
      /** Bytes that the files of one record may have together. Default: 104857600 (100 MiB). */
      maxBytesPerRecord?: number;
      /** Files that one record may have. Default: 100. */
      maxFilesPerRecord?: number;
      /**
       * Bytes that the files of all records may have together. Files that arrive at the same moment may exceed it
       * by their own size. Default: 10737418240 (10 GiB).
       */
      maxTotalBytes?: number;
    };

    audit?: {
      /**
       * Signs the hourly checkpoints of all timelines (HMAC-SHA256). Without it checkpoints are
       * unsigned, and whoever can write to the database can write a checkpoint too. At least 16 characters.
       * @visibility secret
       */
      signingKey?: string;
    };

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
        /** Larger bodies are refused. At most 26214400 (25 MiB). Default: 1048576 (1 MiB). */
        maxBodyBytes?: number;
        /** Lets reports name entities that their repository does not map to. Default: false. */
        trustEntityRefs?: boolean;
        /** Repositories (owner/name or host/owner/name) whose missed deployments are asked for. */
        reconcile?: string[];
      };
    };

    /** What administrators decide while the portal runs, such as routing rules and aliases. */
    definitions?: {
      /**
       * YAML or JSON files with definitions that can be changed only there. They are read when the backend starts and
       * once a minute; relative paths start at its working directory.
       */
      files?: string[];
      /** Types whose drafts somebody else has to approve, such as `routing` or `alias`. Default: none. */
      fourEyes?: string[];
    };

    outlets?: {
      /**
       * How long an outlet (notifications, events, signals, or one that a module adds) may take for one entry of a
       * timeline; then it has failed and is tried again. At most 30 seconds. Default: 20 seconds.
       */
      limit?: HumanDuration | string;
    };

    deployments?: {
      /**
       * Environments that are production where the source does not say; `*` stands for any text.
       * Default: production, prod, prd, live, production-*, prod-*.
       */
      production?: string[];
      /**
       * How long before a report arrives its time may lie. Times that are earlier, or more than 5 minutes in the
       * future, are replaced by the time of arrival, and the change says so. Default: 24 hours.
       */
      plausiblePast?: HumanDuration | string;
      /** Lets callers of `POST /v1/deployments` name any entity. Default: false. */
      trustEntityRefs?: boolean;
    };
  };
}

interface PriorityRow {
  high?: 1 | 2 | 3 | 4 | 5;
  medium?: 1 | 2 | 3 | 4 | 5;
  low?: 1 | 2 | 3 | 4 | 5;
}
