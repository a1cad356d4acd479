export function PlayheadBand() {
  return <div />;
}
