import { useState } from 'react';
import { Alert, Button, ButtonLink, Flex, Text } from '@backstage/ui';
import {
  checkDefinition,
  currentDefinition,
  type DefinitionContent,
  type DefinitionInput,
  type DefinitionView,
} from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { DraftNote } from '../../../create/DraftNote';
import { useDraft } from '../../../create/useDraft';
import { Panel } from '../../../record/Panel';
import { failureText } from '../../../states/failure';
import type {
  DefinitionParts,
  DefinitionTypeView,
} from '../DefinitionTypeView';
import { DefinitionFields } from './DefinitionFields';
import { PreviewPanel } from './PreviewPanel';
import { rebased, sameContent } from './rebased';
import { StaleDefinition } from './StaleDefinition';
import styles from '../Definitions.module.css';

/** What is typed, and what was there when its writer began. */
interface Draft {
  before: DefinitionContent;
  content: DefinitionContent;
}

/** What a version says, without what the server knows of it. */
export const contentOf = ({
  name,
  ownerGroup,
  desk,
  spec,
}: DefinitionContent): DefinitionContent => ({ name, ownerGroup, desk, spec });

/** What is sent: without a desk that nobody chose. */
export const givenOf = ({
  name,
  ownerGroup,
  desk,
  spec,
}: DefinitionContent): DefinitionInput => ({
  name: name.trim(),
  ownerGroup,
  ...(/\S/.test(desk) && { desk: desk.trim() }),
  spec,
});

/** Why it can't be saved yet. */
function whatIsMissing(
  { type }: DefinitionParts,
  { name, spec }: DefinitionContent,
  t: ReturnType<typeof useItsmText>['t'],
): string | undefined {
  if (!/\S/.test(name)) return t('definition.form.needsName');
  return checkDefinition(type, spec).length > 0
    ? t('definition.form.needsChange')
    : undefined;
}

/**
 * The form of a definition beside what it would do. When somebody else was faster it keeps what was typed, shows both
 * and offers to apply the input to what is there now; so it does with a draft of this browser.
 */
export function DefinitionForm(props: {
  view: DefinitionTypeView;
  parts: DefinitionParts;
  /** What the input is kept by in this browser until it is saved. */
  draft: string;
  /** Left out: it does not exist yet. */
  definition?: DefinitionView;
  initial: DefinitionContent;
  cancelPath: string;
  /** Sends the input against the version that its writer has seen last. */
  send: (
    content: DefinitionContent,
    seen: DefinitionView | undefined,
  ) => Promise<DefinitionView>;
  onDone: (definition: DefinitionView) => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const { view, parts } = props;
  const [base] = useState(props.definition);
  const [initial] = useState<Draft>({
    before: props.initial,
    content: props.initial,
  });
  const draft = useDraft<Draft, Draft>(props.draft, initial, {
    keep: ({ before, content }) =>
      sameContent(before, content) ? undefined : { before, content },
    revive: kept => kept,
  });
  const { before, content } = draft.value;
  const [seen, setSeen] = useState(base);
  const [isStale, setIsStale] = useState(false);
  const [restored, setRestored] = useState(draft.restored);
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);

  const isConflict =
    isStale || Boolean(seen && !sameContent(before, contentOf(seen)));
  const isPossible = seen?.canEdit ?? true;
  const needs = whatIsMissing(parts, content, text.t);
  const activeVersion = seen?.activeVersion ?? null;

  const submit = async () => {
    if (sending || needs || !isPossible) return;
    setSending(true);
    setFailure(undefined);
    try {
      const saved = await props.send(content, seen);
      draft.discard();
      props.onDone(saved);
    } catch (error) {
      const current = currentDefinition(error);
      if (current) {
        draft.set(old => ({
          before: old.before,
          content: rebased(
            old.content,
            contentOf(seen ?? current),
            contentOf(current),
          ),
        }));
        setSeen(current);
        setIsStale(true);
      } else setFailure(failureText(error, text));
      setSending(false);
    }
  };

  return (
    <div className={styles.columns}>
      <Panel title={t('definition.details')}>
        <form
          className={styles.form}
          noValidate
          onSubmit={event => {
            event.preventDefault();
            void submit();
          }}
        >
          {isConflict && seen && (
            <StaleDefinition
              parts={parts}
              before={before}
              now={contentOf(seen)}
              mine={content}
              isPossible={isPossible}
            />
          )}
          {failure && (
            <Alert role="alert" status="danger" icon title={failure} />
          )}
          {restored && (
            <DraftNote
              onDiscard={() => {
                draft.discard();
                setRestored(false);
                setIsStale(false);
              }}
            />
          )}
          <DefinitionFields
            parts={parts}
            content={content}
            onChange={changed =>
              draft.set(old => ({ before: old.before, content: changed }))
            }
          />
          {activeVersion !== null && (
            <Text as="p" variant="body-small" color="secondary">
              {t('definition.form.activeNote', { version: activeVersion })}
            </Text>
          )}
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <Button
              type="submit"
              isPending={sending}
              isDisabled={Boolean(needs) || !isPossible}
            >
              {t(isConflict ? 'stale.apply' : 'definition.form.save')}
            </Button>
            <ButtonLink variant="secondary" href={props.cancelPath}>
              {t('form.cancel')}
            </ButtonLink>
            {needs && <span className={styles.refused}>{needs}</span>}
          </Flex>
        </form>
      </Panel>
      <div className={styles.beside}>
        <PreviewPanel view={view} parts={parts} spec={content.spec} />
      </div>
    </div>
  );
}
