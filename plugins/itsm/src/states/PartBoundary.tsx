import { Component, type ReactNode } from 'react';
import { Text } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';

interface PartBoundaryProps {
  /** Another mark is another content: it is drawn again. */
  mark?: unknown;
  /** Takes the place of what can't be drawn; left out: a line that says so. */
  fallback?: ReactNode;
  children: ReactNode;
}

/** Keeps the page when a part of it can't be drawn. Backstage's own boundary shows an error panel for each part. */
export class PartBoundary extends Component<
  PartBoundaryProps,
  { failed: boolean; mark: unknown }
> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  static getDerivedStateFromProps(
    { mark }: PartBoundaryProps,
    state: { mark: unknown },
  ) {
    return mark === state.mark ? null : { failed: false, mark };
  }

  state = { failed: false, mark: this.props.mark };

  render() {
    if (!this.state.failed) return this.props.children;
    return this.props.fallback ?? <NotShown />;
  }
}

function NotShown() {
  const { t } = useItsmText();
  return (
    <Text as="p" color="secondary">
      {t('error.partNotShown')}
    </Text>
  );
}
