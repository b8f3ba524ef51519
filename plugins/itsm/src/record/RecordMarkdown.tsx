import { useMemo } from 'react';
import { Link } from '@backstage/ui';
import { MarkdownContent } from '@backstage/core-components';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { PartBoundary } from '../states/PartBoundary';
import { isTooIntricate } from './isTooIntricate';
import { useAttachmentImages } from './useAttachmentImages';
import { useMentionLinks } from './useMentionLinks';
import styles from './RecordPage.module.css';

/** How a text refers to a file of its record; relative, so that sanitising keeps it. */
export const ATTACHMENT_PATH = 'attachments/';

const EXTERNAL_IMAGE = /!\[[^\]]*\]\(\s*<?(https?:\/\/[^)>\s]+)/gi;
const HTML_IMAGE = /<(?=img\b)/gi;
/** Pages, mail, and places of this portal: no colon comes before the first part of a path. */
const LINKED = /^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))/i;

/** Takes the place of an image that is not loaded. */
function placeholder(text: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${
    text.length * 7 + 16
  }" height="24"><rect width="100%" height="100%" rx="4" fill="#8883"/><text x="8" y="16" font-family="sans-serif" font-size="12" fill="#777">${text.replace(
    /[<>&]/g,
    '',
  )}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

interface MarkdownProps {
  record: Pick<RecordView, 'number' | 'kind' | 'attachments'>;
  content: string;
}

/** Text of a person as markdown; what can't be read as such is shown as it was written. */
export function RecordMarkdown(props: MarkdownProps) {
  const { content } = props;
  const plain = <div className={styles.plain}>{content}</div>;
  if (isTooIntricate(content)) return plain;
  return (
    <PartBoundary mark={content} fallback={plain}>
      <Markdown {...props} />
    </PartBoundary>
  );
}

/**
 * Images of the record are fetched with the reader's permissions; images from elsewhere are never loaded, because their server would learn who reads what: their
 * addresses are listed below the text instead. HTML images stay text.
 */
function Markdown(props: MarkdownProps) {
  const { t } = useItsmText();
  const { record } = props;
  // A zero-width space after the bracket keeps the tag readable and inert, in code as well
  const content = useMentionLinks(props.content.replace(HTML_IMAGE, '<\u200b'));
  const referred = useMemo(
    () =>
      record.attachments.filter(file =>
        content.includes(`${ATTACHMENT_PATH}${file.id}`),
      ),
    [record.attachments, content],
  );
  const images = useAttachmentImages(record.number, record.kind, referred);
  const external = useMemo(
    () => [...new Set([...content.matchAll(EXTERNAL_IMAGE)].map(m => m[1]))],
    [content],
  );
  const own = (uri: string) =>
    uri.startsWith(ATTACHMENT_PATH)
      ? images[uri.slice(ATTACHMENT_PATH.length)]
      : undefined;
  return (
    <>
      <MarkdownContent
        className={styles.markdown}
        content={content}
        // Left to itself it makes `javascript:` of other schemes, at which Backstage's link throws
        transformLinkUri={uri => (LINKED.test(uri) ? uri : '')}
        transformImageUri={uri =>
          own(uri) ?? placeholder(t('record.imageNotLoaded'))
        }
      />
      {external.length > 0 && (
        <p className={styles.external}>
          {t('record.externalImages')}{' '}
          {external.map(url => (
            <Link key={url} href={url} target="_blank" variant="body-small">
              {url}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
