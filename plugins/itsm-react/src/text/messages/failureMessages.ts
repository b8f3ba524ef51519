/** What goes wrong. */
export const failureMessages = {
  switchedOff: {
    title: '{{kind}}: switched off here',
    remedy:
      'The people who run this portal can switch it on with {{key}} in its configuration.',
  },
  error: {
    title: {
      offline: 'ITSM does not answer',
      forbidden: 'You may not see this',
      signedOut: 'You are not signed in any more',
      missing: 'Not found',
      busy: 'Too many requests',
      failed: 'Something went wrong',
      stale: 'Could not refresh: this is what was known before',
    },
    remedy: {
      offline:
        'The backend is starting, down or unreachable. This page tries again by itself.',
      forbidden:
        'Your account lacks the permission {{permission}}. Ask the people who run this portal.',
      signedOut: 'Reload the page to sign in.',
      missing:
        'It does not exist, or you may not see it. Check the number, or ask its owner.',
      busy: 'Wait a moment; this page tries again by itself.',
      failed:
        'Try again. If it keeps failing, tell the people who run this portal this code: {{code}}.',
    },
    partNotShown: "This part of the page can't be shown.",
    unknown: 'The server answered {{status}}.',
    invalid_input: 'Not accepted: {{message}}',
    instant_not_past:
      '"{{field}}" has to be in the past, and not before the year 2000.',
    instant_out_of_range:
      '"{{field}}" is out of range. Choose a time from the year 2000 to ten years from now.',
    instant_too_early: '"{{field}}" has to come after "{{otherField}}".',
    instant_too_late: '"{{field}}" has to come before "{{otherField}}".',
    unauthenticated: 'You are not signed in any more.',
    not_permitted: 'You need the permission {{permission}}.',
    not_found: '{{ref}} does not exist, or you may not see it.',
    stale_version: 'Somebody changed the record in the meantime.',
    too_large: 'Too large: the limit is {{limit}}.',
    too_many_attachments:
      'This record already has {{max}} files, which is the most. Link to the file in a comment instead.',
    record_attachments_full:
      'The files of one record may have {{mib}} MiB together. Attach a smaller file, or link to it in a comment.',
    attachments_full:
      'There is no room for more files. Link to the file in a comment, and tell the people who run this portal.',
    unreadable_record:
      "What is stored of {{number}} can't be read. Tell the people who run this portal.",
    idempotency_key_reused: 'This form was sent before with other content.',
    idempotency_key_in_flight: 'The same request is still running.',
    if_match_required: 'The version of the record was not sent.',
    conflict: 'Somebody else changed the same thing. Try again.',
    internal:
      'The server failed. Try again; tell the people who run this portal if it stays.',
    not_requeueable: 'Only failed deliveries can be tried again.',
    read_only_mode:
      'This installation is read-only for now: nothing was saved. Try again later.',
    unknown_desk: 'There is no desk {{desk}}. Choose one of: {{known}}.',
    desk_is_confidential:
      'All records of this desk are restricted. Move it to another desk first.',
    record_not_found:
      'There is no record {{ref}}, or you may not see it. Check the number.',
    entity_not_found:
      'Not in the catalog, or not visible to you: {{refs}}. Choose something else, or register it first.',
    entity_still_exists:
      '{{ref}} is still in the catalog. Rename or remove it there first.',
    entity_not_recorded: 'Nothing is recorded for {{ref}}. Check the old name.',
    invalid_rename:
      "{{from}} can't become {{to}}. Enter the old name of this entity.",
    invalid_entity_ref:
      '{{ref}} names nothing in the catalog; a name looks like component:default/payments.',
    wrong_entity_kind:
      '{{ref}} does not fit in "{{field}}"; possible kinds: {{kinds}}.',
    key_taken:
      '"{{name}}", which is in force, already decides about "{{what}}". Edit or retire that one first.',
    alias_of_several:
      'The alias "{{name}}" maps this name together with others. Edit that alias.',
    defined_in_file: 'This comes from the file {{file}}. Edit it there.',
    changed_meanwhile: 'Somebody changed the same thing meanwhile. Try again.',
    too_many_entities: 'At most {{max}} entities at once.',
    contradicting_filters:
      'Two of these filters exclude each other. Remove one of them.',
    unknown_zone: '{{zone}} is not a time zone; one looks like Europe/Vienna.',
    too_many_mentions:
      '{{found}} people and groups are mentioned; {{max}} are the most.',
    too_many_requests: 'Too many requests; try again in a moment.',
    unavailable: 'The service is not available right now.',
    network: 'The server could not be reached. Nothing was saved.',
    name_taken:
      'Another definition has the name {{name}}. Choose another name, or restore that one if it is retired.',
    unknown_version:
      'There is no version {{version}}. Choose one of the versions.',
    other_definition_type:
      'This YAML has definitions of the type {{type}}, not {{expected}}. Import it on their page.',
    too_many_definitions:
      'An import takes at most {{max}} definitions. Divide it.',
    name_twice:
      'The YAML has two definitions with the name {{name}}. Rename one of them.',
    invalid_yaml: 'This YAML can’t be used: {{reason}}.',
    retry: 'Try again',
  },
  stale: {
    title: 'Somebody else was faster',
    explanation:
      'While you were typing, the record changed. What you typed is kept below.',
    field: 'Field',
    before: 'When you opened it',
    now: 'Now',
    mine: 'Yours',
    apply: 'Apply mine to the current version',
    unchanged: 'Nothing that this page shows differs.',
    notPossible: 'This action is not possible any more.',
  },
} as const;
