import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/core-plugin-api';

/** Who looks, in tests: somebody of a team, without asking. */
const SOMEBODY = 'user:default/olivia';

export function DemoSignIn(props: SignInPageProps) {
  return (
    <ProxiedSignInPage
      {...props}
      provider="demo"
      headers={{ 'x-demo-persona': SOMEBODY }}
    />
  );
}
