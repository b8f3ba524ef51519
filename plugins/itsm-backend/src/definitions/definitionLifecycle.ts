import {
  DEFINITION_ACTIONS,
  type DefinitionAction,
  type DefinitionState,
  type Refusal,
} from 'backstage-plugin-itsm-common';

/** What decides whether somebody may do something with a definition. */
export interface LifecycleFacts {
  state: DefinitionState;
  activeVersion: number | null;
  /** Somebody else has to approve. */
  fourEyes: boolean;
  isValid: boolean;
  /** The caller wrote something of the draft. */
  isAuthor: boolean;
  /** Somebody has asked for its retirement, the caller or another person. */
  retirement: 'own' | 'of_others' | null;
  /** It comes from this file. */
  file: string | null;
}

interface Rule {
  from: readonly DefinitionState[];
  /** Left out: always. What does not apply is not offered, and its refusal says that it is not needed. */
  applies?(facts: LifecycleFacts): boolean;
  refuse?(facts: LifecycleFacts): Refusal | undefined;
}

const NOT_NEEDED = 'approval_not_needed';

const DRAFTED: readonly DefinitionState[] = [
  'draft',
  'awaiting_approval',
  'approved',
];

const invalid = ({ isValid }: LifecycleFacts): Refusal | undefined =>
  isValid ? undefined : { code: 'invalid_definition' };

/** What is in force is in force because of two people: one of them does not end that alone. */
const needsAgreement = ({ fourEyes, activeVersion }: LifecycleFacts) =>
  fourEyes && activeVersion !== null;

/** The lifecycle of every definition. */
const RULES: Record<DefinitionAction, Rule> = {
  submit: {
    from: ['draft'],
    applies: ({ fourEyes }) => fourEyes,
    refuse: invalid,
  },
  approve: {
    from: ['awaiting_approval'],
    refuse: facts => (facts.isAuthor ? { code: 'own_draft' } : invalid(facts)),
  },
  reject: { from: ['awaiting_approval'] },
  activate: {
    from: DRAFTED,
    refuse: facts =>
      facts.fourEyes && facts.state !== 'approved'
        ? { code: 'approval_needed' }
        : invalid(facts),
  },
  request_retirement: {
    from: [...DRAFTED, 'active'],
    applies: needsAgreement,
    refuse: ({ retirement }) =>
      retirement ? { code: 'retirement_requested' } : undefined,
  },
  retire: {
    from: [...DRAFTED, 'active'],
    refuse: facts => {
      if (!needsAgreement(facts) || facts.retirement === 'of_others') {
        return undefined;
      }
      return { code: facts.retirement ? 'own_retirement' : 'approval_needed' };
    },
  },
  restore: { from: [...DRAFTED, 'active', 'retired'] },
};

const READ_ONLY = 'defined_in_file';

/** The actions that there are for the definition at all: nobody asks for an agreement that nobody has to give. */
export const actionsFor = (
  facts: LifecycleFacts,
): { name: DefinitionAction; refused?: Refusal }[] =>
  DEFINITION_ACTIONS.filter(name => RULES[name].applies?.(facts) ?? true).map(
    name => {
      const refused = refusalOf(name, facts);
      return refused ? { name, refused } : { name };
    },
  );

/** Why the lifecycle refuses an action now. */
export function refusalOf(
  action: DefinitionAction,
  facts: LifecycleFacts,
): Refusal | undefined {
  if (facts.file !== null) {
    return { code: READ_ONLY, params: { file: facts.file } };
  }
  const { from, applies, refuse } = RULES[action];
  if (!from.includes(facts.state))
    return { code: 'wrong_state', params: { state: facts.state, from } };
  return applies && !applies(facts) ? { code: NOT_NEEDED } : refuse?.(facts);
}

/** Why it can't be edited now. */
export function editRefusalOf({
  state,
  file,
}: Pick<LifecycleFacts, 'state' | 'file'>): Refusal | undefined {
  if (file !== null) return { code: READ_ONLY, params: { file } };
  return state === 'retired' ? { code: 'retired_definition' } : undefined;
}

/** What to do about a refusal. */
export function refusalText(
  { code, params = {} }: Refusal,
  action?: DefinitionAction,
): string {
  switch (code) {
    case READ_ONLY:
      return `This definition comes from the file ${params.file}. Edit it there.`;
    case 'retired_definition':
      return 'This definition is retired. Restore one of its versions first.';
    case NOT_NEEDED:
      return action === 'request_retirement'
        ? 'Nobody else has to agree. Retire it.'
        : 'Definitions of this type need no approval. Activate it.';
    case 'approval_needed':
      return action === 'retire'
        ? 'Somebody else has to retire this definition. Request its retirement first.'
        : 'Somebody else has to approve this draft first.';
    case 'retirement_requested':
      return 'Its retirement is requested already. Ask somebody else to retire it.';
    case 'own_retirement':
      return 'You requested this retirement. Ask somebody else to retire it.';
    case 'own_draft':
      return 'You wrote part of this draft. Ask somebody else to approve it.';
    case 'invalid_definition':
      return 'This definition has problems. Correct them first.';
    default:
      return `This isn't possible while the definition is ${params.state}.`;
  }
}
