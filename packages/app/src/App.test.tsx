import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('asks who you are before it shows anything', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
            demo: {
              personas: [
                {
                  entityRef: 'user:default/eddie',
                  name: 'Eddie',
                  role: 'engineer',
                  description: 'Builds the checkout',
                },
              ],
            },
          },
          context: 'test',
        },
      ] as any,
    };

    render(App.createRoot());

    expect(
      await screen.findByRole(
        'button',
        { name: 'Sign in as Eddie (engineer)' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  }, 30_000);
});
