import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import {
  TextAreaField,
  VisuallyHidden,
  type TextAreaFieldProps,
} from '@backstage/ui';
import { RiGroupLine, RiUserLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { insertMention, mentionQuery, type MentionQuery } from './mentionQuery';
import { useMentionOptions } from './useMentionOptions';
import styles from './MentionField.module.css';

export type MentionFieldProps = TextAreaFieldProps & {
  value: string;
  onChange: (value: string) => void;
};

/**
 * A text area that suggests people and groups while a name is typed after an `@`. The focus stays in
 * the text, as the pattern of a combobox has it.
 */
export function MentionField(props: MentionFieldProps) {
  const { t } = useItsmText();
  const { value, onChange } = props;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState<MentionQuery>();
  const [active, setActive] = useState(0);
  const [caret, setCaret] = useState<number>();
  const options = useMentionOptions(query?.term);
  const isOpen = query !== undefined && options.length > 0;
  const chosen = Math.min(active, options.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  const area = () => root.current?.querySelector('textarea');

  // After the text is there: before, the caret would be behind its end
  useLayoutEffect(() => {
    if (caret === undefined) return;
    area()?.setSelectionRange(caret, caret);
    setCaret(undefined);
  }, [caret]);

  const look = (text: string) => {
    setQuery(mentionQuery(text, area()?.selectionStart ?? text.length));
    setActive(0);
  };
  const choose = (index: number) => {
    if (!query) return;
    const next = insertMention(value, query, options[index].id);
    onChange(next.text);
    setCaret(next.caret);
    setQuery(undefined);
  };
  const move = (by: number) =>
    setActive((chosen + by + options.length) % options.length);
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => choose(chosen),
    Tab: () => choose(chosen),
    Escape: () => setQuery(undefined),
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isOpen || !keys[event.key] || event.nativeEvent.isComposing) return;
    // Nobody else: Escape would close a dialog, too
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  };

  return (
    <div
      ref={root}
      className={styles.field}
      onKeyDownCapture={onKey}
      onBlur={() => setQuery(undefined)}
    >
      <TextAreaField
        {...props}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen ? optionId(chosen) : undefined}
        onChange={text => {
          onChange(text);
          look(text);
        }}
      />
      {isOpen && (
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={t('mention.label')}
          className={styles.options}
        >
          {options.map((option, index) => {
            const Icon = option.id.startsWith('group:')
              ? RiGroupLine
              : RiUserLine;
            return (
              <li
                key={option.id}
                id={optionId(index)}
                role="option"
                aria-selected={index === chosen}
                className={styles.option}
                onMouseEnter={() => setActive(index)}
                // Before the field loses its focus
                onMouseDown={event => {
                  event.preventDefault();
                  choose(index);
                }}
              >
                <Icon aria-hidden />
                <span className={styles.name}>{option.label}</span>
                <span className={styles.ref}>{option.description}</span>
              </li>
            );
          })}
        </ul>
      )}
      <VisuallyHidden role="status">
        {isOpen ? t('mention.found', { count: options.length }) : ''}
      </VisuallyHidden>
    </div>
  );
}
