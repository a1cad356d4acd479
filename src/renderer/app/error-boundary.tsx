import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

type ErrorBoundaryProps = {
  readonly children: ReactNode;
  /** Where this changes, the part is tried again. */
  readonly tryAgainWith?: string;
};
type ErrorBoundaryState = { readonly error: Error | null };

/** Keeps one broken part of the window from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.error && before.tryAgainWith !== this.props.tryAgainWith) {
      this.setState({ error: null });
    }
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Empty
        title="This part of the window broke"
        text={`That is a fault of Playhead, not of your data: ${error.message}`}
      >
        <Button onClick={() => this.setState({ error: null })}>Try again</Button>
      </Empty>
    );
  }
}
